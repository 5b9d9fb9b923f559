"""Where ``postmortem init`` writes nothing, and through what it does not write."""

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from command_runner import Run
from init_repository import empty_repository, files_below


def make_home(root: Path) -> Path:
    return root


def make_above_home(root: Path) -> Path:
    return root.parent


def make_top(root: Path) -> Path:
    return Path("/")


def make_file(root: Path) -> Path:
    (root / "file").touch()
    return root / "file"


def make_link(root: Path) -> Path:
    (root / "real").mkdir()
    (root / "link").symlink_to("real")
    return root / "link"


def make_git_folder(root: Path) -> Path:
    return empty_repository(root / "shop") / ".git" / "hooks"


def make_bare(root: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", "--bare", root / "bare"], check=True)
    return root / "bare"


def make_archive(root: Path) -> Path:
    (root / "postmortems").mkdir()
    (root / "postmortems" / "archive.yml").touch()
    return root / "postmortems"


def make_long_name(root: Path) -> Path:
    return root / ("x" * 300)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (make_home, "holds more than one project"),
        (make_above_home, "holds more than one project"),
        (make_top, "holds more than one project"),
        (make_file, "is no folder"),
        (make_link, "is a symbolic link, which is not followed"),
        (make_git_folder, "is a folder of git's own"),
        (make_bare, "is a folder of git's own"),
        (make_archive, "is an archive's folder already"),
        (make_long_name, "cannot be looked at: file name too long"),
    ],
)
def test_places_that_make_no_sense_are_refused(
    make: Callable[[Path], Path],
    said: str,
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = make(tmp_path)
    before = files_below(tmp_path)
    done = run("init", str(folder), "--yes")
    assert (done.code, done.out, files_below(tmp_path)) == (2, "", before)
    assert said in done.err


@pytest.mark.parametrize(
    ("name", "is_folder"),
    [("postmortems", True), (".github/workflows", True), ("postmortems", False)],
)
def test_nothing_is_written_through_a_link(
    name: str, is_folder: bool, shop: Path, run: Run, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    if is_folder:
        (shop / name).symlink_to(outside)
    else:
        (shop / name).touch()
    before = files_below(shop)
    done = run("init", "--yes")
    assert (done.code, files_below(shop), files_below(outside)) == (2, before, {})
    assert "nothing was written" in done.err


def test_linked_files_are_left_as_they_are(shop: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.touch()
    (shop / ".gitignore").unlink()
    for name in (".gitignore", "mkdocs.yml"):
        (shop / name).symlink_to(target)
    done = run("init", "--yes")
    assert (done.code, target.read_bytes()) == (0, b"")
    assert ".gitignore is a link or no regular file" in done.err


def test_where_nothing_can_be_written_nothing_is_left(tmp_path: Path) -> None:
    root = empty_repository(tmp_path / "shop")
    done = subprocess.run(
        [Path(sys.executable).with_name("postmortem"), "init", str(root), "--yes"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "cannot be written: file too large" in done.stderr
    assert "nothing was written" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_below(root) == {}
