"""Where the public edition is put, what it is made of, and builds at the same time."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from command_runner import Run
from public_project import (
    FIRST,
    edit,
)
from site_tree import started, tree, write_files

BUILD = ("build", "--edition", "public")
_PATIENCE = 60


@pytest.fixture
def shop(public_shop: Path) -> Path:
    """A copy of a project and its public edition, the current folder of the test."""
    return public_shop


@pytest.fixture
def temp(private_temp: Path) -> Path:
    """Where temporary folders are made."""
    return private_temp


@pytest.mark.parametrize(
    ("site_dir", "said"),
    [
        ("../site", "the site would lie in"),
        ("../docs/site", "the site would lie in"),
        ("../postmortems", "the site would lie in"),
        ("..", "holds more than a site"),
        ("docs", "the site would lie in"),
        ("../elsewhere", "holds something else"),
    ],
)
def test_a_site_is_put_nowhere_else(shop: Path, run: Run, site_dir: str, said: str) -> None:
    write_files(shop, {"public/docs/index.md": "# X\n", "elsewhere/notes.txt": "mine\n"})
    edit(shop, "public/mkdocs.yml", "site_name", f"site_dir: {site_dir}\nsite_name")
    before = tree(shop)
    done = run(*BUILD)
    assert (done.code, said in done.err) == (2, True), done.err
    assert tree(shop) == before


def test_the_internal_edition_is_never_put_there(shop: Path, run: Run) -> None:
    before = tree(shop)
    done = run("build", "--into", "public/site")
    assert (done.code, "the site would lie in" in done.err) == (2, True)
    assert tree(shop) == before


def test_no_folder(shop: Path, run: Run) -> None:
    shutil.rmtree(shop / "public")
    done = run(*BUILD)
    assert done.code == 2
    assert "there is no file public/mkdocs.yml in" in done.err
    assert "plugins: [postmortems]" in done.err


def test_the_smallest_settings_are_enough(shop: Path, run: Run) -> None:
    shutil.rmtree(shop / "public")
    hint = run(*BUILD).err.partition("write public/mkdocs.yml: ")[2].strip()
    write_files(shop, {"public/mkdocs.yml": hint.replace("; ", "\n")})
    assert run(*BUILD).code == 0


def test_temporary_files_in_the_project(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(shop / "docs"))
    before = tree(shop)
    done = run(*BUILD)
    assert (done.code, "temporary files lie in the project" in done.err) == (2, True)
    assert tree(shop) == before


def test_mkdocs_alone_builds_no_public_edition(shop: Path, run: Run) -> None:
    (shop / "public/docs").mkdir()
    done = run("build", "-f", "public/mkdocs.yml")
    assert done.code == 1
    assert "build it with: postmortem build --edition public" in done.err


def test_from_the_folder_itself_and_with_named_settings(shop: Path, run: Run) -> None:
    before = tree(shop / "public" / "site")
    os.chdir(shop / "public")
    assert run(*BUILD, "--into", "../outside").code == 0
    assert run(*BUILD, "-f", "../mkdocs.yml", "--into", "site").code == 0
    assert tree(shop / "outside") == tree(shop / "public" / "site") == before


def test_an_archive_of_another_name(shop: Path, run: Run) -> None:
    before = tree(shop / "public" / "site")
    (shop / "postmortems").rename(shop / "incidents")
    edit(shop, "mkdocs.yml", "[postmortems]", "[postmortems: {archive: incidents}]")
    (shop / "mkdocs.yml").rename(shop / "mkdocs.yaml")
    assert run(*BUILD).code == 0
    assert tree(shop / "public" / "site") == before
    (shop / "incidents").rename(shop / "elsewhere")
    (shop / "incidents").symlink_to(shop / "elsewhere")
    done = run(*BUILD)
    assert (done.code, "is a symbolic link, which is not followed" in done.err) == (2, True)


# In processes of their own.


WAITS = """\
import pathlib, time

from markdown import Extension

pathlib.Path({waiting!r}).touch()
while not pathlib.Path({go!r}).exists():
    time.sleep(0.02)


class makeExtension(Extension):
    def extendMarkdown(self, md):
        pass
"""


@pytest.fixture
def modules(shop: Path, tmp_path: Path) -> Path:
    """A folder with an extension for which the build waits."""
    folder = tmp_path / "modules"
    names = {name: str(tmp_path / name) for name in ("waiting", "go")}
    write_files(folder, {"waits.py": WAITS.format(**names)})
    edit(shop, "public/mkdocs.yml", "theme:", "markdown_extensions: [waits]\ntheme:")
    return folder


def until(holds: Callable[[], bool]) -> None:
    last = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.02)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_is_stopped(
    temp: Path, modules: Path, tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    shop = tmp_path / "project"
    before = tree(shop)
    process = started(shop, *BUILD, PYTHONPATH=str(modules), TMPDIR=str(temp))
    until(lambda: (tmp_path / "waiting").exists() or process.poll() is not None)
    (folder,) = temp.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    process.send_signal(sent)
    _, said = process.communicate(timeout=_PATIENCE)
    assert (process.returncode, "Traceback" in said) == (code, False)
    assert (tree(shop), list(temp.iterdir())) == (before, [])


def test_two_at_once(shop: Path, temp: Path, modules: Path, tmp_path: Path) -> None:
    surroundings = {"PYTHONPATH": str(modules), "TMPDIR": str(temp)}
    first = started(shop, *BUILD, **surroundings)
    until(lambda: (tmp_path / "waiting").exists() or first.poll() is not None)
    hasty = started(shop, *BUILD, "--wait", "0", **surroundings)
    assert "another build puts a site into" in hasty.communicate(timeout=_PATIENCE)[1]
    assert hasty.returncode == 2
    patient = started(shop, *BUILD, **surroundings)
    assert patient.stderr
    assert "waiting for it" in patient.stderr.readline()
    edit(shop, FIRST, "We made room", "We made a lot of room")  # approved by nobody
    (tmp_path / "go").touch()
    _, said = first.communicate(timeout=_PATIENCE)
    assert first.returncode == 0, said
    assert "PM910" in patient.communicate(timeout=_PATIENCE)[1]
    assert patient.returncode == 1
    assert list(temp.iterdir()) == []
