"""Import: documents that exist already into the format, without losing a word."""
