"""Files to an :class:`~postmortem_archive.archive.archive.Archive`: the one pipeline behind every front."""
