"""Why an export is not read."""

from __future__ import annotations

from postmortem_archive.model.errors import ToldError


class ExportError(ToldError):
    """One export cannot be read; the others can."""
