"""Incidents over time, as bars that are stacked by severity."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from itertools import count

from postmortem_archive.archive.statistics.counts import Quarter

from .measures import hundredths, share

MOST_BARS = 24
"""Most places for bars: quarters of up to six calendar years, else years, or so many at a time."""

_QUARTERS_A_YEAR = 4
_NAMED_QUARTERS = 8  # so many have room for their names
_WIDEST_BAR = 7.0  # percent of the width
_BAR = 0.72  # part of a bar's place that it fills
_MOST_LABELS = 16
_MOST_LABELS_ON_A_PHONE = 8
_MOST_LINES = 4
_LEAST_TOP = 3  # so that a single incident is not as tall as the picture


Link = Callable[[date, date], str]
"""Gives the URL of the incidents that started from one day to another, both included."""

_Place = tuple[int, int | None]  # the first year and the quarter


@dataclass(frozen=True, slots=True)
class Severity:
    """A severity in the legend; its step on the colour ramp is 0 where the archive has none for it."""

    value: str
    label: str
    step: int


@dataclass(frozen=True, slots=True)
class Part:
    """The incidents of one severity in a bar.

    Attributes:
        severity: which.
        n: how many.
        y: the upper end, percent of the height from the top.
        height: percent of the height.
    """

    severity: Severity
    n: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bucket:
    """A stretch of the calendar, and the incidents that started in it.

    Attributes:
        first: its first day.
        last: its last day.
        quarter: its number, from 1 to 4; ``None`` where it is one year or more.
        n: how many incidents.
        href: URL of these; empty where there is none.
        place: left end of its place on the axis, percent of the width.
        place_width: width of that place.
        x: left end of its bar.
        width: width of its bar.
        y: upper end of its bar, percent of the height from the top.
        counts: how many incidents have each severity of the picture, in their order.
        parts: the bar, from the bottom to the top: the worst severity first.
    """

    first: date
    last: date
    quarter: int | None
    n: int
    href: str
    place: float
    place_width: float
    x: float
    width: float
    y: float
    counts: tuple[int, ...]
    parts: tuple[Part, ...]

    @property
    def middle(self) -> float:
        """Middle of the bar, percent of the width."""
        return hundredths(self.place + self.place_width / 2)


@dataclass(frozen=True, slots=True)
class Line:
    """A horizontal line, and the number of incidents for which it stands."""

    value: int
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    """Text below the axis.

    Attributes:
        x: its middle, percent of the width.
        year: the year; the first one of several.
        quarter: the quarter's number, for a label above that of the year; else ``None``.
        is_minor: there is no room for it on a phone.
    """

    x: float
    year: int
    quarter: int | None = None
    is_minor: bool = False


@dataclass(frozen=True, slots=True)
class OverTime:
    """Incidents over time.

    Attributes:
        n: how many incidents are drawn.
        undated: how many are not, because their start is not recorded.
        years: how many years a bar stands for; 0 where it is a quarter.
        span: the first and the last year in which any of them started; ``None`` without any.
        severities: those that occur, worst first, those not recorded last.
        buckets: all places of the axis, from the oldest on, those without incidents as well.
        lines: horizontal lines at round numbers, from the bottom to the top, without that of zero.
        labels: texts below the axis.
        borders: where on the axis a year begins, for quarters; percent of the width.
    """

    n: int
    undated: int
    years: int
    span: tuple[int, int] | None = None
    severities: tuple[Severity, ...] = ()
    buckets: tuple[Bucket, ...] = ()
    lines: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()
    borders: tuple[float, ...] = ()

    @property
    def recorded(self) -> tuple[Bucket, ...]:
        """The places from the first to the last one that has incidents, empty ones between included."""
        filled = [number for number, bucket in enumerate(self.buckets) if bucket.n]
        return self.buckets[filled[0] : filled[-1] + 1] if filled else ()

    @property
    def most(self) -> Bucket | None:
        """The place with most incidents, the newest of several; ``None`` without incidents."""
        filled = [bucket for bucket in self.buckets if bucket.n]
        return max(filled, key=lambda bucket: (bucket.n, bucket.first), default=None)

    @property
    def is_unique_most(self) -> bool:
        """Whether no other place has as many incidents as that with most."""
        most = self.most
        return most is not None and [bucket.n for bucket in self.buckets].count(most.n) == 1


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all bars share: the places, years of each, the severities, what 100 % of the height is."""

    places: tuple[_Place, ...]
    years: int
    severities: tuple[Severity, ...]
    top: int


def over_time(
    quarters: Sequence[Quarter],
    steps: Mapping[str, int],
    *,
    link: Link | None = None,
    undated: int = 0,
) -> OverTime:
    """Lay out incidents over time.

    Args:
        quarters: the quarters that have incidents, oldest first.
        steps: step of the colour ramp for each severity, from 1 on, worst severity first.
        link: URL of a bar's incidents; it is not asked where there are none.
        undated: how many incidents are in none of the quarters.
    """
    if not quarters:
        return OverTime(0, undated, 0)
    first, last = quarters[0].year, quarters[-1].year
    years = _years_a_bar(first, last)
    found: dict[_Place, Counter[str]] = {}
    for quarter in quarters:
        counts = found.setdefault(_place_of(quarter, years), Counter())
        counts.update({tally.value: tally.n for tally in quarter.severities})
    severities = _severities(quarters, steps)
    most = max(counts.total() for counts in found.values())
    line_step = next(step for step in _round_numbers() if most <= step * _MOST_LINES)
    top = max(most, _LEAST_TOP)
    frame = _Frame(tuple(_places(first, last, years)), years, severities, top)
    buckets = tuple(
        _bucket(frame, number, found.get(place, Counter()), link)
        for number, place in enumerate(frame.places)
    )
    return OverTime(
        n=sum(bucket.n for bucket in buckets),
        undated=undated,
        years=years,
        span=(first, last),
        severities=severities,
        buckets=buckets,
        lines=tuple(
            Line(value, hundredths(100 - share(value, top)))
            for value in range(line_step, top + 1, line_step)
        ),
        labels=_year_labels(buckets) if years else _quarter_labels(buckets),
        borders=tuple(bucket.place for bucket in buckets[1:] if bucket.quarter == 1),
    )


def _round_numbers() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50, and so on."""
    return (digit * 10**power for power in count() for digit in (1, 2, 5))


def _years_a_bar(first: int, last: int) -> int:
    """How many years a bar stands for; 0 for a quarter."""
    if (last - first + 1) * _QUARTERS_A_YEAR <= MOST_BARS:
        return 0
    return next(years for years in _round_numbers() if last // years - first // years < MOST_BARS)


def _place_of(quarter: Quarter, years: int) -> _Place:
    if not years:
        return quarter.year, quarter.number
    return quarter.year - quarter.year % years, None


def _places(first: int, last: int, years: int) -> list[_Place]:
    """(first year, quarter) of every place: of whole calendar years, or of so many of them."""
    if years:
        return [(year, None) for year in range(first - first % years, last + 1, years)]
    quarters = range(1, _QUARTERS_A_YEAR + 1)
    return [(year, number) for year in range(first, last + 1) for number in quarters]


def _days(place: _Place, years: int) -> tuple[date, date]:
    """The first and the last day of a place, within the calendar."""
    year, quarter = place
    if quarter is None:
        return date(max(year, MINYEAR), 1, 1), date(min(year + years - 1, MAXYEAR), 12, 31)
    if quarter == _QUARTERS_A_YEAR:
        return date(year, 10, 1), date(year, 12, 31)
    month = 3 * quarter - 2
    return date(year, month, 1), date(year, month + 3, 1) - timedelta(days=1)


def _severities(quarters: Sequence[Quarter], steps: Mapping[str, int]) -> tuple[Severity, ...]:
    labels = {tally.value: tally.label for each in quarters for tally in each.severities}
    ranks = {value: rank for rank, value in enumerate(steps)}
    ordered = sorted(labels, key=lambda value: (not value, ranks.get(value, len(ranks)), value))
    return tuple(Severity(value, labels[value], steps.get(value, 0)) for value in ordered)


def _bucket(frame: _Frame, number: int, counts: Counter[str], link: Link | None) -> Bucket:
    place = frame.places[number]
    first, last = _days(place, frame.years)
    slot = 100 / len(frame.places)
    width = min(slot * _BAR, _WIDEST_BAR)
    parts: list[Part] = []
    below = 0
    for severity in frame.severities:
        if n := counts[severity.value]:
            below += n
            upper = hundredths(100 - share(below, frame.top))
            parts.append(Part(severity, n, upper, share(n, frame.top)))
    return Bucket(
        first=first,
        last=last,
        quarter=place[1],
        n=below,
        href=link(first, last) if link and below else "",
        place=hundredths(number * slot),
        place_width=hundredths(slot),
        x=hundredths((number + 0.5) * slot - width / 2),
        width=hundredths(width),
        y=hundredths(100 - share(below, frame.top)),
        counts=tuple(counts[severity.value] for severity in frame.severities),
        parts=tuple(parts),
    )


def _quarter_labels(buckets: Sequence[Bucket]) -> tuple[Label, ...]:
    """The years below their four quarters, and the names of these where there is room."""
    years = [
        Label(bucket.place + bucket.place_width * 2, bucket.first.year)
        for bucket in buckets
        if bucket.quarter == 1
    ]
    if len(buckets) > _NAMED_QUARTERS:
        return tuple(years)
    named = [Label(bucket.middle, bucket.first.year, bucket.quarter) for bucket in buckets]
    return (*named, *years)


def _year_labels(buckets: Sequence[Bucket]) -> tuple[Label, ...]:
    every = -(-len(buckets) // _MOST_LABELS)
    major = every * -(-len(buckets) // (_MOST_LABELS_ON_A_PHONE * every))
    return tuple(
        Label(bucket.middle, bucket.first.year, is_minor=number % major > 0)
        for number, bucket in enumerate(buckets)
        if number % every == 0
    )
