"""Every type of page against WCAG 2.2 AA, as axe-core sees it, in light and dark, on desktop and phone."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from page_types import PAGE_TYPES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = [("light", 390), ("dark", 1280)]
"""Colours and room are independent of each other: each of both is seen once."""


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def look(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of that colour scheme and width in which nothing moves."""
    scheme, width = request.param
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_no_violation(look: Page, site_url: str, name: str) -> None:
    look.goto(site_url + name, wait_until="networkidle")
    assert violations(look) == []


def test_the_dialogue_of_filters_has_none(look: Page, site_url: str) -> None:
    look.goto(site_url + "archive.html?q=dns", wait_until="networkidle")
    filters = look.locator(".pm-bar__filters")
    if filters.is_visible():
        filters.click()
        assert look.locator("dialog[open]").count() == 1
    assert violations(look) == []


def violations(page: Page) -> list[str]:
    """What axe-core finds, one line each."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        f"{one['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]
