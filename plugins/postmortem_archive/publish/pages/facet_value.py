"""The pages of a facet's value: what there is to know about it, and the postmortems that have it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from postmortem_archive.archive.addresses import facet_address
from postmortem_archive.archive.facets import Facet
from postmortem_archive.archive.statistics.figures import Distribution
from postmortem_archive.archive.statistics.groups import Group
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Cause, Service, Term

from ..data.feed_addresses import FEED_FACETS, FEED_TYPES, feed_address
from ..links import Links
from ..page import Written
from ..pictures.over_time import OverTime, over_time
from ..pictures.spread import Measured, Spread, spread
from ..site import Site, chunks
from .doors import INCIDENTS, Doors, days
from .facet_partners import Partners, partners
from .facet_words import heading
from .team_review import MOST_LISTED, TeamReviews

_DETECT, _RESOLVE = "time-to-detect", "time-to-resolve"
_MEASURES: Mapping[str, Callable[[Postmortem], timedelta | None]] = {
    _DETECT: lambda item: item.time_to_detect,
    _RESOLVE: lambda item: item.time_to_resolve,
}
_FEW = 10  # postmortems that need no headings for years: each has its day before it


@dataclass(frozen=True, slots=True)
class ActionDoors:
    """Where the action items of the page's postmortems are; each is empty where nothing shows them.

    Attributes:
        open: URL of those still to be done.
        late: URL of those that are late.
        done: URL of those that are done.
        wont_do: URL of those decided against.
    """

    open: str
    late: str
    done: str = ""
    wont_do: str = ""


def write_value(
    site: Site, facet: Facet, value: str, page: int = 1, reviews: TeamReviews | None = None
) -> Written:
    """Make one page of the postmortems that have a value, newest first.

    Args:
        site: the site.
        facet: the facet.
        value: a value that postmortems have.
        page: from 1 on; what is not a list of postmortems is on the first one.
        reviews: what teams look at; of a team alone.
    """
    say = site.language
    items = site.groups[facet.name][value]
    address = facet_address(facet, value, page)
    links = site.links(address)
    shown = list(chunks(items, site.options.page_size))
    term = facet.terms(site.archive.settings).get(value)
    feeds = _feeds(facet, value, links)
    label = heading(site, facet, value)
    has_figures = not site.options.is_public  # most of which are of what nobody outside is told
    html = site.render(
        "pages/facet_value.html",
        address,
        facet=facet,
        value=value,
        title=site.facet_title(facet),
        heading=label,
        term_description=term.description if term else "",
        is_undefined=_is_undefined(site, facet, term),
        facts=_facts(site, facet, value, term, links),
        items=items,
        first=_first_page(site, facet, value, links) if page == 1 and has_figures else None,
        review=reviews.of(value) if reviews and page == 1 else None,
        board=Doors(site, links).actions(team=value),
        most=MOST_LISTED,
        selection=links.search(**{facet.name: value}),
        feeds=feeds,
        years=_years(site, facet, items, shown[page - 1]),
        page=page,
        pages=len(shown),
    )
    described = say.ngettext(
        "%(name)s: %(num)s postmortem, newest first.",
        "%(name)s: %(num)s postmortems, newest first.",
        len(items),
    )
    description = described % {
        "name": label,
        "num": say.number(len(items)),
    }
    return Written(html, description, feeds=tuple((label, url) for url in feeds.values()))


def shown_on(site: Site, facet: Facet, value: str, page: int) -> object:
    """All that a page of a value is made of; the reviews of teams look at the whole archive."""
    items = site.groups[facet.name][value]
    first, size = (page - 1) * site.options.page_size, site.options.page_size
    shown = items if page == 1 else items[first : first + size]
    term = facet.terms(site.archive.settings).get(value)
    team = term.team if isinstance(term, Service) else None
    return [
        site.marks.of_all(shown),
        len(items),
        site.marks.values,
        term.model_dump_json() if term else "",
        site.label("team", team) if team else "",
        site.today.isoformat() if page == 1 else "",
        site.marks.whole() if page == 1 and facet.name == "team" else "",
    ]


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What the first page of a value says before its list.

    Attributes:
        group: the figures.
        incidents: URL of the incidents.
        near_misses: URL of the near misses.
        detect: the time to detect.
        resolve: the time to resolve.
        actions: where the action items are.
        trend: incidents over time; ``None`` where there is one at most.
        spread: times to detect and to resolve; ``None`` where none is recorded twice.
        partners: what it most often occurs with.
    """

    group: Group
    incidents: str
    near_misses: str
    detect: Distribution
    resolve: Distribution
    actions: ActionDoors
    trend: OverTime | None
    spread: Spread | None
    partners: tuple[Partners, ...]


def _first_page(site: Site, facet: Facet, value: str, links: Links) -> FirstPage:
    group = site.figures(facet.name, value)
    own = {facet.name: value}
    times = {one.definition.key: one for one in group.times}
    return FirstPage(
        group=group,
        incidents=links.search(**own, q=INCIDENTS),
        near_misses=links.search(**own, q="is:near-miss"),
        detect=times[_DETECT],
        resolve=times[_RESOLVE],
        actions=_action_doors(site, facet, value, links),
        trend=_trend(site, facet, group, links),
        spread=_spread(site, [times[_DETECT], times[_RESOLVE]]),
        partners=partners(site, facet, group, links),
    )


def _trend(site: Site, facet: Facet, group: Group, links: Links) -> OverTime | None:
    if len(group.incidents) < 2:
        return None

    def link(first: date, last: date) -> str:
        query = f"{INCIDENTS} {days(first, last)}"
        return links.search(**{facet.name: group.value, "q": query})

    dated = sum(quarter.n for quarter in group.quarters)
    undated = len(group.incidents) - dated
    return over_time(group.quarters, site.severity_steps, link=link, undated=undated)


def _spread(site: Site, times: Sequence[Distribution]) -> Spread | None:
    if max(figures.n for figures in times) < 2:
        return None
    return spread([_measured(site, figures) for figures in times])


def _measured(site: Site, figures: Distribution) -> Measured:
    measure = _MEASURES[figures.definition.key]
    values = (measure(site.by_id[item_id]) for item_id in figures.ids)
    label = site.language.gettext(figures.definition.title)
    return Measured(figures, label, [value for value in values if value is not None])


def _action_doors(site: Site, facet: Facet, value: str, links: Links) -> ActionDoors:
    """Their list where it can be asked for the value, else the postmortems in which they stand."""
    board = Doors(site, links).actions
    if facet.name != "service" or not board():
        own = {facet.name: value}
        return ActionDoors(links.search(**own, q="is:open"), links.search(**own, q="is:overdue"))
    return ActionDoors(
        board(service=value),
        board(service=value, overdue="1"),
        board(service=value, status="done"),
        board(service=value, status="wont-do"),
    )


def _feeds(facet: Facet, value: str, links: Links) -> dict[str, str]:
    """URL of each feed of the postmortems that have the value, by its kind."""
    if facet.name not in FEED_FACETS:
        return {}
    return {kind: links.to_file(feed_address(facet, value, kind)) for kind in FEED_TYPES}


def _is_undefined(site: Site, facet: Facet, term: Term | None) -> bool:
    """Whether ``archive.yml`` has a vocabulary for the facet, and the value is not in it."""
    if term or not facet.vocabulary:
        return False
    return site.archive.settings.vocabulary(facet.vocabulary) is not None


def _facts(
    site: Site, facet: Facet, value: str, term: Term | None, links: Links
) -> list[tuple[str, str, str]]:
    """What else the vocabulary says of a value, as (name, text, URL or nothing)."""
    if term is None or not facet.vocabulary or site.options.is_public:
        return []
    say = site.language
    facts = []
    if term.name and term.name != value:
        facts.append((say.gettext("ID"), value, ""))
    if isinstance(term, Service) and term.team:
        known = term.team in site.groups["team"]
        url = links.facet("team", term.team) if known else ""
        facts.append((say.gettext("Team"), site.label("team", term.team), url))
    if isinstance(term, Service) and term.tier is not None:
        facts.append((say.gettext("Tier"), str(term.tier), ""))
    if isinstance(term, Cause) and term.kind:
        facts.append((say.gettext("Kind"), term.kind, ""))
    if term.aliases:
        facts.append((say.gettext("Also called"), ", ".join(term.aliases), ""))
    return facts


def _years(
    site: Site, facet: Facet, items: Sequence[Postmortem], shown: Sequence[Postmortem]
) -> list[tuple[str, Sequence[Postmortem]]]:
    """The postmortems of a page by year, with a heading each; a few of them need only one."""
    say = site.language
    if facet.name == "year" or len(items) <= _FEW:
        return [(say.gettext("Postmortems"), shown)]
    return [
        (str(year or say.gettext("Date not recorded")), list(found))
        for year, found in groupby(shown, lambda item: item.year)
    ]
