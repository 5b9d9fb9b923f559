"""One reader a file; each is found by itself."""
