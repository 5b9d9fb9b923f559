"""What the incidents of a value most often have besides: this service's causes, this cause's services."""

import re
from dataclasses import dataclass

from postmortem_archive.archive.facets import FACET_BY_NAME, Facet
from postmortem_archive.archive.statistics.groups import Group
from postmortem_archive.archive.statistics.groups import Partners as PartnerFigures

from ..links import Links
from ..site import Site
from .doors import INCIDENTS
from .facet_words import partner_title

_FIRST_PARTNERS = {
    "service": ("cause", "trigger", "service"),
    "cause": ("service", "trigger", "cause"),
    "team": ("cause", "trigger"),  # its services are in its review
}
_PARTNERS = ("cause", "service", "trigger")
_NEEDS_QUOTES = re.compile(r'[\s",]')


@dataclass(frozen=True, slots=True)
class Partner:
    """A value that occurs with the page's value.

    Attributes:
        label: how it is shown.
        n: in how many incidents.
        href: URL of its page.
        both: URL of these incidents; empty where no address holds the question.
    """

    label: str
    n: int
    href: str
    both: str


@dataclass(frozen=True, slots=True)
class Partners:
    """The values of a facet that occur most often with the page's value.

    Attributes:
        facet: the facet's name.
        title: its heading.
        values: most frequent first.
        more: how many further values there are.
    """

    facet: str
    title: str
    values: tuple[Partner, ...]
    more: int


def partners(site: Site, facet: Facet, group: Group, links: Links) -> tuple[Partners, ...]:
    """What occurs most often with the value that a group is of, facet by facet.

    A facet of which nothing is recorded stays, so that the page says so; only the page's own one,
    of which there is always one value, is left out then.
    """
    found = {one.facet: one for one in group.partners}
    names = _FIRST_PARTNERS.get(facet.name, _PARTNERS)
    shown = (found[name] for name in names if name != facet.name or found[name].most)
    return tuple(_linked(site, facet, group, one, links) for one in shown)


def _linked(
    site: Site, facet: Facet, group: Group, figures: PartnerFigures, links: Links
) -> Partners:
    other = FACET_BY_NAME[figures.facet]
    return Partners(
        other.name,
        partner_title(site, facet, other),
        tuple(
            Partner(
                tally.label,
                tally.n,
                links.facet(other.name, tally.value),
                _both(facet, group.value, other, tally.value, links),
            )
            for tally in figures.most
        ),
        figures.more,
    )


def _both(facet: Facet, value: str, other: Facet, partner: str, links: Links) -> str:
    """URL of the incidents that have both values; empty where no address holds the question."""
    if other is not facet:
        return links.search(**{facet.name: value, other.name: partner, "q": INCIDENTS})
    if '"' in partner:
        return ""
    word = f'"{partner}"' if _NEEDS_QUOTES.search(partner) else partner
    return links.search(**{facet.name: value, "q": f"{INCIDENTS} {other.name}:{word}"})
