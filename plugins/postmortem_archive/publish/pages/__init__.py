"""Generated pages: one kind a file."""
