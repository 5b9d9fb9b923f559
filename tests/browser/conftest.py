"""A browser, and sites to read in it: each is built once per session."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from action_archive import write_action_archive
from actions_board import write_board
from archive_site import write_site
from built_site import build_site, open_reader, serve
from difficult_archive import write_difficult_archive
from places import ROOT, SITES
from postmortem_archive.archive.archive import Archive

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
]


@pytest.fixture(scope="session")
def _own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("own") / "site"
    with serve(folder) as url:
        yield build_site(ROOT, folder, url), url


@pytest.fixture(scope="session")
def site_folder(_own_site: tuple[Path, str]) -> Path:
    """The project's own site, built."""
    return _own_site[0]


@pytest.fixture(scope="session")
def site_url(_own_site: tuple[Path, str]) -> str:
    """URL of the project's own site; ends with a slash."""
    return _own_site[1]


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an archive whose authors try to run scripts in their readers' browsers."""
    return build_site(SITES / "hostile", tmp_path_factory.mktemp("hostile") / "site")


@pytest.fixture(scope="session")
def hostile_url(hostile_folder: Path) -> Iterator[str]:
    """URL of the hostile site; ends with a slash."""
    with serve(hostile_folder) as url:
        yield url


@pytest.fixture(scope="session")
def difficult_folders(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The sites of an archive with none, one and all of its 24 difficult postmortems."""
    folders = {}
    for number in (0, 1, 24):
        project = write_difficult_archive(tmp_path_factory.mktemp("difficult") / "p", number)
        folders[number] = build_site(project, project / "site")
    return folders


@pytest.fixture(scope="session")
def difficult_urls(difficult_folders: dict[int, Path]) -> Iterator[dict[int, str]]:
    """Their URLs; each ends with a slash."""
    with ExitStack() as stack:
        yield {
            number: stack.enter_context(serve(folder))
            for number, folder in difficult_folders.items()
        }


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one that is installed, else Playwright's own."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """A fresh page, 1280 by 900; a script error or a request to another site fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"script error: {error}"))
    page.on("request", lambda request: errors.extend(_foreign(request)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def archive_folder(made: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that has only the archive page of the made-up archive."""
    return write_site(made, tmp_path_factory.mktemp("archive-page"))


@pytest.fixture(scope="session")
def action_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up archive of some 250 action items."""
    return write_action_archive(tmp_path_factory.mktemp("actions"), 60)


@pytest.fixture(scope="session")
def board(action_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its actions board."""
    return write_board(action_folder, tmp_path_factory.mktemp("board"))


@pytest.fixture(scope="session")
def reader(
    browser: Browser, made: Archive, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """A page opened from disk in which ``window.index`` is its static index."""
    page = open_reader(browser, made, tmp_path_factory.mktemp("reader"))
    yield page
    page.close()


def _foreign(request: Request) -> list[str]:
    local = ("http://127.0.0.1:", "file:", "data:", "blob:", "about:")
    return [] if request.url.startswith(local) else [f"request to another site: {request.url}"]
