"""The page of a public text in a browser, built as it would be published."""

import os
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from command_runner import Run
from good_postmortem import write
from offered_postmortem import ID, OFFERED, SETTINGS


@pytest.fixture(autouse=True)
def offered(project: Path) -> Path:
    """A postmortem that is offered."""
    with (project / "postmortems" / "archive.yml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    return write(project, f"{ID}.md", OFFERED)


PUBLIC_YML = """\
site_name: What happened
site_url: https://status.shop.example/
theme: {name: material, font: false}
plugins: [postmortems]
use_directory_urls: false
"""


@pytest.fixture
def browser(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The folder in which a browser keeps what it was shown; somebody sits at the terminal."""
    seen = tmp_path_factory.mktemp("browser")
    for name in ("xdg-open", "open"):
        program = seen / name
        program.write_text(f'#!/bin/sh\necho "$1" > {seen}/address\n', "utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{seen}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    (project / "public" / "docs").mkdir(parents=True)
    (project / "public" / "mkdocs.yml").write_text(PUBLIC_YML, encoding="utf-8")
    (project / "public" / "docs" / "index.md").write_text("# Incidents\n", encoding="utf-8")
    return seen


def test_the_page_is_opened_and_then_removed(
    browser: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []

    def enter(_: str) -> str:
        page = Path(unquote(urlsplit((browser / "address").read_text().strip()).path))
        assert stat.S_IMODE(page.parents[2].stat().st_mode) == 0o700
        shown.append((page, page.read_text(encoding="utf-8")))
        return ""

    monkeypatch.setattr("click.termui.visible_prompt_func", enter)
    done = run("preview", ID, "--open")
    ((page, html),) = shown
    assert page.name == "2026-03-12-customers-could-not-pay-for-an-hour.html"
    assert "one order of eight failed" in html
    assert "The pool was too small" not in html
    assert str(page) in done.err
    assert done.code == 1  # nobody has approved it yet
    assert not page.parents[2].exists()


@pytest.mark.usefixtures("browser")
def test_a_text_with_faults_is_not_opened(offered: Path, browser: Path, run: Run) -> None:
    offered.write_text(OFFERED.replace("public_title", "x_title"), encoding="utf-8")
    done = run("preview", ID, "--open")
    assert done.code == 1
    assert "needs a title" in done.out
    assert not (browser / "address").exists()


def test_without_a_public_folder_nothing_is_opened(browser: Path, project: Path, run: Run) -> None:
    (project / "public" / "mkdocs.yml").unlink()
    done = run("preview", ID, "--open")
    assert done.code == 2
    assert "no file public/mkdocs.yml" in done.err
    assert not (browser / "address").exists()


def test_a_public_folder_that_must_not_be_built_is_not(
    browser: Path, project: Path, run: Run
) -> None:
    (project / "public" / "mkdocs.yml").write_text(f"{PUBLIC_YML}hooks: [hook.py]\n", "utf-8")
    done = run("preview", ID, "--open")
    assert done.code == 1
    assert "must not say hooks" in done.err
    assert not (browser / "address").exists()


def test_where_no_browser_starts_the_place_of_the_page_is_told(
    browser: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("xdg-open", "open"):
        (browser / name).write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "")
    done = run("preview", ID, "--open")
    assert "The page: /" in done.err
    assert "No browser could be started" in done.err


def test_without_a_terminal_nothing_is_opened(run: Run) -> None:
    done = run("preview", ID, "--open")
    assert done.code == 2
    assert "somebody at a terminal" in done.err
