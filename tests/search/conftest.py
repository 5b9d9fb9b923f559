"""A made-up archive, its index for the terminal, and its static index in a browser."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from made_archive import SETTINGS, made_archive
from playwright.sync_api import Page, sync_playwright
from postmortem_archive.archive.archive import Archive
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.search.export import export
from postmortem_archive.search.index import Index, open_index

SCRIPTS = Path(__file__).parents[2] / "plugins/postmortem_archive/publish/assets/search"
READER = ("stemmer.js", "analyzer.js", "query.js", "reader.js", "ranking.js", "excerpt.js")


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the key in the user's own cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("made") / "postmortems"
    folder.mkdir()
    return made_archive(60, folder)


@pytest.fixture
def index(made: Archive) -> Iterator[Index]:
    def load(paths: Sequence[str]) -> list[Postmortem]:
        return [item for item in made.postmortems if item.path in paths]

    with open_index(made.project, SETTINGS, made.digests, load) as opened:
        yield opened


@pytest.fixture(scope="session")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking",
            ],
        )
        yield browser.new_page()
        browser.close()


@pytest.fixture(scope="session")
def reader(page: Page, made: Archive, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """A page opened from disk in which ``window.index`` is the made archive's static index."""
    site = tmp_path_factory.mktemp("site")
    write_files(site / "search", export(made))
    scripts = "".join(f"<script src='{(SCRIPTS / name).as_uri()}'></script>" for name in READER)
    html = f"<!doctype html><meta charset=utf-8>{scripts}"
    (site / "index.html").write_text(html, "utf-8")
    page.goto((site / "index.html").as_uri())
    page.evaluate("PostmortemSearch.openIndex('search/entry.js').then((i) => { window.index = i })")
    return page


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
