"""When each file of an archive was first committed, and when last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from .git import GitError, git, has_whole_history
from .project import Project

_LOG = (
    *("log", "--reverse", "--topo-order", "--root", "--no-follow", "--no-mailmap"),
    *("--diff-filter=AMR", "--find-renames", "--name-status", "-z", "--relative"),
    *("--no-ext-diff", "--no-textconv", "--format=format:%x01%at", "--", "."),
)
_COMMIT = b"\x01"
"""Begins the line of a commit; no status of a file begins with it."""


class CommitTimes(NamedTuple):
    """When the files of an archive were committed, by path relative to the archive's folder.

    Attributes:
        first: the first time of each.
        last: the latest time of each.
    """

    first: Mapping[str, datetime]
    last: Mapping[str, datetime]


class _Change(NamedTuple):
    """What a commit did to a file: its former path is empty unless it was renamed."""

    at: datetime
    is_new_path: bool
    old: str
    path: str


def commit_times(project: Project) -> CommitTimes:
    """When each file was first committed, and when it was last changed by a commit.

    It is the time at which its author made the commit: that of the committer is later wherever a
    branch was rebased. A file that was renamed within the archive keeps its first commit. Nothing is
    known outside of a git repository, before its first commit, in a shallow clone, where the oldest
    commits at hand seem to bring every file, and in a clone that lacks what renames are seen by.
    """
    first: dict[str, datetime] = {}
    last: dict[str, datetime] = {}
    for at, is_new_path, old, path in _changes(_listing(project)):
        last[path] = max(last.get(path, at), at)
        if is_new_path:
            before = first.get(old, at) if old else at
            first[path] = min(first.get(path, before), before)
    return CommitTimes(first, last)


def first_commits(project: Project) -> Mapping[str, datetime]:
    """When each file was first committed; see :func:`commit_times`."""
    return commit_times(project).first


def _listing(project: Project) -> bytes:
    """What git says of the commits of the archive; nothing where their times are not to be trusted."""
    if not has_whole_history(project.folder):
        return b""
    try:
        return git(project.folder, *_LOG)
    except GitError:  # no commit yet, or a partial clone: both mean that nothing is known
        return b""


def _changes(listing: bytes) -> Iterator[_Change]:
    """Every change of a file, oldest commit first."""
    at: datetime | None = None
    parts = iter(listing.split(b"\0"))
    for part in parts:
        status = part
        if part.startswith(_COMMIT):
            # the line of a commit, and on the next one the status of its first file
            line, _, status = part.partition(b"\n")
            at = _time(line.removeprefix(_COMMIT))
        if not status.startswith((b"A", b"M", b"R")):
            continue
        old = _path(next(parts)) if status.startswith(b"R") else ""
        new = _path(next(parts))
        if at:
            yield _Change(at, not status.startswith(b"M"), old, new)


def _time(seconds: bytes) -> datetime | None:
    """A time in seconds since 1970; ``None`` for what no calendar has, as commits can be made up."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _path(name: bytes) -> str:
    return name.decode(errors="surrogateescape")
