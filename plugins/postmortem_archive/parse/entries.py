"""One entry of a timeline: its words, and the moment it stands for in the run of the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import KeyMoment, TimelineEntry

from .clock import Point, ReadTime, existing_day, read_time

MIDNIGHT_CROSSED = timedelta(hours=12)
"""A clock that goes back by more than this has passed midnight; a smaller step is out of order."""

_LABEL = lazy_pattern(r"\s*(?:\*\*|__)(?P<label>[A-Za-z ]{3,20}?)\s*[:.]?\s*(?:\*\*|__)")
_AFTER_LABEL = lazy_pattern(r"(?:[\s:;,.\u2013—]|-(?=\s))*")
_MAX_LABEL = 60
_LABELS = {moment.label.casefold(): moment for moment in KeyMoment}


class RawEntry(NamedTuple):
    """An entry as found in a body.

    Attributes:
        position: of its time.
        time: the time as read; ``None`` where it could not be read.
        written: the time as written; empty where there is none.
        text: what happened, as Markdown, with the label of a key moment.
        extra: further columns as (heading, Markdown) pairs.
        leftover: what stands behind the time in a cell for times alone, and is not understood.
    """

    position: Position
    time: ReadTime | None
    written: str
    text: str
    extra: tuple[tuple[str, str], ...] = ()
    leftover: str = ""


@dataclass(slots=True)
class Clockwork:
    """Turns times into moments, one after the other, because each may lean on the one before.

    Attributes:
        stated: the offset that the timeline states, if any.
        started: when the incident started: gives the first day, and the offset where none is
            stated.
        day: the day of the next entry that says none, in the offset of that entry.
        before: the moment before, where it is known to the minute.
    """

    stated: timezone | None
    started: Moment | None
    day: date | None = None
    before: datetime | None = None

    @property
    def offset(self) -> tzinfo:
        """The offset of an entry that says none; UTC where nothing else says one."""
        if self.stated:
            return self.stated
        own = self.started.at.tzinfo if self.started and not self.started.day_only else None
        return own or UTC

    def set_day(self, day: date) -> None:
        """Begin a new day: a heading, or a line of its own, says so."""
        self.day, self.before = day, None

    def full_day(self, point: Point) -> date | None:
        """The day that a point says; a day without a year takes the year that brings it nearest."""
        if point.day or not point.month_day:
            return point.day
        here = self._inherited_day(self.offset)
        if here is None:
            return None
        month, number = point.month_day
        near = [
            day
            for year in (here.year, here.year - 1, here.year + 1)
            if (day := existing_day(year, month, number))
        ]
        return min(near, key=lambda day: abs((day - here).days), default=None)

    def moments(self, time: ReadTime) -> tuple[Moment | None, Moment | None]:
        """Begin and end of a time; no begin where its day or its offset is not known."""
        if time.vague_zone:
            return None, None
        start = self._moment(time.begin)
        if start is None or time.end is None:
            return start, None
        return start, self._end(time.end, start)

    def _moment(self, point: Point) -> Moment | None:
        day = self.full_day(point)
        if point.clock is None:
            if day:
                self.set_day(day)
            return Moment.of_day(day) if day else None
        offset = point.offset or self.offset
        if day is None:
            day = self._inherited_day(offset)
            if day is None:
                return None
            at = self._at(day, point, offset)
            if self.before and at and self.before - at > MIDNIGHT_CROSSED:
                at = _plus_days(at, 1)
        else:
            at = self._at(day, point, offset)
        if at is None:
            return None
        self.before, self.day = at, at.date()
        return Moment(at)

    def _inherited_day(self, offset: tzinfo) -> date | None:
        if self.before or self.day or self.started is None:
            return self.before.astimezone(offset).date() if self.before else self.day
        if self.started.day_only:
            return self.started.day
        return self.started.at.astimezone(offset).date()

    @staticmethod
    def _at(day: date, point: Point, offset: tzinfo) -> datetime | None:
        if point.clock is None:
            return None
        at = datetime.combine(day, point.clock, offset)
        return _plus_days(at, 1 if point.next_day else 0)

    def _end(self, point: Point, start: Moment) -> Moment | None:
        day = self.full_day(point)
        if point.clock is None:
            return Moment.of_day(day) if day else None
        offset = point.offset or self.offset
        at = self._at(day or start.at.astimezone(offset).date(), point, offset)
        if at and day is None and at < start.at:
            at = _plus_days(at, 1)
        return Moment(at) if at else None


def to_entry(raw: RawEntry, clockwork: Clockwork) -> TimelineEntry:
    """The record of an entry; ``start`` is ``None`` where its time says too little."""
    start, end = clockwork.moments(raw.time) if raw.time else (None, None)
    moment, text = split_label(raw.text)
    own_offset = raw.time is not None and raw.time.begin.offset is not None
    return TimelineEntry(
        position=raw.position,
        time_text=raw.written,
        start=start,
        text=text,
        end=end,
        is_approximate=raw.time is not None and raw.time.is_approximate,
        offset_assumed=(
            start is not None and not start.day_only and not own_offset and clockwork.stated is None
        ),
        moment=moment,
        extra=raw.extra,
    )


def split_label(text: str) -> tuple[KeyMoment | None, str]:
    """Take the bold label of a key moment off the begin of a text."""
    moment, end = _label(text)
    return moment, text[end:].strip()


def read_entry(text: str) -> tuple[ReadTime | None, str]:
    """Read the time of an entry and what follows; a label may stand before the time."""
    time = read_time(text)
    if time is not None:
        return time, time.rest
    moment, end = _label(text)
    if moment is None:
        return None, text
    time = read_time(text[end:])
    return (time, f"{text[:end]} {time.rest}") if time and time.begin.clock else (None, text)


def _label(text: str) -> tuple[KeyMoment | None, int]:
    """The key moment whose bold label a text begins with, and where what follows it begins."""
    found = _LABEL.match(text[:_MAX_LABEL])
    moment = _LABELS.get(" ".join(found["label"].split()).casefold()) if found else None
    if found is None or moment is None:
        return None, 0
    after = _AFTER_LABEL.match(text, found.end())
    return moment, after.end() if after else found.end()


def _plus_days(at: datetime, days: int) -> datetime | None:
    try:
        return at + timedelta(days=days)
    except OverflowError:
        return None
