"""Why an export is not read."""

from __future__ import annotations


class ExportError(Exception):
    """One export cannot be read; the others can.

    Args:
        message: what is wrong, in one line.
        hint: what to do about it, in one line; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
