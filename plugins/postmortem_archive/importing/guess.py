"""What an import takes a file to say, how sure it is, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sure(StrEnum):
    """How sure a guess is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Guess:
    """Something found, or made of what was found.

    Attributes:
        what: the field or the section that it is about: ``started``, ``severity``, ``timeline``.
        value: what was taken.
        sure: how sure it is.
        why: where it comes from, in a few words.
        is_proposed: a person decides; it stands in the file only as a comment.
    """

    what: str
    value: str
    sure: Sure
    why: str
    is_proposed: bool = False
