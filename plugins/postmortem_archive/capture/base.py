"""What a reader of exports is: what it is asked, and what it answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import IntEnum
from typing import ClassVar

from .event import Captured
from .export import Export, Head
from .privacy import Privacy
from .times import NoTimeError, is_twice, read_stamp, says_no_zone


class Sureness(IntEnum):
    """How sure a reader is that an export is its own."""

    NO = 0
    GENERIC = 1  # a form that many tools write
    LIKELY = 2
    CERTAIN = 3  # fields that only this product has


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for.

    Attributes:
        privacy: names people, and masks.
        now: the moment of the capture; what lies behind it points at a wrong clock.
        zone: of times that say none; ``None`` where it was not said.
        since: nothing before it is taken.
        until: nothing after it is taken.
        marks: names of reactions that mark a message as important.
    """

    privacy: Privacy
    now: datetime
    zone: tzinfo | None = None
    since: datetime | None = None
    until: datetime | None = None
    marks: frozenset[str] = frozenset()

    def time(self, value: object) -> datetime:
        """A time of an export in UTC; see :func:`~postmortem_archive.capture.times.read_stamp`."""
        return read_stamp(value, self.zone)

    def time_or_note(self, value: object, what: str, export: Export) -> datetime | None:
        """A time of an export in UTC; ``None`` where there is none, which the export's notes then say.

        Args:
            value: what stands there.
            what: what it is the time of: "an alert".
            export: where it stands.

        Raises:
            ExportError: it says no zone, and none is given.
        """
        try:
            at = self.time(value)
        except NoTimeError as error:
            export.note(f"{what} was left out: {error}")
            return None
        self.note_doubt(value, at, export)
        return at

    def note_doubt(self, value: object, at: datetime, export: Export) -> None:
        """Say that a time comes twice in its zone, as summer time ends there: the first was taken."""
        if self.zone is not None and is_twice(at, self.zone) and says_no_zone(value):
            local = at.astimezone(self.zone)
            export.note(
                f"{local:%Y-%m-%d %H:%M} comes twice as summer time ends: the first was taken"
            )

    def takes(self, at: datetime) -> bool:
        """Whether it lies between ``since`` and ``until``, where these are given."""
        return (self.since is None or at >= self.since) and (self.until is None or at <= self.until)


class Reader(ABC):
    """A reader of one kind of export, found by itself in :mod:`.readers`.

    Its docstring names the documentation that describes the export. What it passes over it says with
    ``export.note``.

    Attributes:
        name: the product, as people know it.
        reads: what of it is read, for the list of readers.
        hint: how one gets such an export, for the list of readers.
    """

    name: ClassVar[str]
    reads: ClassVar[str]
    hint: ClassVar[str] = ""

    @abstractmethod
    def sureness(self, head: Head) -> Sureness:
        """How sure it is of an export that begins like that."""

    @abstractmethod
    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """What the export holds, in any order.

        Raises:
            ExportError: the export cannot be read to its end.
        """


def text_of(value: object) -> str:
    """A field's text; empty where it is missing, or no text or number."""
    if isinstance(value, str):
        return " ".join(value.split())
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def map_of(value: object) -> dict[str, object]:
    """A field that should be a JSON object; empty where it is none."""
    return value if isinstance(value, dict) else {}


def list_of(value: object) -> list[object]:
    """A field that should be a list; empty where it is none."""
    return value if isinstance(value, list) else []


def first_text(record: dict[str, object], *names: str) -> str:
    """The first of these fields that has a text."""
    return next((text for name in names if (text := text_of(record.get(name)))), "")
