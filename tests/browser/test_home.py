"""Front pages, read as a person reads them: this project's own, and the customised example."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from archive_site import hits, settled
from built_site import build_site, serve
from places import SITES


@pytest.fixture(scope="module")
def customised_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of the documented example of a site that its owner changed."""
    folder = build_site(SITES / "customised", tmp_path_factory.mktemp("customised") / "site")
    with serve(folder) as url:
        yield url


def test_every_example_finds_something(browser_page: Page, site_url: str) -> None:
    browser_page.goto(site_url)
    examples = browser_page.locator(".pm-tries a")
    assert examples.count() == 4
    for number in range(4):
        browser_page.goto(site_url)
        examples.nth(number).click()
        browser_page.wait_for_url(re.compile(r"archive\.html\?"))
        assert hits(settled(browser_page)), number


def test_numbers_lead_to_what_they_count(browser_page: Page, site_url: str) -> None:
    browser_page.goto(site_url)
    cause = browser_page.locator(".pm-again__item").first
    said = int(cause.locator(".pm-again__count").inner_text().split()[0])
    cause.locator(".pm-again__count").click()
    browser_page.wait_for_url(re.compile(r"archive\.html\?cause="))
    status = settled(browser_page).get_by_role("status").inner_text()
    assert int(status.split()[0]) == said
    browser_page.goto(site_url)
    browser_page.locator(".pm-block--open-actions .pm-late a").first.click()
    browser_page.wait_for_url(re.compile(r"actions\.html\?overdue=1"))


def test_the_latest_is_the_newest_and_opens(browser_page: Page, site_url: str) -> None:
    browser_page.goto(site_url)
    days = browser_page.locator(".pm-news__facts time").evaluate_all(
        "times => times.map((time) => time.dateTime)"
    )
    assert len(days) == 6
    assert days == sorted(days, reverse=True)
    title = browser_page.locator(".pm-news__title").first
    name = title.inner_text()
    title.click()
    expect(browser_page.locator("h1").first).to_contain_text(name)


@pytest.mark.parametrize("width", [390, 1280])
def test_headings_are_in_order_and_columns_fit(
    browser_page: Page, site_url: str, width: int
) -> None:
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.goto(site_url)
    levels = browser_page.locator("article :is(h1, h2, h3, h4)").evaluate_all(
        "headings => headings.map((heading) => heading.tagName)"
    )
    assert levels == ["H1", *["H2"] * (len(levels) - 1)]
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= width
    columns = browser_page.locator(".pm-columns").first.locator("> div")
    left, right = (columns.nth(number).bounding_box() for number in range(2))
    assert left
    assert right
    assert (left["x"] < right["x"]) == (width == 1280)
    small = browser_page.locator(".pm-block a").evaluate_all(
        "links => links.filter((a) => a.getClientRects()[0].height < 24).map((a) => a.outerHTML)"
    )
    assert width == 1280 or small == []


def test_the_customised_example_is_read(browser_page: Page, customised_url: str) -> None:
    browser_page.goto(customised_url)
    expect(browser_page.get_by_role("heading", level=1)).to_contain_text("Our incidents")
    expect(browser_page.locator(".our-on-call")).to_contain_text("Call +1 555 0100.")
    expect(browser_page.locator(".pm-news__title").first).to_have_text(
        "Checkout <b>failed</b> when the pool & its spare ran dry"
    )
    expect(browser_page.locator("article code").nth(1)).to_have_text("<!-- postmortems: latest -->")
    browser_page.get_by_role("link", name="Systems").first.click()
    expect(browser_page.locator("h1")).to_have_text("Systems")
    browser_page.get_by_role("link", name="Checkout", exact=True).click()
    expect(browser_page.get_by_role("link", name="Runbook of Checkout")).to_be_visible()


def test_a_selection_stands_in_for_a_page_that_is_left_out(
    browser_page: Page, customised_url: str
) -> None:
    browser_page.goto(customised_url + "postmortems/2025-09-09-pool.html")
    browser_page.locator("article a[href*='severity=sev1']").first.click()
    browser_page.wait_for_url(re.compile(r"archive\.html\?severity=sev1"))
    assert hits(settled(browser_page)) == [
        "Checkout <b>failed</b> when the pool & its spare ran dry"
    ]


def test_it_stays_one_folder_from_disk(browser_page: Page, site_folder: Path) -> None:
    browser_page.goto((site_folder / "index.html").as_uri())
    browser_page.locator(".pm-news__title").first.click()
    expect(browser_page.locator("h1").first).to_be_visible()
    assert browser_page.url.startswith("file:")
