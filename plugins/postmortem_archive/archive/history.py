"""When each file of an archive was first committed."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from .git import GitError, git, is_repository
from .project import Project

_LOG = (
    *("log", "--reverse", "--topo-order", "--root", "--no-follow", "--no-mailmap"),
    *("--diff-filter=AR", "--find-renames", "--name-status", "-z", "--relative"),
    *("--no-ext-diff", "--no-textconv", "--format=format:%x01%at", "--", "."),
)
_COMMIT = b"\x01"
"""Begins the line of a commit; no status of a file begins with it."""


def first_commits(project: Project) -> Mapping[str, datetime]:
    """When each file was first committed, by path relative to the archive's folder.

    It is the time at which its author made the commit: that of the committer is later wherever a
    branch was rebased. A file that was renamed within the archive keeps its first commit. Nothing is
    known outside of a git repository, before its first commit, in a shallow clone, where the oldest
    commits at hand seem to bring every file, and in a clone that lacks what renames are seen by.
    """
    if not is_repository(project.folder):
        return {}
    if git(project.folder, "rev-parse", "--is-shallow-repository").strip() != b"false":
        return {}
    try:
        listing = git(project.folder, *_LOG)
    except GitError:  # no commit yet, or a partial clone: both mean that nothing is known
        return {}
    return _first(_entries(listing))


def _first(entries: Iterator[tuple[datetime, str, str]]) -> Mapping[str, datetime]:
    first: dict[str, datetime] = {}
    for at, old, new in entries:
        before = first.get(old, at) if old else at
        first[new] = min(first.get(new, before), before)
    return first


def _entries(listing: bytes) -> Iterator[tuple[datetime, str, str]]:
    """(time of the commit, old path or empty, new path), oldest commit first."""
    at: datetime | None = None
    parts = iter(listing.split(b"\0"))
    for part in parts:
        status = part
        if part.startswith(_COMMIT):
            # the line of a commit, and on the next one the status of its first file
            line, _, status = part.partition(b"\n")
            at = _time(line.removeprefix(_COMMIT))
        if not status.startswith((b"A", b"R")):
            continue
        old = _path(next(parts)) if status.startswith(b"R") else ""
        new = _path(next(parts))
        if at:
            yield at, old, new


def _time(seconds: bytes) -> datetime | None:
    """A time in seconds since 1970; ``None`` for what no calendar has, as commits can be made up."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _path(name: bytes) -> str:
    return name.decode(errors="surrogateescape")
