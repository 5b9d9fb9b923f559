"""What ``postmortem init`` writes is an archive that passes its check, and a site that builds strictly."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from init_repository import empty_repository, files_below, shop_repository

BIN = Path(sys.executable).parent


def succeed(root: Path, *command: str) -> str:
    """What a command prints that must end well."""
    done = subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("make", [empty_repository, shop_repository])
def test_a_fresh_archive_is_checked_and_built(make: Callable[[Path], Path], tmp_path: Path) -> None:
    root = make(tmp_path / "shop")
    succeed(root, "postmortem", "init", "--yes")
    written = files_below(root)
    checked = succeed(root, "postmortem", "check", "--strict")
    assert checked == "1 postmortem checked: all fine\n"
    succeed(root, "mkdocs", "build", "--strict")
    (page,) = (root / "site" / "postmortems").glob("*-example-connection-pool-ran-dry.html")
    assert "one request in five failed" in page.read_text(encoding="utf-8")
    home = (root / "site" / "index.html").read_text(encoding="utf-8")
    assert page.name in home
    assert "Nothing to write" in succeed(root, "postmortem", "init")
    # what was built is kept out of git, and nothing that was written has changed
    listed = ("ls-files", "--others", "--exclude-standard")
    untracked = subprocess.run(
        ["git", *listed], cwd=root, capture_output=True, text=True, check=True
    )
    assert set(untracked.stdout.split()) == set(written)
    assert written.items() <= files_below(root).items()
