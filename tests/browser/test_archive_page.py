"""The archive page as its reader uses it: from a server with a strict policy, and from disk."""

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from made_archive import TODAY
from postmortem_archive.archive.archive import Archive
from postmortem_archive.publish.archive_page import INDEX_FOLDER, write_archive
from postmortem_archive.publish.assets import asset_files, asset_url
from postmortem_archive.publish.pages import Site
from postmortem_archive.search.export import export

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


class StrictHandler(SimpleHTTPRequestHandler):
    """Serves a folder under a policy that allows nothing but the site's own files."""

    def end_headers(self) -> None:
        """Add the policy to every answer."""
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


@pytest.fixture(scope="module")
def folder(made: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that has only the archive page and what it needs."""
    folder = tmp_path_factory.mktemp("archive-page")
    site = Site(made, TODAY, use_directory_urls=False)
    files = {name: _bytes(data) for name, data in asset_files().items()}
    files |= {f"{INDEX_FOLDER}/{name}": data for name, data in export(made).items()}
    style = f'<link rel="stylesheet" href="{asset_url("postmortems.css")}">'
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">{style}'
    page = f'<!doctype html><html lang="en">{head}<body class="md-typeset">'
    files["archive.html"] = (page + write_archive(site).html).encode()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


@pytest.fixture(scope="module", params=["http", "file"])
def address(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """Address of the page, from a server and from disk."""
    if request.param == "file":
        yield (folder / "archive.html").as_uri()
        return
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(StrictHandler, directory=str(folder))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/archive.html"
        server.shutdown()


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    return settled(page)


def settled(page: Page) -> Page:
    """The page, once what it shows answers what was asked last."""
    expect(page.locator(".pm-found")).to_have_attribute("aria-busy", "false")
    return page


def hits(page: Page) -> list[str]:
    return page.locator(".pm-hit__title").all_inner_texts()


def found(page: Page) -> int:
    return int(page.get_by_role("status").inner_text().split()[0])


def test_it_opens_with_the_newest(browser_page: Page, address: str, made: Archive) -> None:
    page = opened(browser_page, address)
    assert found(page) == 60
    assert hits(page) == [item.title for item in made.postmortems[:20]]
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("button", name="Show more (40 left)").click()
    expect(page.locator(".pm-hit")).to_have_count(40)
    expect(page.locator(".pm-archive__plain")).to_be_hidden()


def test_typing_finds_and_marks(browser_page: Page, address: str) -> None:
    page = opened(browser_page, address)
    page.keyboard.type("exhau", delay=5)
    settled(page)
    assert {text.lower()[:5] for text in page.locator("mark").all_inner_texts()} == {"exhau"}
    page.get_by_role("searchbox").fill("us-east-1 ")
    expect(page.locator("mark").first).to_have_text("us-east-1")
    settled(page)
    assert all("us-east-1" in text for text in page.locator(".pm-hit").all_inner_texts())


def test_filters_count_exactly_what_they_leave(browser_page: Page, address: str) -> None:
    page = opened(browser_page, f"{address}?q=pool")
    before = found(page)
    choice = page.locator(".pm-facet", has_text="Services").locator("label").first
    name, count = choice.inner_text().split("\n")
    others = page.locator(".pm-facet", has_text="Services").locator("label").all_inner_texts()
    choice.click()
    expect(page.get_by_role("status")).to_have_text(f"{count} of 60 postmortems")
    assert int(count) < before
    # a facet does not constrain itself: the other services keep their counts
    after = page.locator(".pm-facet", has_text="Services").locator("label").all_inner_texts()
    assert sorted(after) == sorted(others)
    page.get_by_role("button", name=f"Drop the filter Service: {name}").click()
    expect(page.get_by_role("status")).to_have_text(f"{before} of 60 postmortems")


def test_the_address_says_what_is_shown(browser_page: Page, address: str) -> None:
    page = opened(browser_page, address)
    page.get_by_role("searchbox").fill("pool worker")
    page.locator("label", has_text="Checkout").click()
    page.get_by_label("Sort").select_option("longest")
    expect(page).to_have_url(f"{address}?q=pool+worker&service=checkout&sort=longest")
    shown = hits(settled(page))
    page.reload()
    assert hits(settled(page)) == shown
    expect(page.get_by_role("searchbox")).to_have_value("pool worker")
    page.go_back()
    expect(page).to_have_url(f"{address}?q=pool+worker&service=checkout")
    page.go_back()
    expect(page).to_have_url(f"{address}?q=pool+worker")
    expect(page.get_by_label("Sort")).to_have_value("relevance")
    expect(page.locator(".pm-chip")).to_have_count(0)


def test_links_of_index_pages_arrive(browser_page: Page, address: str) -> None:
    query = "?q=is%3Aoverdue&service=checkout,login&severity=sev1&tag=black+friday"
    page = opened(browser_page, address + query)
    assert page.locator(".pm-chip").all_inner_texts() == [
        "Service: Checkout×",
        "Service: Login×",
        "Severity: Critical×",
        "Tag: black friday×",
    ]


def test_the_keyboard_is_enough(browser_page: Page, address: str) -> None:
    page = opened(browser_page, address)
    page.get_by_label("Sort").focus()
    page.keyboard.press("?")  # a select takes typed letters itself
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator(".pm-help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".pm-help")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("pool/healthz?")  # in the box these are letters
    expect(page.get_by_role("searchbox")).to_have_value("pool/healthz?")
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(page.get_by_role("status")).to_have_text("60 postmortems")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".pm-hit__title").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_results_lead_to_their_pages(browser_page: Page, address: str, made: Archive) -> None:
    page = opened(browser_page, address)
    link = page.locator(".pm-hit__title").first.get_attribute("href")
    assert link == f"postmortems/{made.postmortems[0].id}.html"


def test_a_slip_is_said_and_offered(browser_page: Page, address: str) -> None:
    page = opened(browser_page, f"{address}?q=conection+service:chekout")
    expect(page.locator(".pm-notices")).to_contain_text("No service is called 'chekout'.")
    expect(page.locator(".pm-notices")).to_contain_text("Did you mean 'checkout'?")
    page.get_by_role("button", name="Search for conection service:checkout").click()
    page.get_by_role("button", name="Search for connections service:checkout").click()
    expect(page.get_by_role("searchbox")).to_have_value("connections service:checkout")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^[1-9]\d* of 60 postmortems"))


def test_nothing_found_says_what_to_do(browser_page: Page, address: str) -> None:
    page = opened(browser_page, f"{address}?q=quorum+zebra&service=login")
    assert found(page) == 0
    page.get_by_role("button", name="Search without the filters").click()
    expect(page).to_have_url(f"{address}?q=quorum+zebra")


def test_what_was_typed_is_never_markup(browser_page: Page, address: str) -> None:
    text = "<img src=x onerror=alert(1)> service:<b>x</b>"
    page = opened(browser_page, address)
    page.get_by_role("searchbox").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".pm-notices")).to_contain_text("<b>x</b>")
    assert page.locator(".pm-archive img, .pm-archive b").count() == 0


@pytest.mark.parametrize("query", ["", "?q=pool", "?q=%22", "?q=quorum+zebra", f"?q={'x' * 3000}"])
def test_a_phone_scrolls_down_only(browser_page: Page, address: str, query: str) -> None:
    browser_page.set_viewport_size(PHONE)
    page = opened(browser_page, address + query)
    expect(page.get_by_role("searchbox")).not_to_be_focused()  # no keyboard over the results
    page.get_by_role("button", name="How to search").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="How to search").click()
    page.get_by_role("button", name="Filters").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    targets = page.locator(".pm-archive button, .pm-archive label.pm-choice, .pm-ask__query")
    for target in targets.all():
        box = target.bounding_box()
        assert box is None or box["height"] >= 44, target.inner_text()
    page.locator(".pm-facets__done").click()
    expect(page.locator(".pm-facets")).to_be_hidden()


def test_a_site_that_is_being_replaced_is_said(
    browser: Browser, folder: Path, address: str
) -> None:
    page = browser.new_page()
    page.route("**/facts-*.js", lambda route: route.abort())
    page.goto(address)
    expect(page.get_by_role("status")).to_contain_text("being updated")
    page.unroute("**/facts-*.js")
    expect(page.get_by_role("status")).to_have_text("60 postmortems", timeout=10_000)
    page.close()


def test_without_scripts_there_is_a_list(browser: Browser, address: str, made: Archive) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    titles = page.locator(".pm-archive__plain .pm-entry__title").all_inner_texts()
    assert titles == [item.title for item in made.postmortems[:50]]
    assert page.locator(".pm-archive__search").is_hidden()
    context.close()


def test_scripts_may_arrive_in_any_order(browser_page: Page, address: str) -> None:
    """The theme's instant navigation puts copies of all scripts into the page at once."""
    browser_page.route("**/*.js", lambda route: route.abort())
    browser_page.goto(address)
    browser_page.unroute("**/*.js")
    browser_page.evaluate(
        """() => [...document.querySelectorAll("script")].reverse().forEach((old, i) => {
          const copy = document.createElement("script");
          copy.src = old.src;
          setTimeout(() => old.replaceWith(copy), i * 30);
        })"""
    )
    expect(browser_page.get_by_role("status")).to_have_text("60 postmortems")


def test_it_works_again_after_an_instant_navigation(browser_page: Page, site_url: str) -> None:
    """Within the theme, which replaces the page's content instead of loading a new page."""
    page = opened(browser_page, site_url + "archive.html?q=database")
    before = found(page)
    for _ in range(2):
        page.locator(".pm-hit__title").first.click()
        expect(page.locator("h1")).not_to_have_text("Archive")
        page.go_back()
        expect(page.get_by_role("status")).to_contain_text(f"{before} of ")
        expect(page.get_by_role("searchbox")).to_have_value("database")
    page.locator("h1").click()
    page.keyboard.press("?")  # heard once: a second listener would hide it again
    expect(page.locator(".pm-help")).to_be_visible()
