"""Doors: links from a figure to the postmortems behind it, in the archive search."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from postmortem_archive.archive.statistics.counts import Quarter

from ..links import Links
from ..site import Site
from .actions import ACTIONS

INCIDENTS = "is:incident"
"""The query that finds what figures count: near misses stand apart."""

_LONGEST = 1_000
"""Most characters of a query that stands in an address: what every server takes."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Links from one page.

    Attributes:
        site: the site.
        links: links as seen from the page.
    """

    site: Site
    links: Links

    def search(self, query: str) -> str:
        """What a query finds."""
        return self.links.search(q=query)

    def incidents(self, **selection: str) -> str:
        """The incidents that have a value of each of some facets."""
        return self.links.search(**selection, q=INCIDENTS)

    def started(self, first: date, last: date, **selection: str) -> str:
        """The incidents that started from one day to another, both included (UTC)."""
        return self.links.search(**selection, q=f"{INCIDENTS} {days(first, last)}")

    def actions(self, **selection: str) -> str:
        """The actions board with that selection made; empty where the site has none."""
        if not self.site.has("actions"):
            return ""
        return self.links.to(ACTIONS) + (f"?{urlencode(selection)}" if selection else "")

    def quarter(self, quarter: Quarter, **selection: str) -> str:
        """The incidents that started in a quarter and have a value of each of some facets."""
        return self.links.search(**selection, q=f"{INCIDENTS} {days(*quarter_days(quarter))}")

    def without(self, facet: str) -> str:
        """The incidents that have no value of a facet; empty where no address holds the question."""
        values = list(self.site.groups[facet])
        if any('"' in value for value in values):
            return ""
        query = f"{INCIDENTS} -{facet}:{_either(values)}" if values else INCIDENTS
        return self.search(query) if len(query) <= _LONGEST else ""


def days(first: date, last: date) -> str:
    """The query for what started from one day to another, both included: ``after:2019-07 before:2019-10``."""
    if last == date.max:
        return f"after:{_day(first)}"
    return f"after:{_day(first)} before:{_day(last + timedelta(days=1))}"


def quarter_days(quarter: Quarter) -> tuple[date, date]:
    """The first and the last day of a quarter."""
    first = date(quarter.year, 3 * quarter.number - 2, 1)
    if quarter.number == 4:
        return first, date(quarter.year, 12, 31)
    return first, first.replace(month=first.month + 3) - timedelta(days=1)


def _day(day: date) -> str:
    """A day as short as the query language has it: the month alone for its first day."""
    return day.isoformat().removesuffix("-01")


def _either(values: Iterable[str]) -> str:
    return ",".join(f'"{value}"' for value in values)
