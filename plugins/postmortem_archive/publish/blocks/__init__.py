"""Blocks that a site's owner places on a page with one line: one block a file."""
