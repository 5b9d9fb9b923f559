"""The figures of index pages, computed once more by plain loops, and asked for once more by their links."""

import statistics
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from facet_sites import figures, list_page, value_page
from made_archive import TODAY
from page_tables import PageTables
from places import ROOT
from plain_figures import Plain, plain_archive
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.facets import FACET_BY_NAME
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.unchecked import read_archive
from postmortem_archive.publish.pages.facet_list import MOST_ROWS
from postmortem_archive.publish.site import Site
from postmortem_archive.search.index import Index
from postmortem_archive.search.search import search

DAY = date(2026, 11, 1)
FIELDS = {
    "service": "services",
    "cause": "causes",
    "severity": "severity",
    "tag": "tags",
    "trigger": "trigger",
    "detection": "detected_by",
}
MOMENTS = {"detect": "detected", "resolve": "resolved"}


@pytest.fixture(scope="module")
def own() -> Site:
    """The site of this repository's archive."""
    return Site(read_archive(Project(ROOT, ROOT / "postmortems")), DAY)


@pytest.fixture(scope="module")
def plain() -> list[Plain]:
    """The same archive, read by plain loops."""
    return plain_archive(ROOT / "postmortems")


def by_value(items: Iterable[Plain], facet: str) -> dict[str, list[Plain]]:
    found: dict[str, list[Plain]] = {}
    for item in items:
        for value in item.all(FIELDS[facet]):
            found.setdefault(value, []).append(item)
    return found


@pytest.mark.parametrize("facet", FIELDS)
def test_figures_are_those_of_plain_loops(own: Site, plain: list[Plain], facet: str) -> None:
    groups = by_value(plain, facet)
    assert set(own.groups[facet]) == set(groups)
    for value, items in groups.items():
        said = figures(value_page(own, facet, value))
        harmed = [item for item in items if item.is_incident]
        near = len(items) - len(harmed)
        assert f"Incidents {len(harmed) or 'none'} " in said
        assert ("near miss" in said) == bool(near)
        for name, end in MOMENTS.items():
            known = [one for item in harmed if (one := item.minutes("started", end)) is not None]
            assert _time(own, name, known, len(harmed)) in said, (value, said)
        assert _actions(items) in said, (value, said)


def _time(site: Site, name: str, minutes: list[float], total: int) -> str:
    if not minutes:
        return f"Time to {name} {'not recorded' if total else 'no incident'}"
    median = _said(site, statistics.median(minutes))
    if len(minutes) == 1:
        rest = f"the only one recorded, of {total}" if total > 1 else "one incident, no median"
        return f"Time to {name} {median} {rest}"
    low, high = min(minutes), max(minutes)
    word = "from"
    if len(minutes) >= 10:
        low, _, high = statistics.quantiles(minutes, n=4, method="inclusive")
        word = "half from"
    spread = f"{_said(site, low)} to {_said(site, high)}"
    return f"Median time to {name} {median} {word} {spread} {len(minutes)} of {total} recorded"


def _said(site: Site, minutes: float) -> str:
    if 0 < minutes < 1:
        return "under 1 min"
    return site.language.short_duration(timedelta(minutes=minutes))


def _actions(items: list[Plain]) -> str:
    actions = [action for item in items for action in item.actions]
    if not actions:
        return "Action items none recorded"
    still = [action for action in actions if action.is_open]
    late = sum(bool(action.due) and action.due < DAY.isoformat() for action in still)
    done = sum(action.status == "done" for action in actions)
    said = [f"{len(still)} open" if still else "none open", f"{late} late" if late else ""]
    return f"Action items {' '.join(filter(None, said))} {done} of {len(actions)} done"


@pytest.mark.parametrize("facet", ["service", "cause", "trigger"])
def test_partners_are_those_of_plain_loops(own: Site, plain: list[Plain], facet: str) -> None:
    for value, items in by_value(plain, facet).items():
        lists = PageTables(value_page(own, facet, value)).items
        for other in ("service", "cause", "trigger"):
            counts = Counter(
                one
                for item in items
                if item.is_incident
                for one in item.all(FIELDS[other])
                if (other, one) != (facet, value)
            )
            ranked = sorted(
                ((n, own.label(other, one)) for one, n in counts.items()),
                key=lambda pair: (-pair[0], pair[1].casefold()),
            )
            shown = [cell.text for cell in lists.get(f"with-{other}", [])]
            empty = ["not recorded"] if other != facet else []
            assert shown == ([f"{label} {n}" for n, label in ranked[:6]] or empty), (value, other)


@pytest.mark.parametrize("facet", FIELDS)
def test_lists_count_what_plain_loops_count(own: Site, plain: list[Plain], facet: str) -> None:
    page = PageTables(list_page(own, facet))
    links = own.links(FACET_BY_NAME[facet].plural)
    rows = {row[0].links[0]: row for name in page.tables for row in page.tables[name][1:]}
    groups = by_value(plain, facet)
    assert len(rows) == min(len(groups), 20 if len(groups) > MOST_ROWS else len(groups))
    for value, items in groups.items():
        row = rows.pop(links.facet(facet, value), None)
        if row:
            still = [one for item in items for one in item.actions if one.is_open]
            *_, number, actions, latest = [cell.text for cell in row]
            assert number == str(len(items))
            assert actions.startswith(f"{len(still)} open" if still else "none")
            days = [day for item in items if (day := item.moment("started"))]
            assert latest == own.language.day(max(days).date())
    assert rows == {}


def test_a_long_list_has_every_value_by_its_first_letter(own: Site, plain: list[Plain]) -> None:
    page = PageTables(list_page(own, "service"))
    cells = [cell.text for name, some in page.items.items() if "values-of" in name for cell in some]
    groups = by_value(plain, "service")
    said = {f"{own.label('service', value)} {len(items)}" for value, items in groups.items()}
    assert set(cells) == said
    assert len(cells) == len(groups) > MOST_ROWS


@pytest.mark.parametrize(
    "facet", ["service", "cause", "team", "tag", "trigger", "year", "severity", "detection"]
)
def test_every_count_is_a_link_that_finds_as_many(
    made: Archive, made_index: Index, facet: str
) -> None:
    site = Site(made, TODAY)
    followed = 0
    for value in site.groups[facet]:
        page = PageTables(value_page(site, facet, value))
        for link in page.links:
            said = link.said.split(" ")[0].split(":")[-1].replace(",", "")
            counts_items = "open" in link.said or "late" in link.said
            if said.isdigit() and "/archive/?" in link.href and not counts_items:
                assert found(made_index, link.href) == int(said), (value, link)
                followed += 1
    assert followed > 2 * len(site.groups[facet])


def found(index: Index, href: str) -> int:
    """How many postmortems the search finds that an address asks for."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}
    words = [f'{name}:"{value}"' for name, value in asked.items() if name != "q"]
    return search(index, " ".join([*words, asked.get("q", "")]), today=TODAY).total


def test_pictures_hold_every_incident_that_has_a_start(made: Archive) -> None:
    site = Site(made, TODAY)
    for value, items in site.groups["service"].items():
        rows = PageTables(value_page(site, "service", value)).rows("over-time")
        harmed = [item for item in items if not item.is_near_miss]
        assert sum(int(row[-1]) for row in rows) == len(harmed) > 5


def test_figures_are_computed_once(made: Archive) -> None:
    site = Site(made, TODAY)
    assert site.figures("service", "dns") is site.figures("service", "dns")
