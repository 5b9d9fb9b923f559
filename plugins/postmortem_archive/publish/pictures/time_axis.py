"""An axis for durations from nothing to years: logarithmic, with a place of its own for zero."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import log
from typing import Literal

from .measures import hundredths

Unit = Literal["min", "h", "d", "w", "y"]

_TICKS: tuple[tuple[timedelta, int, Unit], ...] = (
    (timedelta(minutes=1), 1, "min"),
    (timedelta(minutes=10), 10, "min"),
    (timedelta(hours=1), 1, "h"),
    (timedelta(hours=6), 6, "h"),
    (timedelta(days=1), 1, "d"),
    (timedelta(weeks=1), 1, "w"),
    (timedelta(days=30), 30, "d"),
    (timedelta(days=365), 1, "y"),
    (timedelta(days=3_650), 10, "y"),
    (timedelta(days=36_500), 100, "y"),
    (timedelta(days=365_000), 1_000, "y"),
    (timedelta(days=3_650_000), 10_000, "y"),
)
_NOTHING = timedelta()
_START, _END = 2.5, 97.5  # percent of the width: marks at the ends need room
_AFTER_ZERO = 11.0  # where the first tick is if zero has its place before it
_ROOM_ON_A_PHONE = 8.5  # percent of the width that a tick's text needs there


@dataclass(frozen=True, slots=True)
class Tick:
    """A duration on the axis.

    Attributes:
        x: where it is, percent of the width.
        number: how many of its units it lasts; 0 for zero.
        unit: minutes, hours, days, weeks or years (of 365 days).
        is_minor: there is no room for its text on a phone.
    """

    x: float
    number: int
    unit: Unit
    is_minor: bool = False


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Where durations are.

    Attributes:
        ticks: durations that are named, the shortest first.
        first: the first of them that is not zero.
        last: the last of them.
        has_zero: zero is on the axis, too; what is between it and ``first`` is on a line.
    """

    ticks: tuple[Tick, ...]
    first: timedelta
    last: timedelta
    has_zero: bool

    @property
    def start(self) -> float:
        """Where the logarithmic part begins, percent of the width; what is before it is for zero."""
        return hundredths(_AFTER_ZERO - _START) if self.has_zero else 0.0

    def position(self, value: timedelta) -> float:
        """Where a duration is, percent of the width; one beyond an end is at that end."""
        return hundredths(_position(value, self.first, self.last, self.has_zero))


def time_axis(values: Iterable[timedelta]) -> TimeAxis:
    """The axis on which all of some durations are; it begins and ends with a tick.

    Args:
        values: durations, none of them negative.
    """
    every = set(values)
    longest = max(every, default=_NOTHING)
    shortest = min((value for value in every if value), default=_TICKS[0][0])
    start = max((n for n, tick in enumerate(_TICKS) if tick[0] <= shortest), default=0)
    end = next((n for n, tick in enumerate(_TICKS) if tick[0] >= longest), len(_TICKS) - 1)
    start = min(start, len(_TICKS) - 2)
    used = _TICKS[start : max(end, start + 1) + 1]
    has_zero = _NOTHING in every or shortest < _TICKS[0][0]
    first, last = used[0][0], used[-1][0]
    zero = [Tick(_START, 0, used[0][2])] if has_zero else []
    ticks = [
        Tick(hundredths(_position(value, first, last, has_zero)), number, unit)
        for value, number, unit in used
    ]
    return TimeAxis(tuple(_with_room([*zero, *ticks])), first, last, has_zero)


def _position(value: timedelta, first: timedelta, last: timedelta, has_zero: bool) -> float:
    start = _AFTER_ZERO if has_zero else _START
    if value < first:
        return _START + (start - _START) * max(value / first, 0)
    part = log(value / first) / log(last / first)
    return start + (_END - start) * min(part, 1)


def _with_room(ticks: list[Tick]) -> list[Tick]:
    """The ticks, those marked for whose text a phone has no room."""
    kept = [ticks[0]]
    shown_at = ticks[0].x
    for _, tick in pairwise(ticks):
        fits = tick.x - shown_at >= _ROOM_ON_A_PHONE
        shown_at = tick.x if fits else shown_at
        kept.append(Tick(tick.x, tick.number, tick.unit, is_minor=not fits))
    return kept
