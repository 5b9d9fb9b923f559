"""A made-up archive, its index for the terminal, and its static index in a browser."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from made_archive import SETTINGS, made_archive
from postmortem_archive.archive.archive import Archive
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.search.export import export
from postmortem_archive.search.index import Index, open_index

SCRIPTS = Path(__file__).parents[1] / "plugins/postmortem_archive/publish/assets/search"
READER = ("stemmer.js", "analyzer.js", "query.js", "reader.js", "ranking.js", "excerpt.js")


@pytest.fixture
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keeps the key of the search index out of the user's own cache folder."""
    folder = tmp_path_factory.getbasetemp() / "user-cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive of sixty made-up postmortems."""
    folder = tmp_path_factory.mktemp("made") / "postmortems"
    folder.mkdir()
    return made_archive(60, folder)


@pytest.fixture
def made_index(made: Archive, own_cache: Path) -> Iterator[Index]:
    """Its index for the terminal."""

    def load(paths: Sequence[str]) -> list[Postmortem]:
        return [item for item in made.postmortems if item.path in paths]

    with open_index(made.project, SETTINGS, made.digests, load) as opened:
        yield opened


@pytest.fixture(scope="session")
def reader(
    browser: Browser, made: Archive, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """A page opened from disk in which ``window.index`` is its static index."""
    site = tmp_path_factory.mktemp("reader")
    for name, data in export(made).items():
        target = site / "search" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    scripts = "".join(f"<script src='{(SCRIPTS / name).as_uri()}'></script>" for name in READER)
    (site / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{scripts}", "utf-8")
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.evaluate("PostmortemSearch.openIndex('search/entry.js').then((i) => { window.index = i })")
    yield page
    page.close()
