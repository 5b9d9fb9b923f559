"""The archive page's filters: long groups, and the drawer of narrow screens."""

import re

import pytest
from playwright.sync_api import Page, expect

from archive_site import hits, opened

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def own_archive(browser_page: Page, site_url: str) -> Page:
    """The project's own archive, which has dozens of services."""
    return opened(browser_page, site_url + "archive.html")


def names(page: Page, title: str = "Services") -> list[str]:
    """The values that a group of filters shows."""
    group = page.get_by_role("group", name=title, exact=True)
    return group.locator(".pm-choice__name").all_inner_texts()


def test_a_long_group_can_be_searched(own_archive: Page) -> None:
    page = own_archive
    assert len(names(page)) == 6
    find = page.get_by_role("textbox", name="Find among services")
    find.fill("AZURE")
    found = names(page)
    assert found
    assert all("azure" in name.lower() for name in found)
    page.get_by_label(found[0], exact=False).first.check()
    expect(page.locator(".pm-chip")).to_have_text([f"Service: {found[0]}×"])
    expect(find).to_have_value("AZURE")
    find.fill("nobody calls it so")
    assert names(page) == [found[0]]  # what is chosen stays in sight
    expect(page.get_by_role("group", name="Services")).to_contain_text("None is called so.")
    find.fill("")
    assert found[0] in names(page)
    # a short group has no box
    expect(page.get_by_role("textbox", name="Find among severities")).to_have_count(0)


def test_the_keyboard_stays_where_it_was(own_archive: Page) -> None:
    page = own_archive
    page.get_by_role("textbox", name="Find among causes").focus()
    page.keyboard.type("software")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".pm-chip")).to_have_text(["Cause: Software defect×"])
    expect(page.get_by_role("checkbox", name="Software defect")).to_be_focused()
    page.get_by_role("group", name="Services").get_by_role("button", name="Show all").click()
    expect(page.get_by_role("button", name="Show fewer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("group", name="Services").get_by_role("button", name="Show all")
    ).to_be_focused()


def test_the_drawer_of_a_phone(own_archive: Page) -> None:
    page = own_archive
    page.set_viewport_size(PHONE)
    button = page.get_by_role("button", name="Filters", exact=True)
    drawer = page.get_by_role("dialog", name="Filters")
    expect(page.locator(".pm-facets")).to_be_hidden()
    button.click()
    expect(drawer).to_be_visible()
    for _ in range(60):  # the focus goes round in the drawer, or to the browser's own buttons
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    done = drawer.get_by_role("button", name=re.compile(r"^Show \d+ postmortems$"))
    everything = done.inner_text()
    drawer.get_by_label("SEV1").check()
    expect(done).not_to_have_text(everything)
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(button).to_be_focused()
    expect(page.locator(".pm-chip")).to_have_count(1)
    button.click()
    page.mouse.click(10, 400)  # beside it
    expect(drawer).to_be_hidden()
    button.click()
    done.click()
    expect(drawer).to_be_hidden()
    button.click()
    drawer.get_by_role("button", name="Close").click()
    expect(drawer).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator(".pm-archive__columns > .pm-facets")).to_be_visible()


def test_an_open_drawer_closes_when_the_window_grows(own_archive: Page) -> None:
    page = own_archive
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Filters", exact=True).click()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.get_by_role("dialog", name="Filters")).to_be_hidden()
    expect(page.locator(".pm-archive__columns > .pm-facets")).to_be_visible()


def test_the_printed_page_is_the_question_and_the_list(own_archive: Page) -> None:
    page = opened(own_archive, f"{own_archive.url}?q=database&severity=sev1")
    page.emulate_media(media="print")
    assert hits(page)
    asked = page.locator(".pm-ask__query")
    expect(asked).to_be_visible()
    expect(asked).to_be_focused()  # as a page is opened, and yet printed as text
    expect(asked).to_have_css("outline-width", "0px")
    expect(page.locator(".pm-chip")).to_be_visible()
    expect(page.locator(".pm-status")).to_be_visible()
    expect(page.locator(".pm-hit").first).to_be_visible()
    for control in (
        ".pm-ask__help",
        ".pm-facets",
        ".pm-sort",
        ".pm-more",
        ".pm-bar__filters",
        ".pm-also",
    ):
        for part in page.locator(control).all():
            expect(part).to_be_hidden()
    page.emulate_media(media="screen")
    opened(page, page.url.partition("?")[0])
    page.emulate_media(media="print")
    expect(asked).to_be_hidden()  # nothing was asked
