"""Titles and excerpts run in the direction of their script, whatever surrounds them."""

import pytest
from playwright.sync_api import Page

from archive_site import opened, settled, write_site
from made_archive import SETTINGS
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.project import Project
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.postmortem import Document, Postmortem, Section

pytestmark = pytest.mark.browser

TEXTS = {
    "hebrew": ("השרת קרס", "מסד הנתונים לא הגיב us-east-1 אחרי עדכון", "rtl"),
    "arabic": ("تعطل الخادم", "امتلأت قاعدة البيانات بعد تحديث الإعدادات", "rtl"),
    "english": ("The server crashed", "The database did not answer: השרת קרס", "ltr"),
    "japanese": ("サーバーの障害", "東京リージョンで障害が発生した", "ltr"),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("directions")
    documents = tuple(
        Document(f"2026/{name}.md", _item(name, title, text))
        for name, (title, text, _) in TEXTS.items()
    )
    archive = Archive(Project(folder, folder / "postmortems"), SETTINGS, documents)
    return (write_site(archive, folder / "site") / "archive.html").as_uri()


def _item(name: str, title: str, text: str) -> Postmortem:
    section = Section("summary", "Summary", Position(), text, 1, is_empty=False, is_template=False)
    return Postmortem(f"2026/{name}.md", FrontMatter(title=title), sections=(section,))


@pytest.mark.parametrize("name", TEXTS)
def test_a_result_runs_as_its_script_does(browser_page: Page, address: str, name: str) -> None:
    title, text, direction = TEXTS[name]
    page = opened(browser_page, address)
    page.get_by_role("searchbox").fill(title)
    settled(page)
    hit = page.locator(".pm-hit", has=page.get_by_role("link", name=title, exact=True))
    assert hit.locator(".pm-hit__excerpt").inner_text().startswith(text[:10])
    for part in (hit.locator(".pm-hit__title"), hit.locator(".pm-hit__excerpt")):
        assert part.evaluate("(element) => getComputedStyle(element).direction") == direction
    box = page.get_by_role("searchbox")
    assert box.evaluate("(element) => getComputedStyle(element).direction") == direction
