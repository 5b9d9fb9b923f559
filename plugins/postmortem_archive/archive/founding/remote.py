"""Where a repository lives: the host, path and branch that git knows, without a word of its secrets."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from ..git import GitError, git, is_repository, repository_prefix

_USUAL = "main"
_MAX_ADDRESS = 1_000
# user and password before the @ are passed over, so that no token gets into a file
_ADDRESS = re.compile(
    r"(?P<scheme>https?|ssh|git)://(?:[^/@]*@)?(?P<host>[\w.-]+)(?P<port>:\d{1,5})?/(?P<path>.+)"
)
_SHORT_ADDRESS = re.compile(r"(?:[^/@:]+@)?(?P<host>[\w.-]{2,}):(?P<path>[^/\\].*)")
_PATH = re.compile(r"[\w.~-]+(?:/[\w.~-]+)+", re.ASCII)
_BRANCH = re.compile(r"[\w.-]+(?:/[\w.-]+)*", re.ASCII)


class Host(StrEnum):
    """A code host whose pull requests the check knows."""

    GITHUB = "github"
    GITLAB = "gitlab"
    NONE = "none"


class Remote(NamedTuple):
    """A repository on a server.

    Attributes:
        server: its name, and its port where people's browsers need one.
        path: groups and name of the repository, without slashes around: ``acme/shop``.
    """

    server: str
    path: str

    @property
    def name(self) -> str:
        """The repository's own name."""
        return self.path.rpartition("/")[2]

    @property
    def host(self) -> Host:
        """The kind of the server, as far as its name tells."""
        for host in (Host.GITHUB, Host.GITLAB):
            if host.value in self.server.lower():
                return host
        return Host.NONE


class Repository(NamedTuple):
    """What git tells about a folder.

    Attributes:
        is_there: whether the folder is in a repository at all.
        prefix: its path in the repository with a slash at the end; empty at the root.
        remote: where the repository lives; ``None`` where git knows of no server.
        branch: the branch that others begin at.
    """

    is_there: bool = False
    prefix: str = ""
    remote: Remote | None = None
    branch: str = _USUAL


def repository_at(folder: Path) -> Repository:
    """Ask git about a folder, which need not be there yet; nothing is run, fetched or changed."""
    here = next(place for place in (folder, *folder.parents) if place.is_dir())
    if not is_repository(here):
        return Repository()
    below = "" if here == folder else f"{folder.relative_to(here).as_posix()}/"
    return Repository(True, repository_prefix(here) + below, _remote(here), _branch(here))


def remote_from(address: str) -> Remote | None:
    """The server and path in the address of a remote; ``None`` for a path on disk and the like."""
    if len(address) > _MAX_ADDRESS:
        return None
    found = _ADDRESS.fullmatch(address) or _SHORT_ADDRESS.fullmatch(address)
    if found is None:
        return None
    groups = found.groupdict()
    path = groups["path"].strip("/").removesuffix(".git")
    if not _PATH.fullmatch(path) or ".." in path.split("/"):
        return None
    # the port of ssh is not that of the web pages
    port = groups.get("port") if str(groups.get("scheme")).startswith("http") else ""
    return Remote(f"{groups['host'].lower()}{port or ''}", path)


def _remote(folder: Path) -> Remote | None:
    """The remote named ``origin``, or else the first whose address names a server."""
    names = ("config", "--local", "--null", "--get-regexp", r"^remote\..*\.url$")
    entries = [entry.partition("\n") for entry in _asked(folder, *names).split("\0")]
    entries.sort(key=lambda entry: entry[0] != "remote.origin.url")
    remotes = (remote_from(address) for _, _, address in entries)
    return next((remote for remote in remotes if remote), None)


def _branch(folder: Path) -> str:
    """What ``origin`` calls its main branch, or else ``main`` or ``master`` if there, or the current one."""
    told = _asked(folder, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    usual = ("refs/heads/main", "refs/heads/master")
    there = _asked(folder, "for-each-ref", "--format=%(refname:lstrip=2)", *usual).split()
    current = _asked(folder, "symbolic-ref", "--quiet", "--short", "HEAD").strip()
    for name in (told.strip().removeprefix("origin/"), *there, current):
        if _BRANCH.fullmatch(name):
            return name
    return _USUAL


def _asked(folder: Path, *arguments: str) -> str:
    try:
        return git(folder, *arguments).decode(errors="replace")
    except GitError:  # it has no answer, which is an answer
        return ""
