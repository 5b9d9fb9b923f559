"""How durations are spread: a row for each measure, or for each year of one, on one axis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from postmortem_archive.archive.statistics.figures import FEW, Distribution

from .measures import hundredths
from .time_axis import TimeAxis, time_axis

_SAME_PLACE = 1.0  # dots nearer than that, in percent of the width, stand above each other
_DOTS_HIGH = 56.0  # percent of a row's height that a pile of dots may take
_DOT_STEP = 19.0  # the usual distance in it


@dataclass(frozen=True, slots=True)
class Measured:
    """What a row shows.

    Attributes:
        distribution: the figures.
        label: what the row is called; empty for the title of the figure's definition.
        values: the single durations, in any order; drawn where there are few of them. May be left out.
        href: URL of the postmortems behind it; empty where there is none.
    """

    distribution: Distribution
    label: str = ""
    values: Sequence[timedelta] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A single value: its middle, percent of the width and of the row's height."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Row:
    """A row; what is ``None`` is not drawn. Positions are percent of the width.

    Attributes:
        label: what it is called.
        href: URL of the postmortems behind it; may be empty.
        figures: the figures, for words and the table.
        low: the shortest.
        high: the longest.
        box: (left end, width) of the middle half; ``None`` below
            :data:`~postmortem_archive.archive.statistics.figures.FEW` values.
        median: the median.
        p90: the 90th percentile.
        dots: single values, where there are few.
    """

    label: str
    href: str
    figures: Distribution
    low: float | None
    high: float | None
    box: tuple[float, float] | None
    median: float | None
    p90: float | None
    dots: tuple[Dot, ...]

    @property
    def n(self) -> int:
        """How many values there are."""
        return self.figures.n

    @property
    def unrecorded(self) -> int:
        """How many could not be measured."""
        return len(self.figures.unrecorded)


@dataclass(frozen=True, slots=True)
class Spread:
    """Durations on one axis.

    Attributes:
        axis: the axis; ``None`` where nothing is recorded.
        rows: one for each measure or year, as they were given.
    """

    axis: TimeAxis | None
    rows: tuple[Row, ...]

    @property
    def n(self) -> int:
        """How many values there are in all rows."""
        return sum(row.n for row in self.rows)


def spread(measured: Sequence[Measured]) -> Spread:
    """Lay out distributions of durations on an axis that all of them share."""
    drawn = [value for each in measured for value in _drawn(each)]
    axis = time_axis(drawn) if drawn else None
    return Spread(axis, tuple(_row(each, axis) for each in measured))


def _drawn(measured: Measured) -> Iterator[timedelta]:
    """The durations of a row that the axis has to hold."""
    figures = measured.distribution
    every = (
        figures.minimum,
        figures.p25,
        figures.median,
        figures.p75,
        figures.p90,
        figures.maximum,
    )
    yield from (value for value in every if value is not None)


def _row(measured: Measured, axis: TimeAxis | None) -> Row:
    figures = measured.distribution
    label = measured.label or figures.definition.title
    if axis is None:
        return Row(label, measured.href, figures, None, None, None, None, None, ())

    def at(value: timedelta | None) -> float | None:
        return None if value is None else axis.position(value)

    few = figures.n < FEW
    return Row(
        label=label,
        href=measured.href,
        figures=figures,
        low=at(figures.minimum),
        high=at(figures.maximum),
        box=None if few else _box(at(figures.p25), at(figures.p75)),
        median=at(figures.median),
        p90=at(figures.p90),
        dots=_dots([axis.position(value) for value in measured.values]) if few else (),
    )


def _box(left: float | None, right: float | None) -> tuple[float, float] | None:
    return None if left is None or right is None else (left, hundredths(right - left))


def _dots(places: Sequence[float]) -> tuple[Dot, ...]:
    """Dots for single values; those that would cover each other are piled up around the line."""
    piles: list[list[float]] = []
    for place in sorted(places):
        if piles and place - piles[-1][0] < _SAME_PLACE:
            piles[-1].append(place)
        else:
            piles.append([place])
    return tuple(dot for pile in piles for dot in _pile(pile))


def _pile(places: Sequence[float]) -> Iterator[Dot]:
    step = min(_DOT_STEP, _DOTS_HIGH / max(len(places) - 1, 1))
    for number, place in enumerate(places):
        yield Dot(place, hundredths(50 + (number - (len(places) - 1) / 2) * step))
