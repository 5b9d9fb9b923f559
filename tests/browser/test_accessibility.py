"""Every type of page against WCAG 2.2 AA, as axe-core sees it, in light and dark, on desktop and phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from page_checks import LOOKS, violations
from page_types import PAGE_TYPES


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
