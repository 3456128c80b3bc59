"""The server's own pages: one module for each, on one frame that asks who comes and forgets nothing about safety."""
