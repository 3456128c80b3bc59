"""What the officer sees: the PySide6 window; the only place that knows Qt."""
