"""Without scripts every page shows what it has; only searching and filtering are missing, and it says so."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from page_types import PAGE_TYPES, POSTMORTEM

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A page in which no script runs."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", [name for name in PAGE_TYPES if "?" not in name])
def test_a_page_shows_its_content(plain: Page, site_url: str, name: str) -> None:
    plain.goto(site_url + name)
    expect(plain.locator("h1")).to_be_visible()
    article = plain.locator("article").inner_text()
    assert len(article.split()) > 20
    assert "Loading" not in article
    # a button does something only with a script, but for those of forms
    buttons = plain.locator("article button[type=button]:visible")
    assert [button.inner_text() for button in buttons.all()] == []


def test_the_archive_lists_and_leads_on(plain: Page, site_url: str) -> None:
    plain.goto(site_url + "archive.html")
    expect(plain.get_by_text("Searching and filtering need JavaScript.")).to_be_visible()
    expect(plain.locator(".pm-entry__title").first).to_be_visible()
    plain.locator(".pm-lead a").first.click()
    expect(plain.locator(".pm-entry__title").first).to_be_visible()


def test_the_board_lists_what_is_to_be_done(plain: Page, site_url: str) -> None:
    plain.goto(site_url + "actions.html")
    expect(plain.locator(".pm-action").first).to_be_visible()
    expect(plain.get_by_text("Filtering and sorting need JavaScript.")).to_be_visible()
    expect(plain.locator(".pm-actions__filters")).to_be_hidden()


@pytest.mark.parametrize("name", ["trends.html", "services/aws-ec2.html"])
def test_details_open(plain: Page, site_url: str, name: str) -> None:
    plain.goto(site_url + name)
    details = plain.locator("details:has(table)").first
    expect(details.locator("table")).to_be_hidden()
    details.locator("summary").click()
    expect(details.locator("table")).to_be_visible()


def test_a_search_is_asked_by_the_form(plain: Page, site_url: str) -> None:
    plain.goto(site_url)
    plain.locator("article").get_by_role("searchbox").fill("dns")
    plain.locator("article").get_by_role("button", name="Search").click()
    assert plain.url.endswith("archive.html?q=dns")
    expect(plain.locator(".pm-entry__title").first).to_be_visible()


def test_a_postmortem_is_read_whole(plain: Page, site_url: str) -> None:
    plain.goto(site_url + POSTMORTEM)
    for part in (".pm-kicker", ".pm-facts--head", ".pm-time", ".pm-section--timeline table"):
        expect(plain.locator(part).first).to_be_visible()
    hidden = plain.locator(".pm-section").evaluate_all(
        "all => all.filter((one) => !one.checkVisibility()).map((one) => one.id)"
    )
    assert hidden == []
