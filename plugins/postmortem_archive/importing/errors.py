"""What ends the import of one file, and of no other."""

from __future__ import annotations

from postmortem_archive.model.errors import ToldError


class RefusedError(ToldError):
    """A file that is not imported."""
