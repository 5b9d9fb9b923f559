"""All pages of a site, of whatever kind."""

from collections.abc import Iterable

from .archive_page import archive_page
from .facet_pages import facet_pages
from .pages import GeneratedPage, Site
from .postmortem_page import postmortem_pages


def site_pages(site: Site, wanted: Iterable[str] = ()) -> list[GeneratedPage]:
    """Every generated page, in the order in which an automatic navigation shows them.

    Args:
        site: the site.
        wanted: names that the site's navigation refers to.
    """
    return [archive_page(site), *facet_pages(site, set(wanted)), *postmortem_pages(site)]
