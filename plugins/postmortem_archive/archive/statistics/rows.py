"""Figures as rows: the form in which spreadsheets and other programs are given them.

A row is one figure: what it is, of what, its n, and the IDs of the postmortems behind it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from .action_items import ActionCounts
from .definitions import (
    ACTIONS,
    CAUSES,
    CAUSES_BY_SERVICE,
    DETECTED_BY,
    INCIDENTS,
    NEAR_MISSES,
    PARTNERS,
    QUARTERS,
    RETURNED,
    TEAM_ACTIONS,
    TIMELINESS,
)
from .figures import Definition, Distribution, Tally
from .groups import Group, Grouping
from .overview import Overview
from .timeliness import Timeliness

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure.

    Attributes:
        figure: key of its definition: ``incidents-by-quarter``.
        value: of what it is: ``2019-Q3``, ``checkout``; empty for all that is counted.
        part: which part of that: ``sev1``, ``overdue``; empty for the whole.
        n: how many postmortems, action items or measured values.
        unrecorded: how many could not be measured; ``None`` for counts.
        spread: shortest, 25th percentile, median, 75th, 90th, longest, in ``unit``; ``None`` where
            there is no such value.
        unit: of the spread; empty for counts.
        ids: IDs of the postmortems behind it.
    """

    figure: str
    value: str
    part: str
    n: int
    ids: tuple[str, ...]
    unrecorded: int | None = None
    spread: tuple[float | None, ...] = ()
    unit: str = ""


SPREAD = ("minimum", "p25", "median", "p75", "p90", "maximum")
"""Names of the values of :attr:`Row.spread`."""


def overview_rows(figures: Overview) -> Iterator[Row]:
    """Every figure of an archive."""
    yield _row(INCIDENTS, "", "", figures.incidents)
    yield from _tally_rows(INCIDENTS, figures.severities)
    yield _row(NEAR_MISSES, "", "", figures.near_misses)
    for quarter in figures.quarters:
        yield _row(QUARTERS, quarter.key, "", quarter.ids)
        for tally in quarter.severities:
            yield _row(QUARTERS, quarter.key, _named(tally), tally.ids)
    for tally in figures.detected_by:
        yield _row(DETECTED_BY, _named(tally), "", tally.ids)
    for within in figures.detection_by_year:
        yield from spread_rows(within.time, str(within.year))
    for one in figures.times:
        yield from spread_rows(one)
    for tally in figures.causes:
        yield _row(CAUSES, _named(tally), "", tally.ids)
    for cell in figures.matrix.cells:
        yield _row(CAUSES_BY_SERVICE, cell.cause, cell.service, cell.ids)
    for back in figures.returned:
        ids = (back.postmortem.id, back.earlier.id)
        for cause in back.causes:
            yield _row(RETURNED, cause, ", ".join(sorted(back.states)), ids, n=1)
    yield from _action_rows(ACTIONS, "", figures.actions)
    yield from spread_rows(figures.time_to_complete)
    for team in figures.team_actions:
        name = team.team or team.label
        yield from _action_rows(TEAM_ACTIONS, name, team.counts)
        yield from spread_rows(team.time, name)
    yield from _timeliness_rows(figures.timeliness)


def grouping_rows(found: Grouping) -> Iterator[Row]:
    """Every figure of an archive divided by a facet, group after group."""
    for group in found.groups:
        yield from _group_rows(group)


def spread_rows(one: Distribution, value: str = "") -> Iterator[Row]:
    """A distribution as a row, its values in the unit of its definition; then what is not recorded."""
    spread = (one.minimum, one.p25, one.median, one.p75, one.p90, one.maximum)
    unit = one.definition.unit
    yield Row(
        one.definition.key,
        value,
        "",
        one.n,
        one.ids,
        len(one.unrecorded),
        tuple(None if part is None else in_unit(part, unit) for part in spread),
        unit,
    )
    if one.unrecorded:
        yield _row(one.definition, value, "not-recorded", one.unrecorded)


def in_unit(value: timedelta, unit: str) -> float:
    """A duration in ``minutes`` or ``days``, with at most two decimals."""
    return round(value / (_DAY if unit == "days" else _MINUTE), 2)


def _group_rows(group: Group) -> Iterator[Row]:
    yield _row(INCIDENTS, group.value, "", group.incidents)
    for tally in group.severities:
        yield _row(INCIDENTS, group.value, _named(tally), tally.ids)
    yield _row(NEAR_MISSES, group.value, "", group.near_misses)
    for quarter in group.quarters:
        yield _row(QUARTERS, group.value, quarter.key, quarter.ids)
    for one in group.times:
        yield from spread_rows(one, group.value)
    for partners in group.partners:
        for tally in partners.most:
            yield _row(PARTNERS[partners.facet], group.value, tally.value, tally.ids)
    yield from _action_rows(ACTIONS, group.value, group.actions)


def _tally_rows(definition: Definition, tallies: Iterable[Tally]) -> Iterator[Row]:
    return (_row(definition, "", _named(tally), tally.ids) for tally in tallies)


def _timeliness_rows(found: Timeliness) -> Iterator[Row]:
    yield from spread_rows(found.time)
    yield _row(TIMELINESS, "", "within", found.within)
    yield _row(TIMELINESS, "", "later", found.later)
    yield _row(TIMELINESS, "", "before-archive", found.before_archive)


def _action_rows(definition: Definition, value: str, counts: ActionCounts) -> Iterator[Row]:
    return (
        _row(definition, value, name, found.ids, n=found.n)
        for name, found in counts.by_name().items()
    )


def _named(tally: Tally) -> str:
    return tally.value or tally.label


def _row(
    definition: Definition, value: str, part: str, ids: tuple[str, ...], n: int | None = None
) -> Row:
    return Row(definition.key, value, part, len(ids) if n is None else n, ids)
