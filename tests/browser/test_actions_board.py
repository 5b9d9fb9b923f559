"""The actions board as its reader uses it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from actions_board import counts, texts
from archive_site import StrictHandler
from built_site import serve

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module", params=["http", "file"])
def address(request: pytest.FixtureRequest, board: Path) -> Iterator[str]:
    """Address of the board, from a server with a strict policy and from disk."""
    if request.param == "file":
        yield (board / "actions.html").as_uri()
        return
    with serve(board, StrictHandler) as url:
        yield f"{url}actions.html"


def test_it_opens_with_what_is_open_and_reads_nothing_for_that(
    browser_page: Page, address: str
) -> None:
    requests: list[str] = []
    browser_page.on("request", lambda request: requests.append(request.url))
    browser_page.goto(address)
    expect(browser_page.get_by_role("combobox", name="Status")).to_have_value("")
    dues = browser_page.locator("tbody .pm-action__due").all_inner_texts()
    late = ["late" in text for text in dues]
    assert any(late)
    assert late == sorted(late, reverse=True)
    assert {"open", "in progress"} == set(browser_page.locator("tbody .pm-state").all_inner_texts())
    assert not [url for url in requests if "/actions/" in url]


def test_the_address_says_what_is_shown(browser_page: Page, address: str) -> None:
    page = browser_page
    page.goto(address)
    whole = counts(page)
    page.get_by_role("combobox", name="Team").select_option("Payments")
    expect(page).to_have_url(f"{address}?team=payments")
    page.get_by_label("only overdue").check()
    expect(page).to_have_url(f"{address}?team=payments&overdue=1")
    page.get_by_role("searchbox").fill("80 %")
    expect(page).to_have_url(re.compile(r"q=80\+%25"))
    shown = texts(page)
    assert shown
    assert all("80 %" in text for text in shown)
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("80 %")
    expect(page.get_by_label("only overdue")).to_be_checked()
    assert texts(page) == shown
    page.get_by_role("button", name="Clear filters").click()
    expect(page).to_have_url(address)
    assert counts(page) == whole
    page.go_back()
    expect(page.get_by_role("combobox", name="Team")).to_have_value("payments")
    assert texts(page) == shown


def test_it_is_as_it_was_after_a_look_at_a_postmortem(browser_page: Page, address: str) -> None:
    browser_page.goto(f"{address}?status=done&sort=owner")
    expect(browser_page.get_by_role("status")).to_contain_text("closed")
    before = counts(browser_page)
    browser_page.goto("about:blank")
    browser_page.go_back()
    expect(browser_page.get_by_role("combobox", name="Status")).to_have_value("done")
    expect(browser_page.get_by_role("combobox", name="Order")).to_have_value("owner")
    assert counts(browser_page) == before


def test_what_was_just_typed_is_there_after_a_look_at_a_postmortem(
    browser_page: Page, address: str
) -> None:
    page = browser_page
    page.goto(address)
    page.get_by_role("searchbox").fill("retry")
    page.locator("tbody .pm-action a").first.evaluate(
        "link => { link.href = 'about:blank'; link.click() }"
    )
    page.wait_for_url("about:blank")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("retry")
    assert all("retry" in text for text in texts(page))


def test_the_figures_above_are_doors(browser_page: Page, address: str) -> None:
    browser_page.goto(address)
    totals = browser_page.locator(".pm-actions__totals")
    for name, query in (
        ("Overdue", "?overdue=1"),
        ("Done", "?status=done"),
        ("All", "?status=all"),
    ):
        link = totals.locator("div", has_text=name).get_by_role("link")
        number = int(link.inner_text())
        link.click()
        expect(browser_page).to_have_url(address + query)
        rows = browser_page.locator("tbody .pm-action")
        expect(rows).to_have_count(min(number, 100))  # done ones are fetched first
        assert len(texts(browser_page)) == number


def test_rows_come_in_slices_and_the_focus_goes_on(browser_page: Page, address: str) -> None:
    page = browser_page
    page.goto(f"{address}?status=all")
    expect(page.locator("tbody .pm-action")).to_have_count(100)
    more = page.get_by_role("button", name=re.compile(r"Show more \(\d+ left\)"))
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator("tbody .pm-action")).to_have_count(200)
    expect(page.locator("tbody .pm-action").nth(100).locator("a").first).to_be_focused()


def test_a_row_made_by_the_script_is_one_of_the_page(browser_page: Page, address: str) -> None:
    page = browser_page
    page.goto(address)
    rows = "[...document.querySelectorAll('tbody tr')].map((row) => row.innerText.replace(/\\s+/g, ' '))"
    links = "[...document.querySelectorAll('tbody a')].map((link) => link.href)"
    printed = page.evaluate(rows), page.evaluate(links)
    page.get_by_role("searchbox").fill("item")
    expect(page.locator("tbody tr")).to_have_count(100)
    assert texts(page)
    assert (page.evaluate(rows), page.evaluate(links)) == printed
    assert any("tracker.example/OPS-7" in link for link in printed[1])


def test_what_nobody_has_is_said_and_can_be_dropped(browser_page: Page, address: str) -> None:
    page = browser_page
    page.goto(f"{address}?owner=nobody%20%3Cb%3E")
    expect(page.locator(".pm-actions__none")).to_have_text("No action item is like that.")
    expect(page.get_by_role("table")).to_be_hidden()
    expect(page.get_by_role("combobox", name="or owner").locator("option:checked")).to_have_text(
        "nobody <b>"
    )
    page.get_by_role("combobox", name="or owner").select_option("")
    expect(page.get_by_role("table")).to_be_visible()


def test_a_list_that_is_gone_is_said(browser_page: Page, board: Path) -> None:
    page = browser_page
    page.route("**/actions/open.*.js", lambda route: route.abort())
    with serve(board) as url:
        page.goto(f"{url}actions.html?overdue=1")
        expect(page.get_by_role("status")).to_contain_text("Reload the page to try again")
        page.unroute("**/actions/open.*.js")
        page.get_by_role("combobox", name="Type").select_option("detect")
        expect(page.get_by_role("status")).to_contain_text("overdue")


def test_on_a_phone_filters_are_folded_and_nothing_scrolls_sideways(
    browser_page: Page, address: str
) -> None:
    page = browser_page
    page.set_viewport_size(PHONE)
    page.goto(f"{address}?status=all")
    expect(page.locator("tbody tr")).to_have_count(100)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    # laid out as blocks, and still a table for a screen reader
    assert page.get_by_role("row").count() > 100
    assert page.get_by_role("columnheader", name="Owner").count() == 1
    assert page.get_by_role("cell", name="Type detect").count() > 1
    expect(page.get_by_role("combobox", name="Type")).to_be_hidden()
    page.get_by_role("button", name="Filter and sort").click()
    page.get_by_role("combobox", name="Type").select_option("detect")
    expect(page).to_have_url(f"{address}?status=all&type=detect")
    for control in page.locator("form :is(select, input:not([type=checkbox]))").all():
        box = control.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= PHONE["width"]


def test_without_scripts_what_is_open_is_there(browser: Browser, board: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((board / "actions.html").as_uri())
    assert page.locator("tbody tr").count() == int(
        page.locator(".pm-actions__totals a").first.inner_text()
    )
    expect(page.get_by_text("Filtering and sorting need JavaScript.")).to_be_visible()
    expect(page.locator("form")).to_be_hidden()
    context.close()


def test_it_lives_through_instant_navigation(browser_page: Page, site_url: str) -> None:
    page = browser_page
    page.goto(f"{site_url}causes.html")
    # the theme takes over links once it has read the site map; until then they load pages anew
    page.wait_for_load_state("networkidle")
    page.evaluate("window.notReloaded = true")
    page.get_by_role("navigation", name="Tabs").get_by_role("link", name="Actions").click()
    page.get_by_role("combobox", name="Type").select_option("detect")
    expect(page).to_have_url(f"{site_url}actions.html?type=detect")
    expect(page.get_by_role("button", name="Clear filters")).to_be_visible()
    found = counts(page)
    page.locator("tbody .pm-action a").first.click()
    expect(page.locator(".pm-actions")).to_have_count(0)
    page.go_back()
    expect(page).to_have_url(f"{site_url}actions.html?type=detect")
    expect(page.get_by_role("combobox", name="Type")).to_have_value("detect")
    expect(page.get_by_role("button", name="Clear filters")).to_be_visible()
    assert counts(page) == found
    assert page.evaluate("window.notReloaded") is True
