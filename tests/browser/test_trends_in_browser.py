"""The page of trends in a browser: everything opened, on a desktop and on a phone; its doors."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from archive_site import found, settled
from page_checks import violations

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1280, "dark", 24), "phone": (390, "light", 44)}
STANDALONE = (
    ".pm-trends__contents a, .pm-trends__file, .pm-trends__causes a, .pm-behind > ul > li a, "
    ".pm-behind td > a, .pm-behind > summary"
)


@pytest.fixture(params=SIZES)
def opened_page(browser: Browser, site_url: str, request: pytest.FixtureRequest) -> Page:
    """The page with everything opened that can be; as wide as the parameter says."""
    width, scheme, _ = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    request.addfinalizer(context.close)
    page = context.new_page()
    page.goto(f"{site_url}trends.html")
    page.evaluate("document.querySelectorAll('.pm-page details').forEach((one) => one.open = true)")
    return page


def test_nothing_sticks_out(opened_page: Page) -> None:
    sizes = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    wide, room = opened_page.evaluate(sizes)
    assert wide == room


def test_no_violation_when_all_is_opened(opened_page: Page) -> None:
    assert violations(opened_page) == []


def test_what_stands_alone_is_large_enough(opened_page: Page) -> None:
    width = opened_page.evaluate("innerWidth")
    least = next(target for size, _, target in SIZES.values() if size == width)
    heights = opened_page.locator(STANDALONE).evaluate_all(
        "(all) => all.map((one) => [one.textContent.trim(), one.getBoundingClientRect().height])"
    )
    assert len(heights) > 50
    assert [(text, height) for text, height in heights if height < least - 0.5] == []


def test_a_bar_leads_to_its_incidents(browser_page: Page, site_url: str) -> None:
    browser_page.goto(f"{site_url}trends.html")
    bar = browser_page.locator("#over-time a").first
    said = bar.get_attribute("aria-label") or ""
    number = re.search(r"(\d+) incident", said)
    assert number
    browser_page.locator("#over-time a rect").first.click()
    assert found(settled(browser_page)) == int(number[1])


def test_a_measure_leads_to_what_was_measured(browser_page: Page, site_url: str) -> None:
    browser_page.goto(f"{site_url}trends.html")
    list_of = browser_page.locator("#behind-time-to-resolve + ul")
    expect(list_of).to_be_hidden()
    browser_page.locator("#times-spread").get_by_role("link", name="Time to resolve").first.click()
    expect(list_of).to_be_visible()


def test_a_file_is_downloaded(browser_page: Page, site_url: str) -> None:
    browser_page.goto(f"{site_url}trends.html")
    with browser_page.expect_download() as started:
        browser_page.locator("#section-times .pm-trends__file").click()
    assert started.value.suggested_filename == "times.csv"
    text = started.value.path().read_text(encoding="utf-8")
    assert text.startswith("figure,value,part,n,")
