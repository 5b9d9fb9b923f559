"""The archive page: search and filters; what it shows without scripts is the newest postmortems."""

from postmortem_archive.archive.addresses import ARCHIVE

from .pages import GeneratedPage, Site, Written


def archive_page(site: Site) -> GeneratedPage:
    """The archive page."""
    return GeneratedPage(ARCHIVE, "Archive", lambda _: write_archive(site), listed=True)


def write_archive(site: Site) -> Written:
    """Make the archive page."""
    newest = site.archive.postmortems[: site.page_size]
    html = site.render("archive.html", ARCHIVE, archive=site.archive, newest=newest)
    return Written(html, "Search and browse every postmortem of the archive.")
