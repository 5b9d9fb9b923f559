import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from command_runner import Run
from good_postmortem import GOOD, write
from postmortem_archive.cli.completion import complete_id
from postmortem_archive.cli.print import command

ID = "2026-03-12-pool"


@pytest.fixture(autouse=True)
def site(project: Path) -> Path:
    """A built site beside the archive, and a browser that writes what a PDF begins with."""
    write(project, f"{ID}.md", GOOD)
    page = project / "site" / "postmortems" / ID / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>printed</p>", encoding="utf-8")
    return project / "site"


@pytest.fixture
def browser(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project / "bin"
    folder.mkdir()
    program = folder / "chromium"
    program.write_text(
        '#!/bin/sh\nfor one in "$@"; do case "$one" in --print-to-pdf=*) '
        'printf "%%PDF-1.4 of a page" > "${one#--print-to-pdf=}";; esac; done\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize("name", [ID, f"postmortems/2026/{ID}.md"])
def test_a_page_of_a_built_site_is_printed(project: Path, run: Run, name: str) -> None:
    done = run("print", name, "--site", "site")
    assert (done.code, done.out) == (0, f"{ID}.pdf\n")
    assert (project / f"{ID}.pdf").read_bytes().startswith(b"%PDF")
    assert not list(project.glob("postmortem-print-*"))


@pytest.mark.usefixtures("browser")
def test_nothing_is_written_over_unless_it_is_asked_for(project: Path, run: Run) -> None:
    target = project / "mine.pdf"
    target.write_text("mine", encoding="utf-8")
    refused = run("print", ID, "--site", "site", "--output", "mine.pdf")
    assert refused.code == 2
    assert "--force" in refused.err
    assert target.read_text(encoding="utf-8") == "mine"
    assert run("print", ID, "--site", "site", "--output", "mine.pdf", "--force").code == 0
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("browser")
def test_a_site_that_is_older_than_the_file_is_said_to_be(
    project: Path, site: Path, run: Run
) -> None:
    os.utime(site / "postmortems" / ID / "index.html", (0, 0))
    assert "older" in run("print", ID, "--site", "site").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["2026-03-12-pol"], f"Did you mean '{ID}'?"),
        (["nothing-like-it"], "no postmortem has the ID"),
        ([ID, "--output", "gone/a.pdf"], "no folder gone"),
        ([ID], "no mkdocs.yml"),
        (["README.md"], "not in the archive"),
    ],
)
@pytest.mark.usefixtures("browser")
def test_misuse_is_explained(project: Path, run: Run, words: list[str], said: str) -> None:
    (project / "README.md").write_text("# Read me\n", encoding="utf-8")
    done = run("print", *words)
    assert done.code == 2
    assert said in done.err
    assert not list(project.glob("*.pdf"))


def test_without_a_browser_it_ends_before_it_builds(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(project))
    done = run("print", ID)
    assert done.code == 2
    assert "no browser" in done.err
    assert "Building" not in done.err


def test_a_shell_is_offered_ids(project: Path) -> None:
    write(project, "2025-01-01-other.md", GOOD)
    context = command.make_context("print", ["x"])
    offered = complete_id(context, command.params[0], "2026-")
    assert [item.value for item in offered] == [ID]


def test_its_help_has_examples() -> None:
    text = CliRunner().invoke(command, ["--help"]).output
    assert "Examples:" in text
    assert "--site site" in text
