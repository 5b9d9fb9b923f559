"""One commit and one SOURCE_DATE_EPOCH make the same bytes, wherever and by whomever they are built."""

import os
import shutil
import subprocess
from pathlib import Path

from places import SITES
from scratch_repository import ScratchRepository
from site_tree import COMMAND, surroundings, tree

FIRST = {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
SECOND = {
    "TZ": "Pacific/Kiritimati",
    "LANG": "tr_TR.UTF-8",
    "LC_ALL": "tr_TR",
    "PYTHONHASHSEED": "2",
}


def test_two_folders_two_machines(tmp_path: Path) -> None:
    source = ScratchRepository(tmp_path / "source")
    for path in sorted((SITES / "small").rglob("*")):
        name = path.relative_to(SITES / "small")
        if path.is_file() and ".cache" not in name.parts:
            (source.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, source.root / name)
            source.commit({}, at=f"2026-03-{10 + len(name.parts)}T23:30:00+14:00")
    first = tmp_path / "first" / "project"
    second = tmp_path / "of somebody else" / "ünder another näme"
    source.git("clone", "--quiet", str(source.root), str(first))
    source.git("clone", "--quiet", str(source.root), str(second))
    _shuffle(second)
    build(first, 0o022, FIRST)
    build(second, 0o077, SECOND)
    found = tree(first / "site")
    assert found == tree(second / "site")
    assert {"sitemap.xml.gz", "feed.atom", "postmortems.json"} <= found.keys()


def build(project: Path, umask: int, environment: dict[str, str]) -> None:
    done = subprocess.run(
        [*COMMAND, "build"],
        cwd=project,
        env=surroundings(project.parent / "home", **environment),
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _shuffle(project: Path) -> None:
    """Write the files anew in another order, which is that in which some file systems list them."""
    for path in sorted(project.rglob("*.*"), reverse=True):
        if path.is_file() and ".git" not in path.parts:
            copy = path.with_name(f"{path.name}.copy")
            shutil.copy(path, copy)
            os.utime(copy, (0, 0))
            copy.replace(path)
