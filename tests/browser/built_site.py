"""Sites as a user builds them, served as a web server does."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page

from places import SCRIPTS
from postmortem_archive.archive.archive import Archive
from postmortem_archive.publish.assets import READER_PARTS, SELDOM_PARTS
from postmortem_archive.search.export import export


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without writing a line for every request."""

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


def build_site(project: Path, target: Path, url: str = "", *, strict: bool = True) -> Path:
    """Build the site of a project as a user would; return its folder.

    Args:
        project: folder of its ``mkdocs.yml``.
        target: folder of the site.
        url: where it will be served; instant navigation compares addresses with it, port included.
        strict: whether no warning may be given.
    """
    command = [sys.executable, "-m", "mkdocs", "build", *(["--strict"] if strict else [])]
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
def serve(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """Serve a folder on a free port, before it is there if need be; gives its URL, with a slash."""
    serving = partial(handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), serving) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def write_reader(archive: Archive, folder: Path) -> Path:
    """Write the static index of an archive below ``search``; return a page with the scripts that read it."""
    for name, data in export(archive).items():
        target = folder / "search" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    parts = [(SCRIPTS.parent / name).as_uri() for name in (*READER_PARTS, *SELDOM_PARTS)]
    scripts = "".join(f"<script src='{part}'></script>" for part in parts)
    page = folder / "index.html"
    page.write_text(f"<!doctype html><meta charset=utf-8>{scripts}", "utf-8")
    return page


def open_reader(browser: Browser, archive: Archive, folder: Path) -> Page:
    """A page opened from disk in which ``window.index`` is the static index of an archive."""
    page = browser.new_page()
    page.goto(write_reader(archive, folder).as_uri())
    page.evaluate("PostmortemSearch.openIndex('search/entry.js').then((i) => { window.index = i })")
    return page
