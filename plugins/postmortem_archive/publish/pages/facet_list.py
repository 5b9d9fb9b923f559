"""The page of a facet: all its values, with what there is to know about each at a glance."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from postmortem_archive.archive.addresses import facet_address
from postmortem_archive.archive.facets import Facet
from postmortem_archive.archive.statistics.action_items import ActionCounts
from postmortem_archive.model.settings import Cause

from ..page import Written
from ..site import Site
from .facet_words import number_of_values, number_without

MOST_ROWS = 60
"""From so many values on, the most frequent ones are shown at length and all of them by first letter."""

_MOST_FREQUENT = 20
_MOST_YEARS = 12
_LEAST_TOP = 4  # incidents a year; so that a single one is not as tall as the picture
_ORDERED = ("severity", "year")  # they are read in their own order, however many there are
_NO_LETTER = "#"


@dataclass(frozen=True, slots=True)
class Trend:
    """Incidents of a value by year, as bars; numbers are units of a picture of ``width`` by 16.

    Attributes:
        bars: (left end, upper end, height) of each bar; years without an incident have none.
        width: of the picture; a bar is 4 wide, a year 5.
    """

    bars: tuple[tuple[int, float, float], ...]
    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """A value.

    Attributes:
        value: the value.
        label: how it is shown.
        description: what it means; may be empty.
        count: how many postmortems have it, near misses included.
        latest: the day of the newest of them, where known.
        actions: their action items.
        trend: incidents by year; ``None`` where all are of one year.
    """

    value: str
    label: str
    description: str
    count: int
    latest: date | None
    actions: ActionCounts
    trend: Trend | None


def write_list(site: Site, facet: Facet) -> Written:
    """Make the page of a facet: its values with counts; causes grouped by their kind."""
    say = site.language
    groups = site.groups[facet.name]
    rows = _rows(site, facet)
    is_long = len(rows) > MOST_ROWS and facet.name not in _ORDERED
    terms = facet.terms(site.archive.settings)
    having = {item.path for items in groups.values() for item in items}
    html = site.render(
        "pages/facet_list.html",
        facet_address(facet),
        facet=facet,
        title=site.facet_title(facet),
        values=number_of_values(say, facet, len(rows)),
        postmortems=len(having),
        without=number_without(say, facet, len(site.archive.postmortems) - len(having)),
        families=[("", rows[:_MOST_FREQUENT])] if is_long else _families(site, facet, rows),
        letters=_by_letter(rows) if is_long else [],
        unused=[site.label(facet, value) for value in terms if value not in groups],
        years=_years(site) if facet.name != "year" else range(0),
    )
    description = say.gettext("%(title)s of the archive, each with its postmortems.")
    return Written(html, description % {"title": site.facet_title(facet)})


def _rows(site: Site, facet: Facet) -> list[Row]:
    terms = facet.terms(site.archive.settings)
    years = _years(site) if facet.name != "year" else range(0)
    figures = {value: site.figures(facet.name, value) for value in site.groups[facet.name]}
    by_year: dict[str, Counter[int]] = {}
    for value, found in figures.items():
        counts = by_year.setdefault(value, Counter())
        for quarter in found.quarters:
            counts[quarter.year] += quarter.n
    most = max((counts[year] for counts in by_year.values() for year in years), default=0)
    return [
        Row(
            value,
            site.label(facet, value),
            terms[value].description if value in terms else "",
            len(items),
            next((item.meta.started.day for item in items if item.meta.started), None),
            figures[value].actions,
            _trend(by_year[value], years, most),
        )
        for value, items in site.groups[facet.name].items()
    ]


def _years(site: Site) -> range:
    """The years that the trends show: the last ones of the archive."""
    years = [int(year) for year in site.groups["year"]]
    return (
        range(max(min(years), max(years) - _MOST_YEARS + 1), max(years) + 1) if years else range(0)
    )


def _trend(counts: Counter[int], years: range, most: int) -> Trend | None:
    """Bars on a scale that all values share; a single incident can always be seen."""
    if len(years) < 2 or not most:
        return None
    heights = [
        (year, max(round(counts[year] / most * 16, 1), 1.5)) for year in years if counts[year]
    ]
    bars = ((5 * (year - years.start), round(16 - height, 1), height) for year, height in heights)
    return Trend(tuple(bars), 5 * len(years) - 1)


def _families(site: Site, facet: Facet, rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """The causes by their kind, others in one group without a name."""
    terms = facet.terms(site.archive.settings)
    found: dict[str, list[Row]] = {}
    for row in rows:
        term = terms.get(row.value)
        found.setdefault(term.kind or "" if isinstance(term, Cause) else "", []).append(row)
    without = found.pop("", [])
    if not found:
        return [("", without)]
    other = site.language.gettext("Other")
    return [*found.items(), *([(other, without)] if without else [])]


def _by_letter(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """All values by the first letter of what they are called; what begins with none stands last."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (_plain(row.label), row.value)):
        found.setdefault(_letter(row.label), []).append(row)
    return sorted(found.items(), key=lambda pair: (pair[0] == _NO_LETTER, pair[0]))


def _letter(label: str) -> str:
    """The first letter without its marks; scripts without capital letters have too many to group by."""
    first = _plain(label)[:1].upper()
    return first if first.lower() != first else _NO_LETTER


def _plain(label: str) -> str:
    return unicodedata.normalize("NFKD", label).casefold().strip()
