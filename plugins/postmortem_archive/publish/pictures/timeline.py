"""The course of one incident, to scale: its key moments, the phases between them, the events below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from postmortem_archive.model.front_matter import MOMENT_FIELDS
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import KeyMoment, Postmortem

from .key_moments import KnownMoment, exact, in_order, known_moments, middle
from .measures import share

BINS = 25
"""Places for links to events: each is 4 % of the width, 25 pixels where that is narrowest."""

LABEL_WIDTH = 16.0
"""Least width of a key moment's label, percent: six of them stand side by side."""

_LONG = timedelta(days=2)  # from here on, moments known only to the day have a place
_MARGIN = 2  # what came before and after gets up to half of the incident's length on either side
_PLACES = 5  # for ticks in one percent of the width; on the widest screen that is every other pixel

PhaseName = Literal["undetected", "working", "easing"]
_PHASE_AFTER: dict[KeyMoment, PhaseName] = {
    KeyMoment.DETECTED: "working",
    KeyMoment.MITIGATED: "easing",
}


@dataclass(frozen=True, slots=True)
class Length:
    """How long something took.

    Attributes:
        value: how long; whole days where ``in_days``.
        is_rough: one of its ends is approximate, or known only to the day.
        in_days: one of its ends is known only to the day.
    """

    value: timedelta
    is_rough: bool = False
    in_days: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A key moment.

    Attributes:
        key: which.
        moment: when.
        is_rough: the author marked the time as approximate.
        shows_day: its day is not that of the moment before.
        since: time since the moment before; ``None`` for the first.
        row: number of its entry in the timeline; ``None`` where it has none.
        x: where it is, percent of the width.
        left: where its label begins, percent of the width.
        width: from there to where the next label begins.
        foot: where the line from the label to ``x`` begins: the left end of the label, the right end
            of the last one.
    """

    key: KeyMoment
    moment: Moment
    is_rough: bool
    shows_day: bool
    since: Length | None
    row: int | None
    x: float
    left: float
    width: float
    foot: float


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the story.

    Attributes:
        name: which.
        length: how long it took.
        x: where it begins, percent of the width.
        width: percent of the width.
        until: the key moment with which it ends.
    """

    name: PhaseName
    length: Length
    x: float
    width: float
    until: KeyMoment


@dataclass(frozen=True, slots=True)
class Tick:
    """An event: where it is and, for a range, how wide (percent of the width)."""

    x: float
    width: float
    row: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Events that are so near to each other that one link leads to them.

    Attributes:
        x: its left end, percent of the width.
        rows: numbers of their entries in the timeline, the earliest first.
    """

    x: float
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The course of an incident.

    Attributes:
        marks: the key moments in order; two or more.
        phases: the parts of the story; none where all moments are one.
        ticks: the events that are drawn, in the order of time.
        bins: the same events, those together that share a link.
        earlier: numbers of the entries that are too long before the start to be drawn with it.
        later: likewise after the end.
        missing: key moments that are not recorded.
        day_only: those known only to the day, which a short incident has no place for.
    """

    marks: tuple[Mark, ...]
    phases: tuple[Phase, ...]
    ticks: tuple[Tick, ...]
    bins: tuple[Bin, ...]
    earlier: tuple[int, ...]
    later: tuple[int, ...]
    missing: tuple[KeyMoment, ...]
    day_only: tuple[tuple[KeyMoment, Moment], ...]

    @property
    def drawn(self) -> tuple[Tick, ...]:
        """One tick of those that are too near to each other to be told apart: the longest of them."""
        found: dict[int, Tick] = {}
        for tick in self.ticks:
            place = int(tick.x * _PLACES)
            if place not in found or tick.width > found[place].width:
                found[place] = tick
        return tuple(found.values())

    @property
    def to_scale(self) -> bool:
        """Whether there is a stretch of time to draw."""
        return bool(self.phases)


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime
    end: datetime

    def place(self, at: datetime) -> float:
        """Percent of the width."""
        return share((at - self.start).total_seconds(), (self.end - self.start).total_seconds())


def timeline(item: Postmortem) -> Timeline | None:
    """Lay out the course of an incident; ``None`` where fewer than two moments can be told apart.

    Key moments are those of the front matter, and those that only the timeline labels. That an incident
    was closed is no part of its course: it is an event like others.
    """
    known = known_moments(item)
    days = [entry.moment.day for entry in known]
    is_long = bool(days) and max(days) - min(days) >= _LONG
    shown = in_order(known) if is_long else in_order(exact(known))
    if len(shown) < 2:
        return None
    events = _events(item, {entry.row for entry in shown}, by_day=is_long)
    scale = _scale(shown, [at for at, _, _ in events])
    ticks = [
        Tick(scale.place(at), round(scale.place(min(until, scale.end)) - scale.place(at), 2), row)
        for at, until, row in events
        if scale.start <= at <= scale.end and scale.start != scale.end
    ]
    names = {entry.key for entry in known}
    return Timeline(
        marks=tuple(_marks(shown, scale)),
        phases=tuple(_phases(shown, scale)),
        ticks=tuple(ticks),
        bins=tuple(_bins(ticks)),
        earlier=tuple(row for at, _, row in events if at < scale.start),
        later=tuple(row for at, _, row in events if at > scale.end),
        missing=tuple(KeyMoment(name) for name in MOMENT_FIELDS if name not in names),
        day_only=()
        if is_long
        else tuple((entry.key, entry.moment) for entry in known if entry.moment.day_only),
    )


def _events(
    item: Postmortem, marked: set[int | None], *, by_day: bool
) -> list[tuple[datetime, datetime, int]]:
    """Begin, end and number of the entries that are no key moments, in the order of time."""
    found = []
    for row, entry in enumerate(item.timeline):
        if row in marked or entry.start is None or (entry.start.day_only and not by_day):
            continue
        at = middle(entry.start)
        until = middle(entry.end) if entry.end and not entry.end.day_only else at
        found.append((at, max(at, until), row))
    return sorted(found)


def _scale(shown: Sequence[KnownMoment], events: Sequence[datetime]) -> _Scale:
    """The incident, and before and after it a little room for events that lie there."""
    start, end = shown[0].at, shown[-1].at
    room = (end - start) / _MARGIN
    near = [at for at in events if start - room <= at <= end + room]
    return _Scale(min([start, *near]), max([end, *near]))


def _length(start: KnownMoment, end: KnownMoment) -> Length:
    if start.moment.day_only or end.moment.day_only:
        return Length(end.moment.day - start.moment.day, is_rough=True, in_days=True)
    return Length(end.at - start.at, start.is_rough or end.is_rough)


def _marks(shown: Sequence[KnownMoment], scale: _Scale) -> Iterator[Mark]:
    places = [scale.place(entry.at) for entry in shown]
    lefts = _labels(places)
    for number, entry in enumerate(shown):
        before = shown[number - 1] if number else None
        is_last = number + 1 == len(shown)
        left = lefts[number]
        width = LABEL_WIDTH if is_last else lefts[number + 1] - left
        yield Mark(
            entry.key,
            entry.moment,
            entry.is_rough,
            before is None or before.moment.day != entry.moment.day,
            _length(before, entry) if before else None,
            entry.row,
            places[number],
            left,
            round(width, 2),
            round(left + width, 2) if is_last else left,
        )


def _labels(places: Sequence[float]) -> list[float]:
    """Left ends of labels: each as near to its place as its neighbours allow, none over another."""
    wanted = [*places[:-1], places[-1] - LABEL_WIDTH]
    lefts: list[float] = []
    for place in wanted:
        least = lefts[-1] + LABEL_WIDTH if lefts else 0.0
        lefts.append(max(place, least))
    most = 100 - LABEL_WIDTH
    for number in reversed(range(len(lefts))):
        lefts[number] = round(min(lefts[number], most), 2)
        most = lefts[number] - LABEL_WIDTH
    return lefts


def _phases(shown: Sequence[KnownMoment], scale: _Scale) -> Iterator[Phase]:
    """The parts of the story that have a length."""
    keys = [entry.key for entry in shown]
    # Nothing is called undetected where it is not recorded when it was detected.
    name: PhaseName = "undetected" if KeyMoment.DETECTED in keys else "working"
    starts: dict[PhaseName, KnownMoment] = {}
    for entry in shown[:-1]:
        name = _PHASE_AFTER.get(entry.key, name)
        starts.setdefault(name, entry)
    bounds = [*starts.values(), shown[-1]]
    for (phase, start), end in zip(starts.items(), bounds[1:], strict=True):
        x, until = scale.place(start.at), scale.place(end.at)
        if end.at > start.at:
            yield Phase(phase, _length(start, end), x, round(until - x, 2), end.key)


def _bins(ticks: Sequence[Tick]) -> Iterator[Bin]:
    rows: dict[int, list[int]] = {}
    for tick in ticks:
        rows.setdefault(min(int(tick.x * BINS / 100), BINS - 1), []).append(tick.row)
    for number, found in rows.items():
        yield Bin(number * 100 / BINS, tuple(found))
