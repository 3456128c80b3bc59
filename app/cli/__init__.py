"""The command line: the same journeys without a window. No rule lives here that the window does not have."""
