"""The figures of an archive as blocks, each with a heading, a table and what must be said beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from postmortem_archive.archive.statistics import definitions as of
from postmortem_archive.archive.statistics.figures import Definition, Distribution
from postmortem_archive.archive.statistics.groups import Group, Grouping
from postmortem_archive.archive.statistics.overview import Overview
from postmortem_archive.model.wording import count

from .figure_words import (
    SPREAD_HEAD,
    done_share,
    median_of,
    more,
    share,
    spread_column,
    states_in_words,
)
from .tables import Table

MOST_ROWS = 12
"""Most rows of a table that can be long; the forms for programs have every row."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with what stands below it.

    Attributes:
        title: the heading.
        definitions: of the figures in the block.
        table: the figures; ``None`` where a sentence says it all.
        notes: sentences below the table.
    """

    title: str
    definitions: tuple[Definition, ...]
    table: Table | None
    notes: tuple[str, ...] = ()


def overview_blocks(figures: Overview, label: Callable[[str, str], str]) -> list[Block]:
    """The blocks of a whole archive.

    Args:
        figures: of the archive.
        label: how the value (second) of a facet (first) is shown.
    """
    return [
        _quarters(figures),
        _detection(figures),
        _detection_by_year(figures),
        _times(figures.times),
        _recurring(figures),
        _pairs(figures, label),
        _returned(figures, label),
        _actions(figures),
        _teams(figures),
        _timeliness(figures),
    ]


def grouping_block(found: Grouping) -> Block:
    """The block of an archive divided by a facet: a row for each value, never cut."""
    partner = next(name for name in ("cause", "service") if name != found.facet)
    head = (found.facet.capitalize(), "n", "near misses", "detected", "resolved", "open", "overdue")
    rows = [_group_row(group, partner) for group in found.groups]
    notes = [
        "n: incidents; detected and resolved: median time from the start, with its own n; open and "
        "overdue: action items"
    ]
    if found.without:
        notes.append(f"{count(len(found.without), 'postmortem')} without any")
    return Block(
        f"By {found.facet}",
        (of.INCIDENTS, of.NEAR_MISSES, of.TIME_TO_DETECT, of.TIME_TO_RESOLVE, of.ACTIONS),
        Table((*head, f"most frequent {partner}"), rows, extra=1) if rows else None,
        tuple(notes) if rows else (f"no postmortem has a value for {found.facet}",),
    )


def _group_row(group: Group, partner: str) -> tuple[str, ...]:
    detect, _, _, resolve = group.times
    most = next((one.most[0] for one in group.partners if one.facet == partner and one.most), None)
    return (
        group.label,
        f"{len(group.incidents):,}",
        f"{len(group.near_misses):,}",
        median_of(detect),
        median_of(resolve),
        f"{group.actions.open.n:,}",
        f"{group.actions.overdue.n:,}",
        f"{most.label} ({most.n:,})" if most else "",
    )


def _quarters(figures: Overview) -> Block:
    worst_first = [tally.value for tally in figures.severities]
    labels = [tally.label for tally in figures.severities]
    rows = []
    for quarter in figures.quarters:
        numbers = {tally.value: tally.n for tally in quarter.severities}
        rows.append(
            (quarter.key, f"{quarter.n:,}", *(f"{numbers.get(one, 0):,}" for one in worst_first))
        )
    latest = rows[-MOST_ROWS:]
    notes = [_earlier(figures)] if len(latest) < len(rows) else []
    if not rows:
        notes.append("no incident with a recorded start")
    table = Table(("Quarter", "n", *labels), latest) if rows else None
    return Block(of.QUARTERS.title, (of.INCIDENTS, of.QUARTERS), table, tuple(notes))


def _earlier(figures: Overview) -> str:
    before = figures.quarters[:-MOST_ROWS]
    number = sum(quarter.n for quarter in before)
    return f"before these: {count(number, 'incident')} in {count(len(before), 'quarter')}"


def _detection(figures: Overview) -> Block:
    whole = len(figures.incidents)
    rows = [(tally.label, share(tally.n, whole)) for tally in figures.detected_by]
    table = Table(("Detected by", "incidents"), rows) if rows else None
    notes = () if rows else ("no incident",)
    return Block(of.DETECTED_BY.title, (of.DETECTED_BY,), table, notes)


def _detection_by_year(figures: Overview) -> Block:
    every = figures.detection_by_year
    rows = [(str(one.year), *spread_column(one.time)) for one in every[-MOST_ROWS:]]
    notes = (
        [f"before these: {count(len(every) - len(rows), 'year')}"] if len(rows) < len(every) else []
    )
    if not rows:
        notes.append("no incident with a recorded start")
    table = Table(("Year", *SPREAD_HEAD[1:]), rows) if rows else None
    return Block(of.TIME_TO_DETECT_BY_YEAR.title, (of.TIME_TO_DETECT_BY_YEAR,), table, tuple(notes))


def _times(times: Sequence[Distribution]) -> Block:
    columns = [
        (one.definition.title.removeprefix("Time to "), *spread_column(one)) for one in times
    ]
    rows = list(zip(SPREAD_HEAD, *columns, strict=True))
    head, *body = rows
    return Block("Time to", tuple(one.definition for one in times), Table(head, body))


def _recurring(figures: Overview) -> Block:
    kept = figures.recurring[:MOST_ROWS]
    table = Table(("Cause", "incidents"), [(one.label, f"{one.n:,}") for one in kept])
    notes = [more(kept, figures.recurring, "cause")]
    if not kept:
        notes.append("no cause is named by more than one incident")
    return Block(
        of.RECURRING.title, (of.CAUSES, of.RECURRING), table if kept else None, _said(notes)
    )


def _pairs(figures: Overview, label: Callable[[str, str], str]) -> Block:
    again = sorted((cell for cell in figures.matrix.cells if cell.n > 1), key=lambda one: -one.n)
    kept = again[:MOST_ROWS]
    rows = [
        (label("cause", cell.cause), label("service", cell.service), f"{cell.n:,}") for cell in kept
    ]
    notes = [more(kept, again, "pair")]
    if not kept:
        notes.append("no cause hit the same service in more than one incident")
    table = Table(("Cause", "Service", "incidents"), rows, left=2) if kept else None
    return Block(of.CAUSES_BY_SERVICE.title, (of.CAUSES_BY_SERVICE,), table, _said(notes))


def _returned(figures: Overview, label: Callable[[str, str], str]) -> Block:
    kept = figures.returned[:MOST_ROWS]
    rows = [
        (
            one.postmortem.id,
            one.earlier.id,
            ", ".join(label("cause", cause) for cause in one.causes),
            states_in_words(one),
        )
        for one in kept
    ]
    notes = [more(kept, figures.returned, "return")]
    if not kept:
        notes.append("none")
    head = ("Came back in", "after", "causes", "actions of the earlier one")
    table = Table(head, rows, left=4) if kept else None
    return Block(of.RETURNED.title, (of.RETURNED,), table, _said(notes))


def _actions(figures: Overview) -> Block:
    counts = figures.actions
    if not counts.total.n:
        return Block(of.ACTIONS.title, (of.ACTIONS,), None, ("no action items",))
    rows = [
        ("open", f"{counts.open.n:,}"),
        ("of these in progress", f"{counts.in_progress.n:,}"),
        ("of these overdue", f"{counts.overdue.n:,}"),
        ("of these without a due date", f"{counts.without_due_date.n:,}"),
        ("done", done_share(counts)),
        ("won't do", f"{counts.wont_do.n:,}"),
        ("all", f"{counts.total.n:,}"),
        ("until done, median (n)", median_of(figures.time_to_complete)),
    ]
    return Block(
        of.ACTIONS.title,
        (of.ACTIONS, of.COMPLETION, of.TIME_TO_COMPLETE),
        Table(("State", "items"), rows),
    )


def _teams(figures: Overview) -> Block:
    rows = [
        (
            team.label,
            f"{team.counts.open.n:,}",
            f"{team.counts.overdue.n:,}",
            done_share(team.counts),
            median_of(team.time),
        )
        for team in figures.team_actions
    ]
    head = ("Team", "open", "overdue", "done", "until done, median (n)")
    return Block(
        of.TEAM_ACTIONS.title,
        (of.TEAM_ACTIONS, of.COMPLETION, of.TIME_TO_COMPLETE),
        Table(head, rows) if rows else None,
        () if rows else ("no action items",),
    )


def _timeliness(figures: Overview) -> Block:
    found = figures.timeliness
    number = found.time.n
    notes = []
    if number:
        within = share(len(found.within), number)
        notes.append(f"within {found.limit_hours} h: {within}; median {median_of(found.time)}")
    if found.before_archive:
        incidents = count(len(found.before_archive), "postmortem")
        notes.append(f"{incidents} left out: over before the archive had its first file")
    if found.time.unrecorded:
        notes.append(f"{count(len(found.time.unrecorded), 'postmortem')} not recorded")
    if not notes:
        notes.append("no postmortem")
    return Block(of.TIMELINESS.title, (of.TIMELINESS,), None, tuple(notes))


def _said(notes: Sequence[str]) -> tuple[str, ...]:
    return tuple(note for note in notes if note)
