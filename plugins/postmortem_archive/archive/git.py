"""Ask git about the repository that an archive is in; nothing is ever changed.

A repository may come from a stranger, so nothing that its configuration could name is run: no hook, no
file system monitor, no diff or text-conversion program, no check of signatures, no pager, no prompt.
Nothing is fetched either, not even what a partial clone has left out.
"""

from __future__ import annotations

import os
from pathlib import Path

from postmortem_archive.model.errors import ArchiveError

_HARMLESS = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.quotePath=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "safe.bareRepository=explicit"),
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
)
_QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # the same for a git that does not know the one above
}
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")
"""Set by git for its hooks, and then relative to another folder."""
_BARE = ("HEAD", "objects", "refs")
"""By these git knows a repository that has no working tree."""

_NO_GIT = ("git cannot be run", "install git, and check that it is on the PATH")


class GitError(ArchiveError):
    """Git is not there, or refused; its own words are the message."""


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What ``git ARGUMENTS`` prints when it is run in ``folder``.

    Args:
        folder: where.
        arguments: subcommand and its options.
        given: what it reads from standard input.

    Raises:
        GitError: git is not installed, or the command failed.
    """
    import subprocess  # noqa: PLC0415 - a check outside of any repository starts sooner without it

    command = [_program(), "-C", str(folder), *_HARMLESS, *arguments]
    inherited = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, and no shell
            command, input=given, capture_output=True, check=False, env={**inherited, **_QUIET}
        )
    except OSError as error:
        raise GitError(*_NO_GIT) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        # advice may stand before and after what went wrong
        fatal = [line for line in said if line.startswith("fatal: ")]
        raise GitError(f"git {arguments[0]}: {(*fatal, *said, 'failed')[0]}")
    return done.stdout


def _program() -> str:
    """The absolute path of git; never one in the current folder, which may be a stranger's.

    Windows looks there first, others where the PATH says so.

    Raises:
        GitError: git is not installed.
    """
    name = "git.exe" if os.name == "nt" else "git"
    for folder in map(Path, os.get_exec_path()):
        if folder.is_absolute() and os.access(folder / name, os.X_OK):
            return str(folder / name)
    raise GitError(*_NO_GIT)


def is_repository(folder: Path) -> bool:
    """Whether git takes ``folder`` for a part of a working tree."""
    if not _may_be_repository(folder):
        return False
    return _told(folder, "--is-inside-work-tree") == [b"true"]


def has_whole_history(folder: Path) -> bool:
    """Whether ``folder`` is a part of a working tree whose oldest commits are at hand too."""
    if not _may_be_repository(folder):
        return False
    return _told(folder, "--is-inside-work-tree", "--is-shallow-repository") == [b"true", b"false"]


def _told(folder: Path, *questions: str) -> list[bytes]:
    try:
        return git(folder, "rev-parse", *questions).split()
    except GitError:  # no git, or no repository: both mean that there is nothing to ask
        return []


def _may_be_repository(folder: Path) -> bool:
    """Whether there is anything to ask git about, for a process costs more than a look.

    A folder that is made to look like a repository without a working tree is none: git would take it
    for one, with the settings and the history that a stranger has given it.
    """
    place = folder.resolve()
    for one in (place, *place.parents):
        if (one / ".git").exists():
            return True
        if all(os.path.lexists(one / name) for name in _BARE):
            return False
    return False


def repository_prefix(folder: Path) -> str:
    """The path of ``folder`` inside its repository, with a slash at its end; empty at the root.

    It is empty too where there is no repository: what is shown is then relative to ``folder``.
    """
    if not _may_be_repository(folder):
        return ""
    try:
        return (
            git(folder, "rev-parse", "--show-prefix").decode(errors="surrogateescape").strip("\n")
        )
    except GitError:
        return ""
