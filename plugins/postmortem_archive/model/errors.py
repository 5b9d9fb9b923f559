"""The exceptions that this package raises on purpose: each says what is wrong, and what to do about it."""

from __future__ import annotations


class ToldError(Exception):
    """What a person is told in a line, never as a traceback.

    Args:
        message: what is wrong, in one line.
        hint: what to do about it, in one line; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ArchiveError(ToldError):
    """A problem of configuration or use that a person can fix.

    Problems *in a document* are never raised; they are collected as
    :class:`~postmortem_archive.model.diagnostic.Diagnostic` records.
    """
