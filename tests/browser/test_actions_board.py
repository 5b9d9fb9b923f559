"""The actions board as its reader uses it; what it finds is what ``postmortem actions`` finds."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from action_archive import DAY, write_action_archive
from archive_site import StrictHandler, write_files
from built_site import serve
from places import ROOT
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.cli.main import main
from postmortem_archive.publish.assets import asset_files, asset_url
from postmortem_archive.publish.data.action_lists import action_lists
from postmortem_archive.publish.pages.actions import write_actions
from postmortem_archive.publish.site import Site, SiteOptions
from postmortem_archive.search.plain import plain_text

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
COUNT = re.compile(r"([\d,]+) (open|overdue|without a due date|closed)")

Command = Callable[..., dict[str, Any]]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Calls ``postmortem actions`` on the board's day; what it prints as JSON."""

    def call(folder: Path, *words: str) -> dict[str, Any]:
        asked = ["actions", "--format", "json", "--archive", str(folder), *words]
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780300000")  # DAY
        monkeypatch.setattr(sys, "argv", ["postmortem", *asked])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code
        found = json.loads(capsys.readouterr().out)
        assert found["today"] == DAY.isoformat()
        return dict(found)

    return call


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up archive of some 250 items."""
    return write_action_archive(tmp_path_factory.mktemp("actions"), 60)


@pytest.fixture(scope="module")
def board(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its board."""
    return write_board(archive, tmp_path_factory.mktemp("board"))


@pytest.fixture(scope="module", params=["http", "file"])
def address(request: pytest.FixtureRequest, board: Path) -> Iterator[str]:
    """Address of the board, from a server with a strict policy and from disk."""
    if request.param == "file":
        yield (board / "actions.html").as_uri()
        return
    with serve(board, StrictHandler) as url:
        yield f"{url}actions.html"


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
    return {words: int(number.replace(",", "")) for number, words in COUNT.findall(said)}


def matches(page: Page, found: dict[str, Any]) -> None:
    """Check that the board shows what the command found, in the same order."""
    numbers = found["counts"]
    expected = {
        "open": numbers["open"],
        "overdue": numbers["overdue"],
        "without a due date": numbers["without_due_date"],
    }
    if numbers["closed"]:
        expected["closed"] = numbers["closed"]
    words = ", ".join(f"{number:,} {name}" for name, number in expected.items())
    expect(page.get_by_role("status")).to_have_text(words)
    items = [" ".join(plain_text(action["action"]).split()) for action in found["actions"]]
    assert texts(page) == items


@pytest.mark.parametrize(
    "case",
    [
        ({}, []),
        ({"overdue": "1"}, ["--overdue"]),
        ({"status": "all"}, ["--all"]),
        ({"status": "done"}, ["--status", "done"]),
        ({"status": "in-progress"}, ["--status", "in-progress"]),
        ({"status": "wont-do", "overdue": "1"}, ["--status", "wont-do", "--overdue"]),
        ({"type": "detect", "status": "all"}, ["--type", "detect", "--all"]),
        ({"team": "payments"}, ["--team", "payments"]),
        ({"team": "Pay"}, ["--team", "Pay"]),
        ({"owner": "ana"}, ["--owner", "ana"]),
        ({"owner": "@Ana"}, ["--owner", "@Ana"]),
        ({"owner": "BO LIND"}, ["--owner", "BO LIND"]),
        ({"owner": "@acme/payments"}, ["--owner", "@acme/payments"]),
        ({"team": "payments", "owner": "dörte"}, ["--team", "payments", "--owner", "dörte"]),
        ({"service": "login"}, ["--service", "login"]),
        ({"service": "Cart", "team": "pay"}, ["--service", "Cart", "--team", "pay"]),
        ({"sort": "owner"}, ["--sort", "owner"]),
        ({"sort": "owner", "status": "all"}, ["--sort", "owner", "--all"]),
        ({"sort": "started", "status": "all"}, ["--sort", "started", "--all"]),
    ],
)
def test_it_finds_what_the_command_finds(
    browser_page: Page,
    board: Path,
    archive: Path,
    command: Command,
    case: tuple[dict[str, str], list[str]],
) -> None:
    asked, words = case
    browser_page.goto(f"{(board / 'actions.html').as_uri()}?{urlencode(asked)}")
    found = command(archive, *words)
    assert found["actions"] or "wont-do" in words
    matches(browser_page, found)


def test_a_postmortem_alone(
    browser_page: Page, board: Path, archive: Path, command: Command
) -> None:
    name = command(archive)["actions"][0]["postmortem"]
    browser_page.goto(f"{(board / 'actions.html').as_uri()}?postmortem={name}&status=all")
    matches(browser_page, command(archive, "--all", "--postmortem", name))
    browser_page.get_by_role("button", name="Show all postmortems").click()
    matches(browser_page, command(archive, "--all"))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", []),
        ("overdue=1", ["--overdue"]),
        ("status=all&sort=started", ["--all", "--sort", "started"]),
        ("team=cloudflare&type=detect", ["--team", "cloudflare", "--type", "detect"]),
        ("service=aws-ec2&status=all", ["--service", "aws-ec2", "--all"]),
    ],
)
def test_so_it_does_in_the_own_archive(
    browser_page: Page,
    own_board: Path,
    command: Command,
    asked: str,
    words: list[str],
) -> None:
    browser_page.goto(f"{own_board.as_uri()}?{asked}")
    found = command(ROOT / "postmortems", *words)
    assert found["actions"]
    matches(browser_page, found)


@pytest.fixture(scope="module")
def own_board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The board of the project's own archive."""
    return write_board(ROOT / "postmortems", tmp_path_factory.mktemp("own-board")) / "actions.html"


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
