"""The provincial server's tables and queries."""
