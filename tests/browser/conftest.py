"""A browser, and sites to read in it: each is built once per session."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

ROOT = Path(__file__).parents[2]
SITES = ROOT / "tests" / "sites"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
]


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without writing a line for every request."""

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


def build_site(project: Path, target: Path, url: str = "") -> Path:
    """Build the site of a project as a user would, strictly; return its folder.

    Args:
        project: folder of its ``mkdocs.yml``.
        target: folder of the site.
        url: where it will be served; instant navigation compares addresses with it, port included.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(
        [*command, "--config-file", str(project / "mkdocs.yml"), "--site-dir", str(target)],
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | ({"SITE_URL": url} if url else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port, before it is there if need be; gives its URL, with a slash."""
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


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


def _foreign(request: Request) -> list[str]:
    local = ("http://127.0.0.1:", "file:", "data:", "blob:", "about:")
    return [] if request.url.startswith(local) else [f"request to another site: {request.url}"]
