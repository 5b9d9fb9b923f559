"""Index pages in a browser: what a reader sees, follows and can touch."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from archive_site import found, opened

VALUES = ("services/aws-ec2.html", "causes/config-change.html", "teams/cloudflare.html")
LISTS = ("services.html", "causes.html", "severities.html", "detections.html")


def test_a_cause_says_what_goes_with_it(browser_page: Page, site_url: str) -> None:
    page = browser_page
    page.goto(site_url + "causes/config-change.html")
    headings = page.locator(".pm-page :is(h1, h2)").all_inner_texts()
    assert headings == [
        "Configuration change",
        "Services",
        "Triggers",
        "Other causes named",
        "Postmortems",
    ]
    expect(page.locator("#figures dt")).to_have_text(
        ["Incidents", "Median time to detect", "Median time to resolve", "Action items"]
    )
    expect(page.locator("#over-time svg").first).to_be_visible()
    expect(page.locator("#times svg").first).to_be_visible()


@pytest.mark.parametrize("name", VALUES)
def test_counts_lead_to_as_many(browser_page: Page, site_url: str, name: str) -> None:
    """Two facets, one of them twice, and a stretch of time: each as the search page counts it."""
    page = browser_page
    page.goto(site_url + name)
    counts = [
        *page.locator(".pm-partners section li:first-child .pm-count").all(),
        page.locator("#figures a").first,
    ]
    said = [(link.get_attribute("href"), link.inner_text()) for link in counts]
    bar = page.locator("#over-time svg a").last
    label = bar.get_attribute("aria-label") or ""
    said.append((bar.get_attribute("xlink:href"), re.findall(r": ([\d,]+)", label)[0]))
    assert len(said) > 3
    for href, number in said:
        asked = opened(page, urljoin(site_url + name, href or ""))
        assert found(asked) == int(number), href


def test_the_search_has_the_same_postmortems(browser_page: Page, site_url: str) -> None:
    page = browser_page
    page.goto(site_url + "services/aws-ec2.html")
    titles = page.locator(".pm-entry__title").all_inner_texts()
    page.locator(".pm-door a").first.click()
    page.wait_for_url("**/archive.html?service=aws-ec2")
    expect(page.locator(".pm-found")).to_have_attribute("aria-busy", "false")
    assert found(page) == len(titles)


def test_open_items_of_a_service_are_on_the_board(browser_page: Page, site_url: str) -> None:
    page = browser_page
    page.goto(site_url + "services/aws-ec2.html")
    link = page.locator("#figures div:last-child a").first
    number = link.inner_text().split(" ")[0]
    link.click()
    page.wait_for_url("**/actions.html?service=aws-ec2")
    expect(page.locator(".pm-actions__count")).to_contain_text(number)


@pytest.mark.parametrize("name", VALUES + LISTS)
@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_scrolls_sideways(browser: Browser, site_url: str, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(site_url + name)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("name", VALUES + LISTS)
def test_thumbs_find_room(browser: Browser, site_url: str, name: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(site_url + name)
    low = page.evaluate(
        """() => [...document.querySelectorAll(
             ".pm-partners a, .pm-values a, .pm-letter a, .pm-review li a, .pm-door a, #figures a")]
           .filter((link) => link.getBoundingClientRect().height < 40)
           .map((link) => `${link.textContent} ${link.getBoundingClientRect().height}`)"""
    )
    assert low == []
    page.close()


def test_on_a_phone_every_number_says_what_it_is(browser: Browser, site_url: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(site_url + "causes.html")
    labels = (
        page.locator(".pm-values tbody tr")
        .first.locator("td")
        .evaluate_all(
            """(cells) => cells.filter((cell) => cell.offsetParent)
             .map((cell) => getComputedStyle(cell, "::before").content)"""
        )
    )
    assert labels == ['"Postmortems"', '"Action items"', '"Latest"']
    page.close()


def test_letters_lead_to_their_values(browser_page: Page, site_url: str) -> None:
    page = browser_page
    page.goto(site_url + "services.html", wait_until="networkidle")
    links = page.locator(".pm-letters a")
    assert links.count() > 10
    letter = links.last.inner_text()
    page.goto(str(links.last.evaluate("link => link.href")))
    heading = page.locator(".pm-letter h3").last
    expect(heading).to_have_text(letter)
    expect(heading).to_be_in_viewport()
