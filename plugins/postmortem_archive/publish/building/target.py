"""Where a site is put: only a folder that is free, or that holds a site of this tool."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from postmortem_archive.archive.private_files import is_regular
from postmortem_archive.model.errors import ArchiveError

_ALWAYS_THERE = ("404.html", "postmortems.json", "schema/postmortems-index.json")
"""Files of every site, by which one is known again."""

_ELSEWHERE = "name another folder with --into"


class Target(NamedTuple):
    """Where a site is put, and what lies beside it meanwhile.

    Attributes:
        folder: the site's folder; its name is the last part of a path without links.
    """

    folder: Path

    @property
    def beside(self) -> Path:
        """Where the new site is built; where the old one is taken to be removed."""
        return self.folder.with_name(f".{self.folder.name}.postmortem-new")

    @property
    def before(self) -> Path:
        """Where the old site waits, whole, while the new one takes its place in two steps."""
        return self.folder.with_name(f".{self.folder.name}.postmortem-old")


def checked_target(folder: Path, root: Path, sources: Iterable[Path]) -> Target:
    """The target that a folder is.

    Args:
        folder: the site's folder; need not exist.
        root: the project's root folder.
        sources: folders from which the site is built.

    Raises:
        ArchiveError: the folder is not one to be replaced.
    """
    if folder.is_symlink():
        raise ArchiveError(
            f"{folder} is a symbolic link, which is not followed",
            "name the folder that it leads to with --into",
        )
    place = Path(os.path.realpath(folder))
    _refuse_what_holds_more(place, root)
    for source in map(Path, map(os.path.realpath, sources)):
        if place.is_relative_to(source) or source.is_relative_to(place):
            raise ArchiveError(f"the site would lie in {source}, or around it", _ELSEWHERE)
    if place.exists() and not place.is_dir():
        raise ArchiveError(f"{place} is a file, where the site's folder should be", _ELSEWHERE)
    if os.path.lexists(place / ".git"):
        raise ArchiveError(f"{place} is a git repository, which is not replaced", _ELSEWHERE)
    if place.is_mount():
        raise ArchiveError(
            f"{place} is a mounted disk, which nothing can take the place of",
            "name a folder in it with --into",
        )
    if place.is_dir() and any(place.iterdir()) and not _is_site(place):
        raise ArchiveError(
            f"{place} holds something else than a site of postmortems, and is left alone",
            f"{_ELSEWHERE}, or remove it if nobody needs it",
        )
    return Target(place)


def _refuse_what_holds_more(place: Path, root: Path) -> None:
    holders = [Path(os.path.realpath(root))]
    if home := _home():
        holders.append(home)
    for holder in holders:
        if holder.is_relative_to(place):
            raise ArchiveError(f"{place} holds more than a site", _ELSEWHERE)


def _home() -> Path | None:
    try:
        return Path(os.path.realpath(Path.home()))
    except RuntimeError:
        return None  # this user has none


def _is_site(folder: Path) -> bool:
    return all(is_regular(folder / name) for name in _ALWAYS_THERE)
