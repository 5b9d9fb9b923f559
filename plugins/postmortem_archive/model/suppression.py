"""A comment by which an author asks that some rules are not heard about a part of a file."""

from __future__ import annotations

from typing import NamedTuple

from .diagnostic import Position


class Suppression(NamedTuple):
    """One ``postmortem: ignore`` comment.

    Attributes:
        names: rules as written: codes, aliases or families; empty where the comment names none.
        reason: why; empty where the comment does not say.
        position: of the comment.
        first_line: the first line of the file that it holds for.
        end_line: the line after the last one that it holds for.
    """

    names: tuple[str, ...]
    reason: str
    position: Position
    first_line: int
    end_line: int

    def covers(self, line: int) -> bool:
        """Whether it holds for that line of the file."""
        return self.first_line <= line < self.end_line
