"""The provincial server: takes events in, proves what it holds. Own tables, same domain as the desk."""
