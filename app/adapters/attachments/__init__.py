"""Files that citizens bring: read within limits, known by their content, shrunk, and kept sealed."""
