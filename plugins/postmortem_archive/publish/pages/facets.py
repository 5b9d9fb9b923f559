"""Index pages: a list of values for each facet, and for each value the postmortems that have it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from postmortem_archive.archive.addresses import facet_address
from postmortem_archive.archive.facets import FACET_BY_NAME, FACETS, Facet
from postmortem_archive.archive.statistics.figures import percentile
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Cause, Service, Term
from postmortem_archive.model.wording import count

from ..links import Links
from ..page import GeneratedPage, PageKind, Written
from ..site import UNPAGED, Site, chunks

_PARTNERS: Mapping[str, tuple[str, ...]] = {
    "service": ("cause", "trigger"),
    "cause": ("service", "trigger"),
    "severity": ("cause", "service"),
    "team": ("service", "cause"),
    "year": ("cause", "service"),
    "tag": ("cause", "service"),
    "trigger": ("cause", "service"),
    "detection": ("cause", "service"),
}
_MAX_PARTNERS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A value on a facet's page.

    Attributes:
        value: the value.
        label: how it is shown.
        count: how many postmortems have it.
        latest: the day of the newest of them, where known.
        description: what it means; may be empty.
    """

    value: str
    label: str
    count: int
    latest: date | None
    description: str


@dataclass(frozen=True, slots=True)
class Partners:
    """Values of another facet that occur most with a value.

    Attributes:
        name: the other facet.
        title: its heading.
        values: (value, number of postmortems) pairs, most frequent first.
        more: how many further values there are.
    """

    name: str
    title: str
    values: tuple[tuple[str, int], ...]
    more: int


def facet_pages(facet: Facet, site: Site, wanted: Collection[str] = ()) -> list[GeneratedPage]:
    """The index pages of a facet; see :class:`PageKind` for what is wanted."""
    values = site.groups[facet.name]
    page = _list_page(site, facet)
    pages = [page] if values or page.src_uri in wanted else []
    for value in values:
        pages.extend(_value_pages(site, facet, value))
    return pages


def _list_page(site: Site, facet: Facet) -> GeneratedPage:
    return GeneratedPage(
        facet_address(facet),
        site.facet_title(facet),
        lambda _: write_list(site, facet),
        hide=("toc",),
        listed=True,
    )


def _value_pages(site: Site, facet: Facet, value: str) -> list[GeneratedPage]:
    total = len(list(chunks(site.groups[facet.name][value], site.options.page_size)))
    return [_value_page(site, facet, value, number, total) for number in range(1, total + 1)]


def _value_page(site: Site, facet: Facet, value: str, number: int, total: int) -> GeneratedPage:
    label = site.label(facet, value)
    return GeneratedPage(
        facet_address(facet, value, number),
        label if number == 1 else f"{label}, page {number} of {total}",
        lambda _: write_value(site, facet, value, number),
    )


def write_list(site: Site, facet: Facet) -> Written:
    """Make the page of a facet: all its values with counts, causes grouped by their kind."""
    groups = site.groups[facet.name]
    rows = [_row(site, facet, value, items) for value, items in groups.items()]
    families: dict[str, list[Row]] = {}
    for row in rows:
        term = _term(site, facet, row.value)
        family = term.kind or "Other" if isinstance(term, Cause) else ""
        families.setdefault(family, []).append(row)
    defined = facet.terms(site.archive.settings)
    total = len({item.path for items in groups.values() for item in items})
    values, postmortems = (
        count(len(rows), facet.name, facet.title.lower()),
        count(total, "postmortem"),
    )
    lead = f"{postmortems} in {values}." if facet.name == "year" else f"{values} in {postmortems}."
    html = site.render(
        "pages/facet_list.html",
        facet_address(facet),
        facet=facet,
        families=list(families.items()),
        unseen=[site.label(facet, value) for value in defined if value not in groups],
        lead=lead,
    )
    return Written(html, f"{facet.title} of the archive, each with its postmortems.")


def write_value(site: Site, facet: Facet, value: str, page: int = 1) -> Written:
    """Make one page of the postmortems that have a value, newest first."""
    items = site.groups[facet.name][value]
    address = facet_address(facet, value, page)
    links = site.links(address)
    shown = list(chunks(items, site.options.page_size))
    times = [time for item in items if (time := item.time_to_resolve) is not None]
    term = _term(site, facet, value)
    html = site.render(
        "pages/facet_value.html",
        address,
        facet=facet,
        value=value,
        label=site.label(facet, value),
        term_description=term.description if term else "",
        facts=_facts(site, facet, value, term, links),
        items=items,
        actions=site.actions(items),
        median=_median(times),
        measured=len(times),
        partners=[_partners(site, name, items) for name in _PARTNERS[facet.name] if page == 1],
        selection=links.search(**{facet.name: value}),
        late_selection=links.search(**{facet.name: value, "q": "is:overdue"}),
        years=[(year, list(found)) for year, found in groupby(shown[page - 1], _year)],
        page=page,
        pages=len(shown),
    )
    return Written(html, f"{count(len(items), 'postmortem')}: {site.label(facet, value)}.")


def _row(site: Site, facet: Facet, value: str, items: Sequence[Postmortem]) -> Row:
    term = _term(site, facet, value)
    started = items[0].meta.started
    return Row(
        value,
        site.label(facet, value),
        len(items),
        started.day if started else None,
        term.description if term else "",
    )


def _term(site: Site, facet: Facet, value: str) -> Term | None:
    return facet.terms(site.archive.settings).get(value)


def _facts(
    site: Site, facet: Facet, value: str, term: Term | None, links: Links
) -> list[tuple[str, str, str]]:
    """What else the vocabulary says of a value, as (name, text, URL or nothing)."""
    facts = []
    if term and term.name and term.name != value:
        facts.append(("ID", value, ""))
    if isinstance(term, Service) and term.team:
        known = term.team in site.groups["team"]
        url = links.facet("team", term.team) if known else ""
        facts.append(("Team", site.archive.settings.label("teams", term.team), url))
    if isinstance(term, Service) and term.tier is not None:
        facts.append(("Tier", str(term.tier), ""))
    if isinstance(term, Cause) and term.kind:
        facts.append(("Kind", term.kind, ""))
    if term and term.aliases:
        facts.append(("Also called", ", ".join(term.aliases), ""))
    return facts if facet.vocabulary else []


def _partners(site: Site, name: str, items: Sequence[Postmortem]) -> Partners:
    facet = FACET_BY_NAME[name]
    found = Counter(
        value
        for item in items
        for value in dict.fromkeys(facet.values(item, site.archive.settings))
    )
    ranked = sorted(
        found.items(), key=lambda pair: (-pair[1], site.label(facet, pair[0]).casefold())
    )
    return Partners(
        name, facet.title, tuple(ranked[:_MAX_PARTNERS]), max(0, len(ranked) - _MAX_PARTNERS)
    )


def _year(item: Postmortem) -> int | None:
    return item.year


def _median(values: Sequence[timedelta]) -> timedelta | None:
    """The middle value, or the mean of the two middle ones; ``None`` of none."""
    ordered = sorted(values)
    return percentile(ordered, 50) if ordered else None


_ORDER = ("service", "cause", "severity", "team", "year", "tag", "trigger", "detection")
KINDS = tuple(
    PageKind(facet.plural, 20 + _ORDER.index(facet.name), partial(facet_pages, facet))
    for facet in FACETS
    if facet.name not in UNPAGED
)
