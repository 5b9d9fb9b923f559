"""The one exception this package raises on purpose."""

from __future__ import annotations


class ArchiveError(Exception):
    """A problem of configuration or use that a person can fix.

    Problems *in a document* are never raised; they are collected as
    :class:`~postmortem_archive.model.diagnostic.Diagnostic` records.

    Args:
        message: what is wrong, in one line.
        hint: what to do about it, in one line; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
