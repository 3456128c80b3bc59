"""The demonstration: real key events into the real window, against a real server."""
