"""The search box in the header of every page, and the site's other pages in the archive's search."""

import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from archive_site import hits, opened, settled
from built_site import build_site, serve
from places import SITES

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
PAGES = [
    "index.html",
    "postmortems/2019-07-02-cloudflare-waf-regex.html",
    "services.html",
    "causes/config-change.html",
    "guide/search.html",
    "reference/rules/index.html",
    "404.html",
]
BOX = ".pm-header input"
POSTMORTEMS = [".pm-status", ".pm-facets", ".pm-found > .pm-hits"]


def ready(page: Page, address: str) -> Page:
    """The page at an address, once the theme is done with it: just before, it closes its boxes."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def complete(page: Page) -> Page:
    """The page, once it has answered for the site's other pages too."""
    expect(page.locator(".pm-also")).to_have_attribute("aria-busy", "false")
    return page


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("key", ["/", "s"])
def test_a_key_the_words_enter(browser_page: Page, site_url: str, address: str, key: str) -> None:
    ready(browser_page, site_url + address).keyboard.press(key)
    expect(browser_page.locator(BOX)).to_be_focused()
    expect(browser_page.locator(BOX)).to_have_value("")
    browser_page.keyboard.type('"regular expression" cpu')
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(f"{site_url}archive.html?q=%22regular+expression%22+cpu")
    expect(browser_page.get_by_role("searchbox")).to_have_value('"regular expression" cpu')
    assert "Cloudflare" in hits(settled(browser_page))[0]


@pytest.mark.parametrize("address", [page for page in PAGES if page != "404.html"])
def test_it_works_from_disk_and_without_scripts(
    browser: Browser, site_folder: Path, address: str
) -> None:
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto((site_folder / address).as_uri())
        page.locator(BOX).fill("connection pool")
        page.locator(BOX).press("Enter")
        archive = (site_folder / "archive.html").as_uri()
        expect(page).to_have_url(f"{archive}?q=connection+pool")
        context.close()


def test_escape_and_a_click_beside_it_close_it(browser_page: Page, site_url: str) -> None:
    ready(browser_page, site_url + "guide/write.html")
    box, help = browser_page.locator(BOX), browser_page.locator(".pm-header__help")
    expect(help).to_be_hidden()
    box.click()
    expect(help).to_be_visible()
    box.press("Escape")
    expect(help).to_be_hidden()
    expect(box).not_to_be_focused()
    box.click()
    browser_page.mouse.click(300, 700)
    expect(help).to_be_hidden()


def test_on_a_phone_it_is_behind_the_magnifier(browser_page: Page, site_url: str) -> None:
    browser_page.set_viewport_size(PHONE)
    ready(browser_page, site_url + "guide/write.html")
    expect(browser_page.locator(BOX)).not_to_be_in_viewport()
    browser_page.locator("label.md-header__button[for=__search]").click()
    expect(browser_page.locator(BOX)).to_be_focused()
    browser_page.keyboard.type("pool")
    # the theme holds the page still once the box has moved in
    expect(browser_page.locator("body")).to_have_attribute("data-md-scrolllock", "")
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(f"{site_url}archive.html?q=pool")


def test_it_leads_to_the_archive_after_an_instant_navigation(
    browser_page: Page, site_url: str
) -> None:
    """The theme then keeps the header of the first page, whose links were relative to that."""
    browser_page.goto(site_url + "causes.html")
    browser_page.wait_for_load_state("networkidle")
    browser_page.evaluate("window.notReloaded = true")
    browser_page.get_by_role("link", name="Configuration change", exact=True).click()
    expect(browser_page).to_have_url(site_url + "causes/config-change.html")
    assert browser_page.evaluate("window.notReloaded") is True
    browser_page.wait_for_timeout(500)  # just after a navigation the theme closes its boxes
    browser_page.keyboard.press("/")
    expect(browser_page.locator(BOX)).to_be_focused()
    browser_page.keyboard.type("pool")
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(f"{site_url}archive.html?q=pool")


def test_it_is_there_when_the_archive_page_is_left(browser_page: Page, site_url: str) -> None:
    page = opened(browser_page, f"{site_url}archive.html?q=database")
    page.wait_for_load_state("networkidle")
    page.locator(".pm-hit__title").first.click()
    expect(page.locator(".pm-kicker")).to_be_visible()
    page.wait_for_timeout(500)  # just after a navigation the theme closes its boxes
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("pool")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site_url}archive.html?q=pool")


def test_addresses_may_be_folders(browser_page: Page, tmp_path: Path) -> None:
    with serve(build_site(SITES / "small", tmp_path / "site")) as url:
        ready(browser_page, f"{url}postmortems/2024-03-12-checkout-pool-exhausted/")
        browser_page.keyboard.press("/")
        browser_page.keyboard.type("home")
        browser_page.keyboard.press("Enter")
        expect(browser_page).to_have_url(f"{url}archive/?q=home")
        browser_page.locator(".pm-other__title").click()
        expect(browser_page).to_have_url(re.compile(f"^{re.escape(url)}(#.*)?$"))


def test_a_long_text_is_not_sent_to_the_server(browser_page: Page, site_url: str) -> None:
    ready(browser_page, site_url + "guide/write.html")
    text = " ".join(f"regular expression {number}" for number in range(300))
    browser_page.locator(BOX).fill(text)
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(re.compile(r"/archive\.html#q="))
    expect(browser_page.get_by_role("searchbox")).to_have_value(text)


TRACE = """java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available
\tat com.zaxxer.hikari.pool.HikariPool.createTimeoutException(HikariPool.java:696)
\tat com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:197)
"""

_PASTE = """([selector, text]) => {
  const data = new DataTransfer();
  data.setData("text", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(event);
}"""


def test_lines_that_are_pasted_stay_lines(browser_page: Page, site_url: str) -> None:
    page = browser_page
    ready(page, site_url + "guide/write.html")
    page.evaluate(_PASTE, [BOX, TRACE])
    page.locator(BOX).press("Enter")
    expect(page).to_have_url(re.compile(r"archive\.html#q=.*available%0A%09at"))
    by_header = complete(settled(page)).locator(".pm-archive__search").inner_text()
    assert "A pasted text" in by_header
    opened(page, site_url + "archive.html")
    page.evaluate(_PASTE, ["#pm-query", TRACE])
    assert complete(settled(page)).locator(".pm-archive__search").inner_text() == by_header
    page.get_by_role("searchbox").press("Enter")
    page.reload()
    assert complete(settled(page)).locator(".pm-archive__search").inner_text() == by_header


def test_the_archive_page_has_one_box(browser_page: Page, site_url: str) -> None:
    opened(browser_page, site_url + "archive.html")
    expect(browser_page.locator(BOX)).to_be_hidden()
    browser_page.locator("h1").click()
    browser_page.keyboard.press("s")
    expect(browser_page.get_by_role("searchbox")).to_be_focused()


def test_other_pages_stand_apart(browser_page: Page, site_url: str) -> None:
    page = opened(browser_page, f"{site_url}archive.html?q=strict+build")
    titles = page.locator(".pm-other__title")
    expect(titles.filter(has_text="whoever publishes the site")).to_have_count(1)
    assert 1 <= titles.count() <= 5
    assert set(titles.all_inner_texts()).isdisjoint(hits(page))
    for excerpt in page.locator(".pm-other .pm-hit__excerpt").all():
        assert excerpt.locator("mark").count()
    page.locator(".pm-bar__also").click()
    expect(titles.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/(?:guide|reference|decisions)/.*\.html(#|$)"))


def test_other_pages_are_found_by_words_alone(browser_page: Page, site_url: str) -> None:
    page = complete(opened(browser_page, f"{site_url}archive.html?q=front+matter+-zebra"))
    expect(page.locator(".pm-other").first).to_be_visible()
    for query in ("", "?q=front+matter+after:2001", "?q=front+matter&severity=sev1", "?q=-matter"):
        complete(opened(page, f"{site_url}archive.html{query}"))
        assert page.locator(".pm-also").inner_text() == "", query


def test_other_pages_are_found_by_words_of_their_own_and_by_corrected_ones(
    browser_page: Page, site_url: str
) -> None:
    page = complete(opened(browser_page, f"{site_url}archive.html?q=use_directory_urls"))
    expect(page.locator(".pm-other mark").first).to_have_text("use_directory_urls")
    complete(opened(page, f"{site_url}archive.html?q=conectoin+pooll"))
    expect(page.locator(".pm-other mark").first).to_have_text(re.compile("connection|pool", re.I))


def test_their_missing_file_is_said_and_changes_nothing_else(
    browser: Browser, site_url: str
) -> None:
    page = browser.new_page()
    address = f"{site_url}archive.html?q=database"
    right = [complete(opened(page, address)).locator(part).inner_text() for part in POSTMORTEMS]
    page.route("**/pages-*.js", lambda route: route.abort())
    complete(opened(page, address))
    expect(page.locator(".pm-also")).to_contain_text("cannot be searched just now")
    assert [page.locator(part).inner_text() for part in POSTMORTEMS] == right
    page.close()


@pytest.fixture(scope="module")
def unzipped(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site after a journey: zipped, and unzipped in another place."""
    folder = tmp_path_factory.mktemp("elsewhere (copy)")
    archive = Path(shutil.make_archive(str(folder / "site"), "zip", site_folder))
    with ZipFile(archive) as opened_archive:
        opened_archive.extractall(folder / "ünzipped #1")
    return folder / "ünzipped #1"


QUERIES = [
    "?q=connection+pool",
    "?q=%22regular+expression%22",
    "?q=databse",
    "?q=xyzzy",
    "?q=longer%3A2h&cause=config-change&sort=longest",
    "?severity=sev1&sort=actions",
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_shared_address_shows_the_same_elsewhere(
    browser: Browser, site_url: str, unzipped: Path, query: str
) -> None:
    """In a fresh browser, and in a copy of the folder that is opened from disk."""
    seen = []
    for address in (site_url, site_url, f"{unzipped.as_uri()}/"):
        context = browser.new_context()
        page = opened(context.new_page(), f"{address}archive.html{query}")
        seen.append(complete(page).locator(".pm-archive__search").inner_text())
        context.close()
    assert seen[0] == seen[1] == seen[2]


def test_results_of_the_copy_lead_to_its_pages(browser_page: Page, unzipped: Path) -> None:
    page = opened(browser_page, f"{(unzipped / 'archive.html').as_uri()}?q=front+matter")
    page.locator(".pm-other__title").first.click()
    assert page.url.startswith(unzipped.as_uri())
    expect(page.locator("h1")).to_be_visible()
    page.go_back()
    settled(page).locator(".pm-hit__title").first.click()
    expect(page.locator(".pm-kicker")).to_be_visible()
