"""What a build of a large archive does in processes of their own changes neither the site nor what is said."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder import Copy

BUILD = """
import sys
from postmortem_archive.archive import beside, load_and_judge, workers
from mkdocs.__main__ import cli

workers._cores = lambda: 2
if sys.argv.pop(1) == "beside":
    load_and_judge.LEAST_BESIDE = 1
begun = []
start = beside.Beside.__init__
def noted(self, work, *, is_long, after=None):
    start(self, work, is_long=is_long, after=after)
    begun.append(self._spool is not None)
beside.Beside.__init__ = noted
try:
    cli()
finally:
    print("beside:", sum(begun))
"""
"""Runs in a process of its own: one that tests share has threads, and is not copied."""


def build(project: Path, how: str, *more: str) -> tuple[int, list[str]]:
    """Exit code, and what was said; the last line is how much was done beside."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, how, "build", *more],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    lines = (done.stderr + done.stdout).splitlines()
    return done.returncode, [line for line in lines if "postmortems: " in line or "beside" in line]


def contents(project: Path) -> dict[str, bytes]:
    found = (path for path in (project / "site").rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in found if path.suffix != ".gz"}


def findings(said: list[str]) -> list[str]:
    return [line for line in said if ".md:" in line]


@pytest.fixture
def project(copy_site: Copy) -> Path:
    return copy_site("small")


def edit(project: Path) -> None:
    path = max((project / "postmortems").rglob("*.md"))
    path.write_text(path.read_text("utf-8") + "\nOn-call was paged, see [it](gone.md).\n", "utf-8")


def test_after_an_edit(project: Path) -> None:
    build(project, "beside")
    edit(project)
    code, said = build(project, "beside")
    assert (code, said[-1]) == (0, "beside: 2")
    assert "gone.md" in "".join(said)
    site = contents(project)
    shutil.rmtree(project / ".cache")
    shutil.rmtree(project / "site")
    code, alone = build(project, "alone")
    assert (code, alone[-1]) == (0, "beside: 0")
    assert contents(project) == site
    assert findings(said) == findings(alone)


def test_nothing_is_begun_where_nothing_has_changed(project: Path) -> None:
    build(project, "beside")
    site = contents(project)
    assert build(project, "beside")[1][-1] == "beside: 0"
    assert contents(project) == site


def test_a_strict_build_fails_for_what_is_found_beside(project: Path) -> None:
    build(project, "alone")
    path = max((project / "postmortems").rglob("*.md"))
    path.write_text(path.read_text("utf-8").replace("severity: ", "severity: no-such-", 1), "utf-8")
    assert [build(project, how, "--strict")[0] for how in ("beside", "alone")] == [1, 1]


def test_a_build_that_fails_leaves_the_site_as_it_was(project: Path) -> None:
    build(project, "alone")
    edit(project)
    (project / "docs").mkdir(exist_ok=True)
    (project / "overrides").mkdir(exist_ok=True)
    (project / "overrides" / "main.html").write_text("{% broken", "utf-8")
    options = project / "mkdocs.yml"
    text = options.read_text("utf-8")
    options.write_text(
        text.replace("name: material", "name: material\n  custom_dir: overrides"), "utf-8"
    )
    before = contents(project)
    code, said = build(project, "beside")
    assert (code, said[-1]) == (1, "beside: 2")
    assert contents(project) == before


@pytest.mark.parametrize("how", ["beside", "alone"])
def test_a_baseline_that_cannot_be_read_leaves_the_site_as_it_was(project: Path, how: str) -> None:
    settings = project / "postmortems" / "archive.yml"
    build(project, "alone")
    before = contents(project)
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("\nrules:\n", "\nrules:\n  baseline: known.json\n"), "utf-8")
    (settings.parent / "known.json").write_text("{", "utf-8")
    edit(project)
    assert build(project, how)[0] == 1
    assert contents(project) == before
