"""The archive page: search and filters; what it shows without scripts is the newest postmortems."""

from collections.abc import Collection

from postmortem_archive.archive.addresses import ARCHIVE
from postmortem_archive.search.export import ENTRY

from ..assets import PUBLISHED_BELOW, asset_url
from ..page import GeneratedPage, PageKind, Written
from ..site import Site

INDEX_FOLDER = f"{PUBLISHED_BELOW}/index"
"""Where the files are from which the page searches."""


def archive_pages(site: Site, _wanted: Collection[str] = ()) -> list[GeneratedPage]:
    """The archive page."""
    title = site.title("archive", "Archive")
    return [
        GeneratedPage(
            ARCHIVE, title, lambda _: write_archive(site), listed=True, shows=site.marks.whole
        )
    ]


def write_archive(site: Site) -> Written:
    """Make the archive page."""
    links = site.links(ARCHIVE)
    html = site.render(
        "pages/archive.html",
        ARCHIVE,
        archive=site.archive,
        newest=site.archive.postmortems[: site.options.page_size],
        style_sheet=links.to_file(asset_url("search/archive.css")),
        script=links.to_file(asset_url("search.js")),
        more=links.to_file(asset_url("more.js")),
        site_root=links.to_file("./"),
        search_entry=links.to_file(f"{INDEX_FOLDER}/{ENTRY}"),
    )
    description = site.language.gettext("Search and browse every postmortem of the archive.")
    return Written(html, description)


KINDS = (PageKind("archive", 10, archive_pages, optional=False),)
