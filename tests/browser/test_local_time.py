"""Times are in UTC, and in the reader's own zone when asked for; nothing of it is lost on the way back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from built_site import build_site, serve
from difficult_archive import MKDOCS_YML

pytestmark = pytest.mark.browser

POSTMORTEM = """\
---
title: Two days
status: draft
severity: sev1
services: [orders]
causes: [capacity]
started: 2026-03-07T22:30Z
detected: 2026-03-07T22:40Z
resolved: 2026-03-08T01:10Z
---

## Timeline

| Time (UTC) | What happened |
|---|---|
| 2026-03-07 22:30 | **Started**: orders fail |
| ~22:40 | **Detected**: an alert |
| 23:50:30–00:20 | the pool is enlarged |
| 2026-03-08 | a day without a time |
| 01:10 | **Resolved** |

## Lessons learned

- text
"""
LIST = (
    POSTMORTEM.partition("| Time")[0] + "- 22:30 **Started**: orders fail\n- 01:10 **Resolved**\n"
)

ZONES = {
    "America/New_York": {
        "kicker": "7 March 2026 17:30 – 20:10 GMT-5",
        "status": "America/New York, GMT-5",
        "steps": ["17:30 7 Mar", "~17:40", "20:10 7 Mar"],
        "rows": ["7 Mar 17:30", "~17:40", "18:50:30–19:20", "2026-03-08", "20:10"],
        "items": ["7 Mar 17:30 GMT-5", "20:10 GMT-5"],
    },
    "Asia/Kathmandu": {
        "kicker": "8 March 2026 04:15 – 06:55 GMT+5:45",
        "status": "GMT+5:45",
        "steps": ["04:15 8 Mar", "~04:25", "06:55 8 Mar"],
        "rows": ["8 Mar 04:15", "~04:25", "05:35:30–06:05", "2026-03-08", "06:55"],
        "items": ["8 Mar 04:15 GMT+5:45", "06:55 GMT+5:45"],
    },
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = tmp_path_factory.mktemp("local-time")
    (project / "docs").mkdir()
    (project / "postmortems").mkdir()
    (project / "mkdocs.yml").write_text(MKDOCS_YML, "utf-8")
    (project / "postmortems/2026-03-07-table.md").write_text(POSTMORTEM, "utf-8")
    (project / "postmortems/2026-03-07-list.md").write_text(LIST, "utf-8")
    with serve(build_site(project, project / "site")) as url:
        yield f"{url}postmortems/2026-03-07-"


@pytest.fixture(params=ZONES)
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, str]]:
    """A reader's page, and the zone in which it is read."""
    context = browser.new_context(timezone_id=request.param)
    yield context.new_page(), request.param
    context.close()


def words(page: Page, selector: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts()]


def test_every_time_is_told_in_the_readers_zone_and_back(
    reader: tuple[Page, str], address: str
) -> None:
    page, zone = reader
    page.goto(f"{address}table/")
    before = page.locator("article").inner_html()
    button = page.get_by_role("button", name="Show in my time")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert words(page, ".pm-kicker__when") == ["7 March 2026 22:30 – 8 March 2026 01:10 UTC"]
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    told = ZONES[zone]
    assert words(page, ".pm-kicker__when") == [told["kicker"]]
    assert str(told["status"]) in page.locator(".pm-my-time [role=status]").inner_text()
    steps = [re.sub(r"(started|detected|resolved) ?", "", text) for text in words(page, ".pm-step")]
    assert [re.sub(r" ?(about )?[\d hmin]+ later", "", text) for text in steps] == told["steps"]
    assert words(page, ".pm-section--timeline td:first-child") == told["rows"]
    heading = page.locator(".pm-section--timeline th").first.inner_text()
    assert heading.startswith("Your time, GMT")
    assert "times in GMT" in page.locator(".pm-time__legend").inner_text()
    assert "UTC" not in page.locator(".pm-time").inner_text()
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert words(page, ".pm-section--timeline td:first-child") == told["rows"]
    button.click()
    assert page.locator("article").inner_html() == before


def test_an_item_keeps_the_authors_words(reader: tuple[Page, str], address: str) -> None:
    page, zone = reader
    page.goto(f"{address}list/")
    items = words(page, ".pm-section--timeline li")
    page.get_by_role("button", name="Show in my time").click()
    assert words(page, ".pm-section--timeline li time") == ZONES[zone]["items"]
    assert all(
        text.endswith(item)
        for text, item in zip(words(page, ".pm-section--timeline li"), items, strict=True)
    )
    page.get_by_role("button", name="Show in my time").click()
    assert words(page, ".pm-section--timeline li") == items


def test_who_lives_by_utc_or_without_scripts_is_not_asked(browser: Browser, address: str) -> None:
    for options in ({"timezone_id": "UTC"}, {"java_script_enabled": False}):
        context = browser.new_context(**options)
        page = context.new_page()
        page.goto(f"{address}table/")
        expect(page.locator(".pm-my-time")).to_be_hidden()
        assert words(page, ".pm-kicker__when") == ["7 March 2026 22:30 – 8 March 2026 01:10 UTC"]
        context.close()


def test_a_browser_that_keeps_nothing_shows_it_all_the_same(browser: Browser, address: str) -> None:
    context = browser.new_context(timezone_id="Asia/Kathmandu")
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied') } })"
    )
    page = context.new_page()
    page.goto(f"{address}table/")
    page.get_by_role("button", name="Show in my time").click()
    assert words(page, ".pm-section--timeline td:first-child")[0] == "8 Mar 04:15"
    context.close()
