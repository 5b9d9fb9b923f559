"""The home page of a site whose owner has not written one: what is new, what is late, what returns."""

from collections.abc import Collection

from ..blocks.place import block_writer
from ..links import HOME
from ..page import GeneratedPage, PageKind, Written
from ..site import Site


def home_pages(site: Site, _wanted: Collection[str] = ()) -> list[GeneratedPage]:
    """The home page; it yields to ``docs/index.md``."""
    title = site.title("home", "Home")
    return [
        GeneratedPage(
            HOME,
            title,
            lambda _: write_home(site),
            listed=True,
            stands_in=True,
            shows=site.marks.whole_told,
        )
    ]


def write_home(site: Site) -> Written:
    """Make the home page, of the same blocks that an owner can place."""
    settings = site.archive.settings
    html = site.render(
        "pages/home.html",
        HOME,
        title=settings.name or site.options.name,
        description=settings.description or "",
        block=block_writer(site, site.links(HOME)),
    )
    return Written(html, settings.description or "")


KINDS = (PageKind("home", 0, home_pages, optional=False),)
