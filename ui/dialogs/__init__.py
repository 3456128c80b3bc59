"""Short questions in front of the window."""
