"""Times as people write them in a timeline: ``14:23``, ``~2pm PST``, ``13:42 to 13:58Z``."""

from __future__ import annotations

import re
from datetime import date, time, timezone
from functools import lru_cache
from typing import NamedTuple

from . import clock_patterns as signs
from .text import MAX_LINES
from .zones import NEGATIVE_OFFSET, SPACED_NEGATIVE_OFFSET, VAGUE_ZONE, offset_of

MAX_TIME_TEXT = 160
"""How many characters at the beginning of a text are looked at."""

YEARS = range(1900, 3000)
"""Years that are read; others are slips, and arithmetic with offsets fails at the ends of time."""


class Point(NamedTuple):
    """One end of a time as written; whatever is not said is ``None``.

    Attributes:
        day: the day, where its year is given.
        month_day: (month, day), where the year is not given.
        clock: the time of day.
        next_day: the clock says 24:00, which ``clock`` holds as 00:00.
        offset: the offset from UTC.
    """

    day: date | None = None
    month_day: tuple[int, int] | None = None
    clock: time | None = None
    next_day: bool = False
    offset: timezone | None = None


class ReadTime(NamedTuple):
    """A time as read from the beginning of a text.

    Attributes:
        written: the time as written, without the markup around it.
        start: index in the text at which the time begins.
        rest: what follows the time and the sign after it; markup that began before the time and
            goes on behind it is kept.
        begin: the time, or the begin of a range.
        end: the end of a range.
        is_approximate: the author marked it as approximate.
        vague_zone: a zone's name that leaves the offset open, such as ``PT``.
        is_set_off: a sign, markup or the end of the line sets the time off from what follows.
    """

    written: str
    start: int
    rest: str
    begin: Point
    end: Point | None = None
    is_approximate: bool = False
    vague_zone: str = ""
    is_set_off: bool = False


class _Clock(NamedTuple):
    """A clock as written; ``half`` is ``a``, ``p``, or empty until a range's end says it."""

    hour: int
    minute: int
    second: int = 0
    half: str = ""

    def is_before(self, other: _Clock) -> bool:
        mine, its = self.to_time(), other.to_time()
        return mine is not None and its is not None and mine <= its

    def to_time(self) -> time | None:
        hour = self.hour
        if self.half and hour <= 12:
            hour = hour % 12 + (12 if self.half == "p" else 0)
        elif self.half == "a" or hour == 24:
            # 24:00 is the end of a day; 14:00 am is a contradiction.
            return time() if hour == 24 and not self.minute and not self.half else None
        if hour > 23 or self.minute > 59 or self.second > 59:
            return None
        return time(hour, self.minute, self.second)


class _Written(NamedTuple):
    """One end of a time while it is read; ``at`` is where the reading has come to."""

    at: int
    start: int = 0
    day: date | None = None
    month_day: tuple[int, int] | None = None
    last_day: int | None = None
    clock: _Clock | None = None
    offset: timezone | None = None
    about: bool = False


class _Head(NamedTuple):
    """The time at the beginning of a text; ``opened`` is the markup before it, ``at`` its end."""

    start: int
    at: int
    opened: tuple[str, ...]
    begin: Point
    end: Point | None
    about: bool
    vague: str


def read_time(text: str) -> ReadTime | None:
    """Read the time that a text begins with, markup and words such as *around* before it included.

    Returns:
        ``None`` where the text does not begin with a time or a day, or begins with an impossible
        one.
    """
    head = _read_head(text[:MAX_TIME_TEXT])
    if head is None:
        return None
    rest, is_set_off = _rest(text, list(head.opened), head.at)
    written = text[head.start : head.at].strip()
    return ReadTime(
        written, head.start, rest, head.begin, head.end, head.about, head.vague, is_set_off
    )


@lru_cache(maxsize=MAX_LINES)  # a timeline is tried in several forms, its times in each of them
def _read_head(head: str) -> _Head | None:
    first = _written(head, 0)
    if first is None:
        return None
    last = _range_end(head, first)
    at = last.at if last else first.at
    about = first.about or bool(last and last.about)
    vague = ""
    if found := VAGUE_ZONE.match(head, at):
        vague, at = found["zone"], found.end()
    if found := signs.SAME_ELSEWHERE.match(head, at):
        at = found.end()
    if found := signs.ROUGHLY.match(head, at):
        about, at = True, found.end()
    begin, end = _points(first, last)
    if begin is None or (last is not None and end is None):
        return None
    opened = tuple(signs.MARK.findall(head[: first.start]))
    return _Head(_after(signs.OPENING, head, 0), at, opened, begin, end, about, vague)


def _written(head: str, at: int) -> _Written | None:
    """Read a day, a clock, or both in either order, with what stands before them."""
    at, about = _skip_lead(head, at)
    result = _Written(at, start=at, about=about)
    result = _with_day(head, result) or result
    if result.at > at:
        after_day = _after(signs.DAY_TO_CLOCK, head, result.at)
        is_iso = head[after_day - 1] == "T"
        after_day, about = _skip_lead(head, after_day)
        if unknown := signs.UNKNOWN_CLOCK.match(head, after_day):
            return result._replace(at=unknown.end())
        found = _with_clock(head, result._replace(at=after_day), is_iso=is_iso)
        return found._replace(about=result.about or about) if found else result
    found = _with_clock(head, result, is_iso=False)
    if found is None:
        return None
    if gap := signs.DAY_AFTER.match(head, found.at):
        dated = _with_day(head, found._replace(at=gap.end()))
        if dated and gap[0].endswith("("):
            dated = dated._replace(at=dated.at + 1)  # the closing parenthesis, which DAY_AFTER saw
        return dated or found
    return found


def _skip_lead(head: str, at: int) -> tuple[int, bool]:
    """Skip markup and words before a time; say whether one of them means *about*."""
    about = False
    while True:
        after = _after(signs.OPENING, head, at)
        if found := signs.ABOUT.match(head, after):
            about, at = True, found.end()
        elif found := signs.LEAD.match(head, after):
            at = found.end()
        else:
            return after, about


def _with_day(head: str, so_far: _Written) -> _Written | None:
    if ":" in head[so_far.at : so_far.at + 3]:  # a clock, as most entries begin with
        return None
    forms = (signs.ISO_DAY, *signs.DAYS_BEFORE_YEAR)
    if found := next(filter(None, (form.match(head, so_far.at) for form in forms)), None):
        day = existing_day(int(found["year"]), int(found["month"]), int(found["day"]))
        return so_far._replace(day=day, at=found.end()) if day else None
    for pattern in signs.DAYS_IN_FIGURES:
        if found := pattern.match(head, so_far.at):
            month, number = int(found["month"]), int(found["day"])
            if existing_day(2000, month, number):
                return so_far._replace(month_day=(month, number), at=found.end())
    return _with_named_month(head, so_far)


def _with_named_month(head: str, so_far: _Written) -> _Written | None:
    begins_with_month = head[so_far.at : so_far.at + 1].isalpha()
    found = (signs.MONTH_DAY if begins_with_month else signs.DAY_MONTH).match(head, so_far.at)
    if not found:
        return None
    month, number = signs.MONTHS[found["month"].lower()], int(found["day"])
    if existing_day(int(found["year"] or 2000), month, number) is None:
        return None
    last = found.groupdict().get("last")
    so_far = so_far._replace(at=found.end(), last_day=int(last) if last else None)
    if found["year"]:
        return so_far._replace(day=existing_day(int(found["year"]), month, number))
    return so_far._replace(month_day=(month, number))


def _with_clock(head: str, so_far: _Written, *, is_iso: bool) -> _Written | None:
    for pattern in signs.CLOCKS:
        found = pattern.match(head, so_far.at)
        if not found:
            continue
        parts = found.groupdict()
        half = (parts.get("half") or parts.get("short") or "").lower()
        clock = _Clock(int(parts["h"]), int(parts.get("m") or 0), int(parts.get("s") or 0), half)
        result = so_far._replace(clock=clock, at=found.end())
        zone = NEGATIVE_OFFSET.match(head, result.at) if is_iso else None
        if so_far.day and zone is None:
            zone = SPACED_NEGATIVE_OFFSET.match(head, result.at)
        zone = zone or signs.ZONE_AFTER.match(head, result.at)
        if zone is None:
            return result
        offset = offset_of(zone)
        return result._replace(offset=offset, at=zone.end()) if offset else None
    return None


def _range_end(head: str, first: _Written) -> _Written | None:
    if first.clock and (found := signs.SECONDS_END.match(head, first.at)) and first.clock.second:
        return _Written(found.end(), clock=first.clock._replace(second=int(found["s"])))
    sign = signs.RANGE.match(head, first.at)
    if sign is None:
        return None
    last = _written(head, sign.end())
    if last is None or (last.clock is None) != (first.clock is None):
        return None
    return last


def _points(first: _Written, last: _Written | None) -> tuple[Point | None, Point | None]:
    """Both ends, each completed by what only the other one says: am or pm, and the offset."""
    clock, offset = first.clock, first.offset
    if last and last.clock and clock and not clock.half and clock.hour <= 12:
        completed = clock._replace(half=last.clock.half)
        # `11:30 - 1:00 pm` begins before noon, `5:00 - 7:00 pm` after it.
        clock = completed if completed.is_before(last.clock) else clock
    if last is None:
        last = _last_of_days(first)
    begin = _point(first._replace(clock=clock, offset=offset or (last.offset if last else None)))
    if last is None:
        return begin, None
    return begin, _point(last._replace(offset=last.offset or offset))


def _last_of_days(first: _Written) -> _Written | None:
    """The second day of ``October 29-30``."""
    if first.last_day is None:
        return None
    if first.day:
        day = existing_day(first.day.year, first.day.month, first.last_day)
        return first._replace(day=day) if day else None
    if first.month_day:
        return first._replace(month_day=(first.month_day[0], first.last_day))
    return None


def _point(written: _Written) -> Point | None:
    if written.clock is None:
        return Point(written.day, written.month_day)
    clock = written.clock.to_time()
    if clock is None:
        return None
    return Point(written.day, written.month_day, clock, written.clock.hour == 24, written.offset)


def _rest(text: str, opened: list[str], at: int) -> tuple[str, bool]:
    """What follows the time; marks of ``opened`` that go on behind the time are kept."""
    is_set_off = False
    while opened:
        closer = re.compile(
            rf"[ \t]*[:.,]?[ \t]*{re.escape(signs.CLOSER.get(opened[-1], opened[-1]))}"
        )
        found = closer.match(text, at)
        if not found:
            break
        is_link = opened.pop() == "["
        at = found.end()
        if is_link and (target := signs.LINK_TARGET.match(text, at)):
            at = target.end()
        is_set_off = True
    end = _after(signs.SEPARATOR, text, at)
    sign = text[at:end]
    is_set_off = is_set_off or bool(sign.strip()) or "\n" in sign or end == len(text)
    rest = text[end:]
    return ("".join(opened) + rest if rest else "", is_set_off)


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a pattern that may match nothing ends."""
    found = pattern.match(text, at)
    return found.end() if found else at


def existing_day(year: int, month: int, day: int) -> date | None:
    """A day, or ``None`` where no such day exists or its year is out of :data:`YEARS`."""
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
