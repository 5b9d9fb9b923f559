"""Text to records, with line and column for everything a person may have to fix."""
