"""What ends the import of one file, and of no other."""

from __future__ import annotations


class RefusedError(Exception):
    """A file that is not imported.

    Args:
        message: why.
        hint: what to do about it; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
