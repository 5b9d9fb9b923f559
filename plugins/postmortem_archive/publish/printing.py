"""A page of a built site on paper: a copy without scripts, printed to PDF by an installed browser."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urljoin

from postmortem_archive.model.errors import ArchiveError

BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
"""Names of programs that print pages, the one to take first."""

BUILD_SECONDS = 1_800
"""Longest time that building a site may take."""

PRINT_SECONDS = 120
"""Longest time that printing one page may take."""

_LAST_LINES = 5  # of what a program says when it fails
_SCRIPT = re.compile(r"(?is)<script\b[^>]*>.*?</script\s*>")
_ADDRESS = re.compile(
    r'<(?P<tag>a|link|img)(?P<before>\s[^<>]{0,4000}?)(?P<name>href|src)="(?P<url>[^"<>]{0,8000})"'
)
_CANONICAL = re.compile(r'<link rel="canonical" href="(https?://[^"<>]{1,2000})"')


def find_browser() -> str:
    """The path of a browser that prints: the first of :data:`BROWSERS` that is installed.

    Raises:
        ArchiveError: there is none.
    """
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    raise ArchiveError(
        "no browser that prints to PDF was found on the PATH",
        "install Chromium, Chrome or Edge, or print the page from any browser: it has a style for paper",
    )


def build_site(root: Path, target: Path) -> None:
    """Build the site of a project, as ``mkdocs build`` does.

    Args:
        root: folder of ``mkdocs.yml``.
        target: folder to write the site to.

    Raises:
        ArchiveError: there is no ``mkdocs.yml``, or the site does not build.
    """
    config = root / "mkdocs.yml"
    if not config.is_file():
        raise ArchiveError(
            f"there is no mkdocs.yml in {root}, so no site can be built",
            "add one (see the guide: Publish a site), or name a built site with --site FOLDER",
        )
    # -P: no module is taken from the current folder, as the command mkdocs takes none
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "--quiet"]
    problem = _run(
        [*command, "--config-file", str(config), "--site-dir", str(target)], BUILD_SECONDS
    )
    if problem:
        raise ArchiveError(f"the site does not build: {problem}", "see it with: mkdocs build")


def built_page(site: Path, address: str) -> Path:
    """Where a page of a built site is.

    Args:
        site: folder of the site.
        address: of the page, without ending: ``postmortems/2019-07-02-waf-regex``.

    Raises:
        ArchiveError: it is not there.
    """
    for place in (site / address / "index.html", site / f"{address}.html"):
        if place.is_file():
            return place
    raise ArchiveError(
        f"the site in {site} has no page {address}",
        "build it anew with: mkdocs build; a file that cannot be read (postmortem check) has no page",
    )


def paper_copy(html: str, page: Path) -> str:
    """A page that can be printed from anywhere: without scripts, its addresses in full.

    Style sheets and images are those beside the page. A link leads to the published site where the
    page says where that is, and nowhere where it does not: a path on this computer is no use on paper.

    Args:
        html: a page of a built site.
        page: where it is.
    """
    canonical = _CANONICAL.search(html)
    published = canonical[1] if canonical else ""

    def in_full(found: re.Match[str]) -> str:
        tag, name, url = found["tag"], found["name"], found["url"]
        if url.startswith("#"):
            return found[0]
        whole = urljoin(published if tag == "a" else page.resolve().as_uri(), url)
        if tag == "a" and not whole.startswith(("https://", "http://", "mailto:")):
            return f"<{tag}{found['before'].rstrip()}"
        return f'<{tag}{found["before"]}{name}="{whole}"'

    return _ADDRESS.sub(in_full, _SCRIPT.sub("", html))


def print_pdf(page: Path, folder: Path, browser: str) -> bytes:
    """The page as PDF.

    Args:
        page: a page of a built site.
        folder: a folder for the browser's own files; one in a home folder, because some browsers are
            kept from reading others.
        browser: path of the browser, as :func:`find_browser` gives it.

    Raises:
        ArchiveError: the browser fails, or takes longer than :data:`PRINT_SECONDS`.
    """
    copy, pdf = folder / "page.html", folder / "page.pdf"
    copy.write_text(paper_copy(page.read_text("utf-8"), page), encoding="utf-8")
    options = [
        *("--headless", "--disable-gpu", "--disable-extensions", "--disable-background-networking"),
        *("--no-first-run", "--no-default-browser-check", "--no-pdf-header-footer"),
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={pdf}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--no-sandbox")  # it does not start as root otherwise, as in a container
    problem = _run([browser, *options, copy.resolve().as_uri()], PRINT_SECONDS)
    data = pdf.read_bytes() if pdf.is_file() else b""
    if not data.startswith(b"%PDF"):
        reason = f": {problem}" if problem else ""
        raise ArchiveError(
            f"{browser} did not print the page{reason}",
            "open the page in a browser and print it there",
        )
    return data


def _run(command: list[str], seconds: float) -> str:
    """Run a program; what went wrong in one line, empty where nothing did."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    with TemporaryFile() as said:  # a pipe would stay open with the helpers of a browser
        try:
            done = subprocess.run(  # noqa: S603 - programs that are named here, never by a file
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                timeout=seconds,
                env=environment,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"it took longer than {seconds:g} seconds"
        except OSError as error:
            return str(error.strerror or error)
        if done.returncode == 0:
            return ""
        said.seek(0)
        lines = said.read().decode("utf-8", "replace").split("\n")
    told = [line.strip() for line in lines if line.strip()]
    return " ".join(told[-_LAST_LINES:]) or f"it ended with code {done.returncode}"
