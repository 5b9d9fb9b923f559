"""The public edition in a browser: nothing of what nobody outside is told is asked for, named or missed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from built_site import serve
from public_project import FIRST_ID, SECOND, SECOND_ID, write_public_project
from site_tree import started

pytestmark = pytest.mark.browser
_PATIENCE = 60
UNTOLD = (
    "not recorded",
    "Detected by",
    "Cause",
    "Trigger",
    "Action items",
    "Authors",
    "To be done",
)


def built(root: Path) -> Path:
    """The public edition of a project."""
    process = started(root, "build", "--edition", "public", "--strict")
    _, said = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 0, said
    return root / "public" / "site"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a public edition with two postmortems; ends with a slash."""
    root = write_public_project(tmp_path_factory.mktemp("public") / "shop")
    with serve(built(root)) as address:
        yield address


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "address",
    ["", "archive/", f"postmortems/{FIRST_ID}/", "services/orders/", "severities/", "years/2026/"],
)
def test_nothing_is_missed(browser_page: Page, url: str, address: str, width: int) -> None:
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.goto(url + address)
    main = browser_page.locator(".pm-page").first
    expect(main).to_be_visible()
    text = main.inner_text()
    assert [word for word in UNTOLD if word.casefold() in text.casefold()] == []
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= width


def test_search_finds_public_texts(browser_page: Page, url: str) -> None:
    browser_page.goto(f"{url}archive/?q=capacity")
    hits = browser_page.locator(".pm-hits a")
    expect(hits).to_have_count(1)
    assert SECOND_ID in (hits.get_attribute("href") or "")
    names = browser_page.locator(".pm-facets :is(h2, h3, legend, summary)").all_inner_texts()
    assert [name for name in names if name.casefold().startswith("status")] == []


def test_an_edition_without_any_text(browser_page: Page, tmp_path: Path) -> None:
    root = write_public_project(tmp_path / "shop")
    for path in (root / "postmortems").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("audience: public\n", ""), "utf-8")
    assert (root / SECOND).is_file()
    with serve(built(root)) as address:
        for name in ("", "archive/"):
            browser_page.goto(address + name)
            expect(browser_page.get_by_text("Nothing is published here yet.").first).to_be_visible()
            assert "postmortem new" not in browser_page.locator("body").inner_text()
    assert not os.path.lexists(root / "public/site/postmortems")
