"""The figures of a whole archive, or of those incidents that started in a window."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from postmortem_archive.model.postmortem import Postmortem

from ..archive import Archive
from ..facets import FACET_BY_NAME
from .action_items import (
    ActionCounts,
    TeamActions,
    action_counts,
    owned_items,
    team_actions,
    time_to_complete,
)
from .causes import Matrix, causes, causes_by_service, recurring
from .counts import Quarter, ids_of, incidents, quarters, severities, tallies
from .figures import Distribution, Tally
from .returns import Return, despite_action, returns
from .timeliness import Timeliness, timeliness
from .times import YearTimes, detection_by_year, times
from .window import Window, start_day, started_in


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of an archive.

    Attributes:
        name: what the archive is called; may be empty.
        today: the day of the snapshot.
        window: the days in which the postmortems started that are counted.
        first: the first of the days on which any of them did; ``None`` where none is known.
        last: the last of these days.
        incidents: IDs of the incidents, newest first.
        near_misses: IDs of the near misses, newest first.
        drafts: IDs of those of both that are still being written.
        undated: IDs of postmortems without a start; in a window they are left out.
        refused: how many files could not be understood; nothing of them is counted.
        severities: incidents by severity, worst first.
        quarters: incidents by quarter, oldest first.
        detected_by: incidents by who noticed.
        detection_by_year: how long incidents took to be detected, by year, oldest first.
        times: how long incidents took to be detected, acknowledged, mitigated and resolved.
        causes: incidents by cause.
        recurring: the causes that two or more incidents name.
        matrix: incidents by cause and service.
        returned: causes that came back despite an action; the earlier postmortem may have started
            before the window.
        actions: the action items.
        time_to_complete: days until they were done.
        team_actions: action items by the team that owns them.
        timeliness: how soon postmortems were begun.
    """

    name: str
    today: date
    window: Window
    first: date | None
    last: date | None
    incidents: tuple[str, ...]
    near_misses: tuple[str, ...]
    drafts: tuple[str, ...]
    undated: tuple[str, ...]
    refused: int
    severities: tuple[Tally, ...]
    quarters: tuple[Quarter, ...]
    detected_by: tuple[Tally, ...]
    detection_by_year: tuple[YearTimes, ...]
    times: tuple[Distribution, ...]
    causes: tuple[Tally, ...]
    recurring: tuple[Tally, ...]
    matrix: Matrix
    returned: tuple[Return, ...]
    actions: ActionCounts
    time_to_complete: Distribution
    team_actions: tuple[TeamActions, ...]
    timeliness: Timeliness

    @property
    def n(self) -> int:
        """How many postmortems are counted."""
        return len(self.incidents) + len(self.near_misses)


_EVERY_DAY = Window()


def overview(
    archive: Archive,
    today: date,
    commits: Mapping[str, datetime],
    window: Window = _EVERY_DAY,
) -> Overview:
    """The figures of an archive.

    Args:
        archive: the whole archive.
        today: the day to hold due dates against.
        commits: when each file was first committed, by path; empty where not known.
        window: which postmortems are counted, by the day on which they started.
    """
    settings = archive.settings
    items = started_in(archive, window).postmortems
    harmed = incidents(items)
    days = [day for item in items if (day := start_day(item))]
    owned = owned_items(items)
    every_cause = causes(harmed, settings)
    return Overview(
        name=settings.name or "",
        today=today,
        window=window,
        first=min(days, default=None),
        last=max(days, default=None),
        incidents=ids_of(harmed),
        near_misses=ids_of(item for item in items if item.is_near_miss),
        drafts=ids_of(item for item in items if item.is_draft),
        undated=ids_of(item for item in archive.postmortems if not item.meta.started),
        refused=len(archive.refused),
        severities=severities(harmed, settings),
        quarters=quarters(harmed, settings),
        detected_by=tallies(harmed, FACET_BY_NAME["detection"], settings),
        detection_by_year=detection_by_year(harmed),
        times=times(harmed),
        causes=every_cause,
        recurring=recurring(every_cause),
        matrix=causes_by_service(harmed, settings),
        returned=_returned(archive, window),
        actions=action_counts(owned, today),
        time_to_complete=time_to_complete(owned),
        team_actions=team_actions(owned, settings, today),
        timeliness=timeliness(items, commits, settings.rules.limits.written_within_hours),
    )


def _returned(archive: Archive, window: Window) -> tuple[Return, ...]:
    found = despite_action(returns(archive.postmortems))
    return tuple(one for one in found if _is_in(one.postmortem, window))


def _is_in(item: Postmortem, window: Window) -> bool:
    return window.holds(start_day(item))
