"""Why a public text must not leave as it stands."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Position


class FaultKind(StrEnum):
    """What a fault is about. Each kind is reported by the rule that names it."""

    MARK = "mark"  # a mark of internal text that is not to be understood
    MISSING = "missing"  # a part that every public text needs
    TEXT = "text"  # something in it that leads inside, or that nobody would see


class Fault(NamedTuple):
    """One fault: what it is, in one line, where, and how to mend it."""

    kind: FaultKind
    message: str
    position: Position
    hint: str
