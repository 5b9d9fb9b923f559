"""What a branch changes in an archive: its files now against those where the branch began."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from postmortem_archive.model.errors import ArchiveError

from .discover import is_postmortem
from .git import GitError, git, is_repository
from .project import Project

_USUAL_BASES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
_REGULAR = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class BaseVersion:
    """The archive as it was at the commit at which a branch began.

    Attributes:
        commit: its full ID.
        blobs: the object ID of each file of the archive, by path relative to the archive's folder.
    """

    commit: str
    blobs: Mapping[str, str]

    def has(self, path: str, data: bytes) -> bool:
        """Whether a file was there with exactly these bytes, line ends aside."""
        known = self.blobs.get(path)
        # a checkout on Windows may have turned the line ends of what git keeps
        return known is not None and known in (
            _object_id(data, known),
            _object_id(data.replace(b"\r\n", b"\n"), known),
        )


def base_version(project: Project, base: str) -> BaseVersion:
    """The archive at the newest commit that ``HEAD`` and ``base`` have in common.

    Args:
        project: where the archive is.
        base: a branch, tag or commit; empty for the one that a merge request goes to, or else the
            main branch.

    Raises:
        ArchiveError: there is no repository, no such base, or nothing in common.
    """
    if not is_repository(project.folder):
        raise ArchiveError(
            f"{project.folder} is not in a git repository, so nothing is known of what changed",
            "check the whole archive: postmortem check",
        )
    chosen = _commit(project, base) if base else _usual(project)
    try:
        commit = git(project.folder, "merge-base", chosen, "HEAD").decode().strip()
    except GitError as error:
        raise ArchiveError(
            f"HEAD and {base or chosen} have no commit in common in this clone",
            "fetch the whole history (in CI: fetch-depth 0, or GIT_DEPTH 0)",
        ) from error
    listing = git(project.folder, "ls-tree", "-r", "-z", commit, "--", ".")
    return BaseVersion(commit, dict(_blobs(listing)))


def old_contents(project: Project, base: BaseVersion, paths: Iterable[str]) -> Mapping[str, bytes]:
    """The bytes at the base of those files that were there, by path."""
    wanted = [path for path in paths if path in base.blobs]
    if not wanted:
        return {}
    given = "".join(f"{base.blobs[path]}\n" for path in wanted).encode()
    answer = git(project.folder, "cat-file", "--batch", given=given)
    contents: dict[str, bytes] = {}
    at = 0
    for path in wanted:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].rsplit(b" ", 1)[1])
        contents[path] = answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return contents


def postmortems_of(base: BaseVersion) -> Iterator[str]:
    """Paths of the postmortems at the base, as far as their names tell."""
    return (path for path in base.blobs if is_postmortem(path))


def _usual(project: Project) -> str:
    """The base where none is named: what the CI says, else the main branch."""
    host = os.environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", "")
    if target := os.environ.get("GITHUB_BASE_REF", ""):
        host = f"origin/{target}"
    if host:
        return _commit(project, host)
    for name in _USUAL_BASES:
        if found := _found(project, name):
            return found
    raise ArchiveError(
        "no main branch is known to compare with",
        "name a branch or commit: postmortem check --changed=BASE",
    )


def _commit(project: Project, name: str) -> str:
    if found := _found(project, name):
        return found
    raise ArchiveError(
        f"git knows no commit {name!r}",
        "fetch it first (in CI: the whole history, fetch-depth 0 or GIT_DEPTH 0), or name another "
        "one: postmortem check --changed=BASE",
    )


def _found(project: Project, name: str) -> str:
    """The ID of a commit, or an empty text."""
    wanted = f"{name}^{{commit}}"
    try:
        said = git(project.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    except GitError:
        return ""
    return said.decode().strip()


def _blobs(listing: bytes) -> Iterator[tuple[str, str]]:
    for entry in listing.split(b"\0"):
        about, _, path = entry.partition(b"\t")
        mode, _, rest = about.decode().partition(" ")
        if mode in _REGULAR:
            yield path.decode(errors="surrogateescape"), rest.partition(" ")[2]


def _object_id(data: bytes, like: str) -> str:
    """The ID that git gives to a file, by the hash that the repository uses."""
    algorithm = "sha1" if len(like) == 40 else "sha256"
    whole = b"blob %d\0" % len(data) + data
    return hashlib.new(algorithm, whole, usedforsecurity=False).hexdigest()
