"""The provincial server that desks send their events to."""
