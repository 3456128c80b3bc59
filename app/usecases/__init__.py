"""One file per journey; each opens and closes its own short transaction."""
