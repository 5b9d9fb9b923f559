"""What is captured: events, and windows in which something was down."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from postmortem_archive.model.lazy_pattern import lazy_pattern

CODE_LENGTH = 8
"""Characters of an event's code: 40 bits, so that thousands of events in one file do not collide."""

_CODE_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
_WORD = lazy_pattern(r"[^\W_]+")


class Signal(StrEnum):
    """What an event says about the course of an incident."""

    NOTE = "note"
    CHANGE = "change"  # a deploy or a commit: may be the trigger, is no harm
    HARM_BEGINS = "harm-begins"
    ALERT = "alert"
    ACKNOWLEDGED = "acknowledged"
    MITIGATED = "mitigated"
    ALERT_ENDS = "alert-ends"
    HARM_ENDS = "harm-ends"
    CLOSED = "closed"  # somebody, or a tool, says that it is over


class Importance(IntEnum):
    """How much an event matters to a reader of the timeline."""

    NOISE = 0  # left out, and counted
    PLAIN = 1  # kept; runs of them are folded
    NOTABLE = 2
    MARKED = 3  # somebody pinned it


@dataclass(frozen=True, slots=True)
class CapturedEvent:
    """One thing that happened.

    Attributes:
        at: when, in UTC.
        text: what happened, as plain text in one line.
        source: where it is from, as the timeline's column says it: ``Alertmanager``, ``#inc-checkout``.
        link: address of the record; empty where the export has none.
        signal: what it says about the course of the incident.
        importance: how much it matters.
        key: what repeats of it have in common; empty where nothing is folded.
        id: what the tool itself knows it by, so that it is known again even if people are called
            otherwise by then; empty where the tool has no such thing.
        until: the last time of several that were folded into this one.
        count: how many were folded into this one, itself included.
        also: further sources that tell the same, each with its link.
        codes: codes of the events that were merged into this one, its own first.
    """

    at: datetime
    text: str
    source: str
    link: str = ""
    signal: Signal = Signal.NOTE
    importance: Importance = Importance.NOTABLE
    key: str = ""
    id: str = ""
    until: datetime | None = None
    count: int = 1
    also: tuple[tuple[str, str], ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """Each source that tells of it, with its link."""
        return ((self.source, self.link), *self.also)


@dataclass(frozen=True, slots=True)
class Downtime:
    """A window in which something was down.

    Attributes:
        begin: when it went down, in UTC.
        end: when it was up again; ``None`` where the export does not say.
        what: what was down.
        source: where it is from.
        reason: what the monitor saw; may be empty.
        link: address of the record; may be empty.
    """

    begin: datetime
    end: datetime | None
    what: str
    source: str
    reason: str = ""
    link: str = ""

    def events(self) -> tuple[CapturedEvent, ...]:
        """Its begin and, where it is known, its end as events of the timeline."""
        reason = f": {self.reason}" if self.reason else ""
        key = f"{self.source} {self.what}"
        down = CapturedEvent(
            self.begin,
            f"{self.what} is down{reason}",
            self.source,
            self.link,
            Signal.HARM_BEGINS,
            key=key,
        )
        if self.end is None:
            return (down,)
        up = CapturedEvent(
            self.end,
            f"{self.what} is up again after {exact_duration(self.end - self.begin)}",
            self.source,
            self.link,
            Signal.HARM_ENDS,
            key=key,
        )
        return (down, up)


Captured = CapturedEvent | Downtime
"""What a reader makes of an export."""


def code_of(event: CapturedEvent) -> str:
    """The code by which an event is known again: from its time, and its ID or its source and words.

    It does not change with what a person writes into the timeline, because it is made of the export.
    """
    own = event.id or f"{event.source}\n{event.link}\n{normal(event.text)}"
    said = f"{event.at.isoformat()}\n{own}"
    number = int.from_bytes(hashlib.sha256(said.encode("utf-8", "replace")).digest()[:5], "big")
    return "".join(_CODE_SIGNS[(number >> 5 * place) & 31] for place in range(CODE_LENGTH))


def normal(text: str) -> str:
    """The words of a text in lower case: what two tellings of the same have in common."""
    return " ".join(_WORD.findall(text.casefold()))


def exact_duration(value: timedelta) -> str:
    """A duration to the second: ``23 min 40 s``, ``1 h 2 min``."""
    seconds = round(value.total_seconds())
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    parts = [(hours, "h"), (minutes, "min"), (rest, "s")]
    return " ".join(f"{number:,} {unit}" for number, unit in parts if number) or "0 s"


def one_line(text: object, limit: int = 400) -> str:
    """A text on one line, cut at a word where it is longer than ``limit`` characters."""
    line = " ".join(str(text)[: 4 * limit].split())
    if len(line) <= limit:
        return line
    return re.sub(r"\s\S{0,40}$", "", line[:limit]) + " …"
