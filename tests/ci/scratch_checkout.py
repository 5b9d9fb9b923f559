"""A scratch git repository with two branches, checked out as a code host's runner does it."""

import os
import subprocess
import sys
from pathlib import Path

from good_postmortem import GOOD

BRANCH = "flawed"
FLAWED = "postmortems/2026/2026-03-12-flawed.md"
"""The postmortem that the branch adds; it has no severity."""

OLD = "postmortems/2025/2025-01-10-old.md"
"""A postmortem of the base branch, with the same flaw: not the business of the branch."""

WITHOUT_SEVERITY = GOOD.replace("severity: sev1\n", "")
_OLD_TEXT = (
    WITHOUT_SEVERITY.replace("Checkout failed when the pool ran dry", "Nobody could log in")
    .replace("2026-03-12", "2025-01-10")
    .replace("2026-04-01", "2025-02-01")
    .replace("[checkout]", "[login]")
)

_ARCHIVE_YML = """\
severities:
  sev1: {name: Critical}
services:
  checkout: {name: Checkout}
  login: {name: Login}
"""

STEADY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.com",
    "GIT_AUTHOR_DATE": "2026-03-13T10:00:00Z",
    "GIT_COMMITTER_DATE": "2026-03-13T10:00:00Z",
    "SOURCE_DATE_EPOCH": "1773450000",  # 2026-03-14
}
"""Keeps a person's own git settings, and today's date, out of the tests."""

TOOLS = Path(sys.executable).parent
"""The folder of commands that the real ``postmortem`` is in."""


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; returns what it prints."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **STEADY},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def scratch_checkout(
    folder: Path, added: dict[str, str], *, base: str = "main", branch: str = BRANCH
) -> Path:
    """A checkout of a branch that adds files to the base branch; the remote branches are known to it.

    Args:
        folder: where to make it.
        added: text by path of what the branch adds.
        base: the base branch's name.
        branch: the branch's name.
    """
    upstream = folder / "upstream"
    upstream.mkdir()
    git(upstream, "init", "--quiet", f"--initial-branch={base}")
    _commit(upstream, {"postmortems/archive.yml": _ARCHIVE_YML, OLD: _OLD_TEXT})
    git(upstream, "switch", "--quiet", "--create", branch)
    _commit(upstream, added)
    checkout = folder / "checkout"
    git(folder, "clone", "--quiet", str(upstream), str(checkout))
    git(checkout, "switch", "--quiet", "--detach", f"origin/{branch}")
    return checkout


def _commit(repository: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=change")
