"""Whether two sources tell the same things a constant time apart: a clock, or a zone, may be wrong.

Nothing is corrected. Which of two clocks is wrong cannot be seen in what they wrote, and one of the two
may just hear of everything that much later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations
from typing import NamedTuple

from .event import CapturedEvent
from .fold import SAME_WITHIN, is_same

FURTHEST = timedelta(hours=14)
"""Greatest distance that is looked at: no zone is further from UTC."""

SPREAD = timedelta(seconds=60)
"""How much the distances may differ, for exports that are exact to the minute."""

_ZONE_STEP = timedelta(minutes=30)
"""Zones differ by multiples of this, so that for such a distance a single thing says enough."""

_BEGIN_AND_END = 2
"""A message about an alert may be about its begin or its end: one of the two distances counts."""

_MOST_ROWS = 200
_MOST_PAIRS = 1_000
"""More pairs between two sources say that their texts are too alike to tell them apart."""


class Skew(NamedTuple):
    """Two sources that are a constant time apart.

    Attributes:
        earlier: the source that tells first.
        later: the other one.
        by: how much later, in the middle.
        things: how many things both tell.
    """

    earlier: str
    later: str
    by: timedelta
    things: int


class _Pair(NamedTuple):
    distance: timedelta
    first: int
    second: int


def skews(rows: Sequence[CapturedEvent]) -> list[Skew]:
    """The pairs of sources whose tellings of the same are the same time apart.

    These are at least two things about as far apart, or one by half hours, as zones are. Two sources
    that tell anything at the same time are not among them, nor are those where several distances are as likely.

    Args:
        rows: the timeline, tellings of about the same time merged, in the order of time; the first 200 count.
    """
    compared = rows[:_MOST_ROWS]
    agreed = {
        frozenset((one, other))
        for row in compared
        for (one, _), (other, _) in combinations(row.sources, 2)
    }
    found = []
    for (one, other), pairs in _pairs(compared).items():
        if frozenset((one, other)) in agreed or len(pairs) > _MOST_PAIRS:
            continue
        if best := _constant(pairs):
            by = best[len(best) // 2].distance
            earlier, later = (one, other) if by > timedelta() else (other, one)
            found.append(Skew(earlier, later, abs(by), _support(best)))
    return found


def _pairs(rows: Sequence[CapturedEvent]) -> dict[tuple[str, str], list[_Pair]]:
    """For each two sources, how much later the second tells what the first does."""
    pairs: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
    for (index, row), (later, event) in combinations(enumerate(rows), 2):
        distance = event.at - row.at
        if row.source == event.source or not SAME_WITHIN < distance <= FURTHEST:
            continue
        if not is_same(row, event):
            continue
        if row.source < event.source:
            pairs[row.source, event.source].append(_Pair(distance, index, later))
        else:
            pairs[event.source, row.source].append(_Pair(-distance, later, index))
    return pairs


def _constant(pairs: list[_Pair]) -> list[_Pair]:
    """The pairs of the distance that most of them have; empty where no distance stands out."""
    by_zone = [pair for pair in pairs if _is_zone(pair.distance)]
    if len(by_zone) == 1 and len(pairs) <= _BEGIN_AND_END:
        return by_zone
    groups = sorted(_groups(sorted(pairs)), key=_support, reverse=True)
    best = groups[0]
    others = [group for group in groups if abs(group[0].distance - best[0].distance) > SPREAD]
    most = max(map(_support, others), default=1)
    return best if _support(best) > most else []


def _is_zone(distance: timedelta) -> bool:
    rest = abs(distance) % _ZONE_STEP
    return min(rest, _ZONE_STEP - rest) <= SPREAD


def _groups(pairs: list[_Pair]) -> Iterator[list[_Pair]]:
    """From each pair on, those whose distance is about the same."""
    end = 0
    for begin, pair in enumerate(pairs):
        while end < len(pairs) and pairs[end].distance - pair.distance <= SPREAD:
            end += 1
        yield pairs[begin:end]


def _support(group: Sequence[_Pair]) -> int:
    """How many different things a group is about."""
    return min(len({pair.first for pair in group}), len({pair.second for pair in group}))
