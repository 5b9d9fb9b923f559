"""Index pages: a list of values for each facet, and for each value the postmortems that have it."""

from collections.abc import Collection
from functools import partial

from postmortem_archive.archive.addresses import facet_address
from postmortem_archive.archive.facets import FACETS, Facet

from ..page import GeneratedPage, PageKind
from ..site import UNPAGED, Site, chunks
from .facet_list import write_list
from .facet_value import shown_on, write_value
from .facet_words import heading
from .team_review import TeamReviews


def facet_pages(facet: Facet, site: Site, wanted: Collection[str] = ()) -> list[GeneratedPage]:
    """The index pages of a facet; see :class:`PageKind` for what is wanted."""
    values = site.groups[facet.name]
    page = _list_page(site, facet)
    pages = [page] if values or page.src_uri in wanted else []
    reviews = TeamReviews(site) if facet.name == "team" else None
    for value in values:
        pages.extend(_value_pages(site, facet, value, reviews))
    return pages


def _list_page(site: Site, facet: Facet) -> GeneratedPage:
    return GeneratedPage(
        facet_address(facet),
        site.facet_title(facet),
        lambda _: write_list(site, facet),
        hide=("toc",),
        listed=True,
        shows=site.marks.whole,
    )


def _value_pages(
    site: Site, facet: Facet, value: str, reviews: TeamReviews | None
) -> list[GeneratedPage]:
    total = len(list(chunks(site.groups[facet.name][value], site.options.page_size)))
    label = heading(site, facet, value)
    numbered = site.language.gettext("%(name)s, page %(number)s of %(total)s")

    def page(number: int) -> GeneratedPage:
        title = numbered % {"name": label, "number": number, "total": total}
        return GeneratedPage(
            facet_address(facet, value, number),
            label if number == 1 else title,
            lambda _: write_value(site, facet, value, number, reviews),
            shows=partial(shown_on, site, facet, value, number),
        )

    return [page(number) for number in range(1, total + 1)]


_ORDER = ("service", "cause", "severity", "team", "year", "tag", "trigger", "detection")
KINDS = tuple(
    PageKind(facet.plural, 20 + _ORDER.index(facet.name), partial(facet_pages, facet))
    for facet in FACETS
    if facet.name not in UNPAGED
)
