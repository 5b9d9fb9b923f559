"""The page of trends: what many postmortems tell together, each figure with what is behind it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from postmortem_archive.archive.addresses import TRENDS
from postmortem_archive.archive.statistics.action_items import TeamActions
from postmortem_archive.archive.statistics.definitions import CAUTIONS
from postmortem_archive.archive.statistics.figures import FEW, Definition, Distribution
from postmortem_archive.archive.statistics.overview import Overview
from postmortem_archive.archive.statistics.returns import Remedy, Return
from postmortem_archive.archive.statistics.sections import SECTIONS
from postmortem_archive.model.postmortem import ActionItem, Postmortem

from ..data.trends import csv_address
from ..page import GeneratedPage, PageKind, Written
from ..pictures.completion import completion
from ..pictures.heat_map import heat_map
from ..pictures.over_time import over_time
from ..pictures.shares import shares
from ..pictures.spread import Measured, Spread, spread
from ..site import Site
from .doors import Doors

MOST_BEHIND = 50
"""Most postmortems that are listed behind a figure; its file names all of them."""

MOST_YEARS = 20
MOST_CAUSES = 12
MOST_RETURNS = 12
MOST_REMEDIES = 3
MOST_TEAMS = 30


@dataclass(frozen=True, slots=True)
class Behind:
    """The postmortems behind a figure.

    Attributes:
        n: how many.
        items: those that are listed, with what was measured of each, if anything.
    """

    n: int
    items: tuple[tuple[Postmortem, timedelta | None], ...]

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.n - len(self.items)


@dataclass(frozen=True, slots=True)
class Measure:
    """A distribution with what is behind it.

    Attributes:
        figures: the distribution.
        measured: the postmortems that were measured, the longest first.
        unrecorded: those that could not be, the newest first.
    """

    figures: Distribution
    measured: Behind
    unrecorded: Behind


@dataclass(frozen=True, slots=True)
class CameBack:
    """A cause that came back, as the page has it.

    Attributes:
        found: the figures.
        remedies: some of the actions, with where each stood.
        more: how many further actions there are.
    """

    found: Return
    remedies: tuple[tuple[Remedy, ActionItem], ...]
    more: int


def trend_pages(site: Site, _wanted: Collection[str] = ()) -> list[GeneratedPage]:
    """The page of trends."""
    title = site.title("trends", "Trends")
    return [
        GeneratedPage(
            TRENDS, title, lambda _: write_trends(site), listed=True, shows=site.marks.whole
        )
    ]


def write_trends(site: Site) -> Written:
    """Make the page of trends."""
    figures = site.overview
    links = site.links(TRENDS)
    doors = Doors(site, links)
    html = site.render(
        "pages/trends.html",
        TRENDS,
        figures=figures,
        sections={section.key: section for section in SECTIONS},
        downloads={section.key: links.to_file(csv_address(section)) for section in SECTIONS},
        definitions={section.key: _told(site, section.definitions) for section in SECTIONS},
        doors=doors,
        title=site.title("trends", "Trends"),
        few=FEW,
        over_time=over_time(
            figures.quarters,
            site.severity_steps,
            link=doors.started,
            undated=len(figures.incidents) - sum(one.n for one in figures.quarters),
        ),
        noticed=shares(
            figures.detected_by,
            len(figures.incidents),
            link=lambda value: doors.incidents(detection=value),
            label=lambda value: site.label("detection", value),
        ),
        quarters=[
            (quarter, {one.value: one.n for one in quarter.severities})
            for quarter in figures.quarters
        ],
        unnoticed=next((one for one in figures.detected_by if not one.value), None),
        by_year=_by_year(figures, doors),
        times=spread(
            [_measured(site, one, f"#behind-{one.definition.key}") for one in figures.times]
        ),
        measures=[_measure(site, one) for one in figures.times],
        heat_map=heat_map(
            figures.matrix,
            link=lambda cause, service: doors.incidents(cause=cause, service=service),
            cause_link=lambda cause: links.facet("cause", cause),
            service_link=lambda service: links.facet("service", service),
        ),
        recurring=figures.recurring[:MOST_CAUSES],
        causeless=next((one for one in figures.causes if not one.value), None),
        returned=[_came_back(one) for one in figures.returned[:MOST_RETURNS]],
        return_states=_return_states(figures.returned),
        teams=completion(
            figures.team_actions[:MOST_TEAMS],
            link=lambda team: _team(site, doors, team),
            label=lambda one: _team_label(site, one),
        ),
        team_times=_team_times(site, figures, doors),
        more_teams=max(len(figures.team_actions) - MOST_TEAMS, 0),
        item_counts={
            name: (found, _behind(site, found.ids))
            for name, found in figures.actions.by_name().items()
        },
        timeliness=_measure(site, figures.timeliness.time),
        written=spread([_measured(site, figures.timeliness.time, "#behind-time-to-write")]),
        before_archive=_behind(site, figures.timeliness.before_archive),
        within=_behind(site, figures.timeliness.within),
        later=_behind(site, figures.timeliness.later),
        cautions=[site.language.gettext(one) for one in CAUTIONS],
    )
    said = site.language.gettext(
        "What the postmortems tell together: how many, how soon noticed, how long, which causes return."
    )
    return Written(html, said)


def _by_year(figures: Overview, doors: Doors) -> Spread:
    """Time to detect by year, the oldest first."""
    return spread(
        [
            Measured(one.time, str(one.year), one.time.values, doors.incidents(year=f"{one.year}"))
            for one in figures.detection_by_year[-MOST_YEARS:]
        ]
    )


def _measured(site: Site, one: Distribution, href: str) -> Measured:
    title = site.language.gettext(one.definition.title)
    return Measured(one, title, one.values, href if one.n else "")


def _measure(site: Site, one: Distribution) -> Measure:
    pairs = sorted(zip(one.ids, one.values, strict=True), key=lambda pair: -pair[1])
    longest = tuple((site.by_id[item], value) for item, value in pairs[:MOST_BEHIND])
    return Measure(one, Behind(one.n, longest), _behind(site, one.unrecorded))


def _behind(site: Site, ids: Sequence[str]) -> Behind:
    return Behind(len(ids), tuple((site.by_id[item], None) for item in ids[:MOST_BEHIND]))


def _came_back(one: Return) -> CameBack:
    kept = one.remedies[:MOST_REMEDIES]
    return CameBack(one, kept, len(one.remedies) - len(kept))


def _return_states(found: Iterable[Return]) -> list[tuple[Remedy, int]]:
    """In how many returns any action stood where; those with several count for each."""
    counts = Counter(state for one in found for state in one.states)
    return [(state, counts[state]) for state in Remedy if counts[state]]


def _team_times(site: Site, figures: Overview, doors: Doors) -> Spread:
    """How long the action items of each team took; teams without a recorded one are left out."""
    return spread(
        [
            Measured(
                one.time, _team_label(site, one), one.time.values, _team(site, doors, one.team)
            )
            for one in figures.team_actions[:MOST_TEAMS]
            if one.time.n
        ]
    )


def _team(site: Site, doors: Doors, team: str) -> str:
    """URL of a team's action items; without a board of these, of the team's page, if it has one."""
    if not team:
        return ""
    page = doors.links.facet("team", team) if team in site.groups["team"] else ""
    return doors.actions(team=team, status="all") or page


def _team_label(site: Site, one: TeamActions) -> str:
    return one.label if one.team else site.language.gettext(one.label)


def _told(
    site: Site, definitions: Iterable[Definition]
) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Definitions as (title, pieces); a piece is a text, and whether it is code."""
    said = site.language.gettext
    return [
        (
            said(one.title),
            [(piece, bool(place % 2)) for place, piece in enumerate(said(one.text).split("`"))],
        )
        for one in definitions
    ]


KINDS = (PageKind("trends", 15, trend_pages),)
