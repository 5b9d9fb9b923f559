"""Diagnostics to people and machines: one format a file, listed in :mod:`.formats`."""
