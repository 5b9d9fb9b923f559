"""A site that has only the actions board and what it needs, and how a test reads it."""

import re
from pathlib import Path

from playwright.sync_api import Page

from action_archive import DAY
from archive_site import write_files
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.publish.assets import asset_files, asset_url
from postmortem_archive.publish.data.action_lists import action_lists
from postmortem_archive.publish.pages.actions import write_actions
from postmortem_archive.publish.site import Site
from postmortem_archive.publish.site_options import SiteOptions

_COUNT = re.compile(r"([\d,]+) (open|overdue|without a due date|closed)")


def write_board(archive: Path, folder: Path) -> Path:
    """Write the actions board of an archive with what it needs; returns the folder."""
    loaded = load_archive(Project(archive.parent, archive), today=DAY)
    site = Site(loaded, DAY, SiteOptions(use_directory_urls=False))
    style = f'<link rel="stylesheet" href="{asset_url("postmortems.css")}">'
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">{style}'
    page = f'<!doctype html><html lang="en">{head}<body class="md-typeset">'
    lists = dict(action_lists(site).values())
    write_files(folder, {**asset_files(), **lists, "actions.html": page + write_actions(site).html})
    return folder


def texts(page: Page) -> list[str]:
    """What the board lists, all of it."""
    while page.locator(".pm-actions__more").is_visible():
        page.locator(".pm-actions__more").click()
    return page.locator(".pm-actions__table .pm-action__text").all_inner_texts()


def counts(page: Page) -> dict[str, int]:
    """The counts that the board says, by their words."""
    said = page.get_by_role("status").inner_text()
    return {words: int(number.replace(",", "")) for number, words in _COUNT.findall(said)}
