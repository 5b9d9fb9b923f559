"""The archive page as its reader uses it: from a server with a strict policy, and from disk."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from archive_site import StrictHandler, found, hits, opened, settled
from built_site import serve
from postmortem_archive.archive.archive import Archive

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module", params=["http", "file"])
def address(request: pytest.FixtureRequest, archive_folder: Path) -> Iterator[str]:
    """Address of the page, from a server and from disk."""
    if request.param == "file":
        yield (archive_folder / "archive.html").as_uri()
        return
    with serve(archive_folder, StrictHandler) as url:
        yield f"{url}archive.html"


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
        "Is: overdue×",
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
    page.get_by_role("button", name="Search for conection service:checkout").click()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^[1-9]\d* of 60 postmortems"))
    notices = page.locator(".pm-notices")
    expect(notices).to_contain_text("showing results for 'connection service:checkout'")
    page.get_by_role("button", name='Search for "conection" service:checkout').click()
    expect(page.get_by_role("status")).to_have_text("0 of 60 postmortems")


def test_nothing_found_says_what_to_do(browser_page: Page, address: str) -> None:
    page = opened(browser_page, f"{address}?q=quorum+zebra&service=login")
    assert found(page) == 0
    page.get_by_role("button", name="Search without the filters").click()
    expect(page).to_have_url(f"{address}?q=quorum+zebra")
    page.locator(".pm-after").get_by_role("button", name="quorum").click()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^[1-9]\d* of 60 postmortems"))


@pytest.mark.parametrize("query", ["zebra", "service:zebra", '"the zebra"', "zebra -quorum"])
def test_nothing_found_offers_what_is_there(browser_page: Page, address: str, query: str) -> None:
    page = opened(browser_page, f"{address}?q={query}")
    offered = page.locator(".pm-after .pm-example").all_inner_texts()
    assert [example.partition(":")[0] for example in offered] == ["service", "cause", "after"]
    for example in offered:
        opened(page, f"{address}?q={query}")
        page.locator(".pm-after").get_by_role("button", name=example).click()
        expect(page.get_by_role("searchbox")).to_have_value(example)
        expect(page.get_by_role("status")).to_have_text(re.compile(r"^[1-9]\d* of 60 postmortems"))


def test_conditions_in_the_text_are_chips_too(browser_page: Page, address: str) -> None:
    page = opened(browser_page, f'{address}?q=pool service:cart -severity:sev3 longer:2h "a:b"')
    chips = page.locator(".pm-chip")
    assert chips.all_inner_texts() == [
        "Service: Checkout×",
        "Not severity: Minor×",
        "Longer: 2 h×",
    ]
    page.get_by_role("button", name="Drop the filter Not severity: Minor").click()
    expect(page.get_by_role("searchbox")).to_have_value('pool service:cart longer:2h "a:b"')
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.get_by_role("searchbox")).to_have_value('pool "a:b"')
    expect(chips).to_have_count(0)


def test_most_open_actions_first(browser_page: Page, address: str) -> None:
    page = opened(browser_page, f"{address}?sort=actions")
    lines = page.locator(".pm-hit__facts").all_inner_texts()
    numbers = [int(found[1]) if (found := re.search(r"(\d+) open", line)) else 0 for line in lines]
    assert numbers[0] > numbers[-1]
    assert numbers == sorted(numbers, reverse=True)
    expect(page.get_by_label("Sort")).to_have_value("actions")


def test_results_say_why_they_match(browser_page: Page, address: str) -> None:
    """By another name of a service, by a cause, by a tag: none of these words is in a title."""
    page = opened(browser_page, f"{address}?q=cart")
    for hit in page.locator(".pm-hit__facts").all():
        assert hit.locator("mark").all_inner_texts() == ["Checkout"]
    opened(page, f"{address}?q=defect")
    for hit in page.locator(".pm-hit__facts").all():
        assert hit.locator("mark").first.inner_text() == "defect"
    opened(page, f"{address}?q=friday")
    expect(page.locator(".pm-hit__tag").first).to_have_text("tag black friday")
    assert page.locator(".pm-hit__tag mark").first.inner_text() == "friday"


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
    targets = page.locator(
        ".pm-archive button, .pm-archive label.pm-choice, .pm-ask__query, .pm-facet__find"
    )
    for target in targets.all():
        box = target.bounding_box()
        assert box is None or box["height"] >= 44, target.inner_text()
    page.locator(".pm-drawer__done").click()
    expect(page.locator(".pm-facets")).to_be_hidden()


def test_without_scripts_there_is_a_list(browser: Browser, address: str, made: Archive) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    titles = page.locator(".pm-archive__plain .pm-entry__title").all_inner_texts()
    assert titles == [item.title for item in made.postmortems[:50]]
    assert page.locator(".pm-archive__search").is_hidden()
    context.close()


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
