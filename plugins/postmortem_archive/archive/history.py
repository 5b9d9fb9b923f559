"""When each file of an archive was first committed."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from .git import git, is_repository
from .project import Project

_COMMIT = b"\x01"
"""Begins the line of a commit; no status of a file begins with it."""


def first_commits(project: Project) -> Mapping[str, datetime]:
    """The time of the commit that brought each file, by path relative to the archive's folder.

    A file that was renamed keeps its first commit. Nothing is known outside of a git repository, nor
    in a shallow clone, where the oldest commits at hand seem to bring every file.
    """
    if not is_repository(project.folder):
        return {}
    if git(project.folder, "rev-parse", "--is-shallow-repository").strip() != b"false":
        return {}
    if not git(project.folder, "rev-list", "--all", "--max-count=1").strip():
        return {}  # a repository without a commit
    listing = git(
        project.folder,
        *("log", "--reverse", "--diff-filter=AR", "--find-renames", "--name-status", "-z"),
        *("--relative", "--no-ext-diff", "--no-textconv", "--format=format:%x01%ct", "--", "."),
    )
    return _first(_entries(listing))


def _first(entries: Iterator[tuple[datetime, str, str]]) -> Mapping[str, datetime]:
    first: dict[str, datetime] = {}
    for at, old, new in entries:
        first[new] = first.get(old, at) if old else first.get(new, at)
    return first


def _entries(listing: bytes) -> Iterator[tuple[datetime, str, str]]:
    """(time of the commit, old path or empty, new path), oldest commit first."""
    at = datetime.fromtimestamp(0, UTC)
    parts = iter(listing.split(b"\0"))
    for part in parts:
        status = part
        if part.startswith(_COMMIT):
            # the line of a commit, and on the next one the status of its first file
            line, _, status = part.partition(b"\n")
            at = datetime.fromtimestamp(int(line[1:]), UTC)
        if status.startswith(b"A"):
            yield at, "", _path(next(parts))
        elif status.startswith(b"R"):
            yield at, _path(next(parts)), _path(next(parts))


def _path(name: bytes) -> str:
    return name.decode(errors="surrogateescape")
