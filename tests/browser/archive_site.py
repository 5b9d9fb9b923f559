"""A site that has only the archive page and what it needs, and how a test reads it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

from built_site import QuietHandler
from made_archive import TODAY
from postmortem_archive.archive.archive import Archive
from postmortem_archive.publish.assets import asset_files, asset_url
from postmortem_archive.publish.page_text import PageText, pages_payload
from postmortem_archive.publish.pages.archive import INDEX_FOLDER, write_archive
from postmortem_archive.publish.site import Site
from postmortem_archive.publish.site_options import SiteOptions
from postmortem_archive.search.export import export


class StrictHandler(QuietHandler):
    """Serves a folder under a policy that allows nothing but the site's own files."""

    def end_headers(self) -> None:
        """Add the policy to every answer."""
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()


def write_site(archive: Archive, folder: Path, pages: Sequence[PageText] = ()) -> Path:
    """Write the archive page of an archive with its scripts and index; returns the folder.

    Args:
        archive: what the page searches.
        folder: where; may be there already.
        pages: the site's other pages, for the index alone.
    """
    site = Site(archive, TODAY, SiteOptions(use_directory_urls=False))
    index = export(archive, pages_payload(pages))
    files: dict[str, str | bytes] = {
        **asset_files(),
        **{f"{INDEX_FOLDER}/{name}": data for name, data in index.items()},
    }
    style = f'<link rel="stylesheet" href="{asset_url("postmortems.css")}">'
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">{style}'
    page = f'<!doctype html><html lang="en">{head}<body class="md-typeset">'
    write_files(folder, files | {"archive.html": page + write_archive(site).html})
    return folder


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)


def opened(page: Page, address: str) -> Page:
    """The page at an address, once it has answered."""
    page.goto(address)
    return settled(page)


def settled(page: Page) -> Page:
    """The page, once what it shows answers what was asked last."""
    expect(page.locator(".pm-found")).to_have_attribute("aria-busy", "false")
    return page


def hits(page: Page) -> list[str]:
    """Titles of the postmortems that are shown."""
    return page.locator(".pm-hit__title").all_inner_texts()


def found(page: Page) -> int:
    """How many postmortems the page says it found."""
    return int(page.get_by_role("status").inner_text().split()[0].replace(",", ""))
