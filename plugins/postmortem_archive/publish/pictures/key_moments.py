"""The key moments of an incident as its course shows them: of the front matter and of the timeline."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import KeyMoment, Postmortem

_NOON = time(12)
_ORDER = tuple(moment for moment in KeyMoment if moment is not KeyMoment.CLOSED)


@dataclass(frozen=True, slots=True)
class KnownMoment:
    """A key moment that is recorded.

    Attributes:
        key: which.
        moment: when.
        is_rough: the author marked the time as approximate.
        row: number of its entry in the timeline; ``None`` where it has none.
        at: where it stands in the course; of a bare day, a time within it.
    """

    key: KeyMoment
    moment: Moment
    is_rough: bool
    row: int | None
    at: datetime


def known_moments(item: Postmortem) -> list[KnownMoment]:
    """The key moments: when, as exactly as is known, and in which entry of the timeline."""
    found: dict[KeyMoment, KnownMoment] = {
        KeyMoment(name): KnownMoment(KeyMoment(name), moment, False, None, middle(moment))
        for name, moment in item.meta.moments()
    }
    for row, entry in enumerate(item.timeline):
        key, start = entry.moment, entry.start
        if key is None or key is KeyMoment.CLOSED or start is None:
            continue
        here = KnownMoment(key, start, entry.is_approximate, row, middle(start))
        before = found.get(key)
        if before is None:
            found[key] = here
        elif before.row is None:
            same_day = before.moment.day == start.day
            is_same = same_day and (before.moment.day_only or before.at == here.at)
            found[key] = here if is_same and not start.day_only else replace(before, row=row)
    return [found[key] for key in _ORDER if key in found]


def middle(moment: Moment) -> datetime:
    """When it was; where only the day is known, the middle of it."""
    return datetime.combine(moment.day, _NOON, UTC) if moment.day_only else moment.utc


def exact(known: Sequence[KnownMoment]) -> list[KnownMoment]:
    """Those of which more than the day is known."""
    return [entry for entry in known if not entry.moment.day_only]


def in_order(known: Sequence[KnownMoment]) -> list[KnownMoment]:
    """In the order of time; of one day, those known only to it stand where they must have been."""
    rank = {entry.key: number for number, entry in enumerate(known)}
    order = sorted(exact(known), key=lambda entry: (entry.at, rank[entry.key]))
    for entry in known:
        if not entry.moment.day_only:
            continue
        place = sum(
            other.moment.day < entry.moment.day
            or (other.moment.day == entry.moment.day and rank[other.key] < rank[entry.key])
            for other in order
        )
        order.insert(place, entry)
    return list(_between_neighbours(order))


def _between_neighbours(order: Sequence[KnownMoment]) -> Iterator[KnownMoment]:
    before = None
    for number, entry in enumerate(order):
        at = entry.at
        if entry.moment.day_only:
            following = [other.at for other in exact(order[number:])]
            at = min(max(at, before) if before else at, *following) if following else at
            at = max(at, before) if before else at
        before = at
        yield replace(entry, at=at)
