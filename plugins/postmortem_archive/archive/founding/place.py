"""Which folders an archive may begin in, and what may be written there."""

from __future__ import annotations

import os
from pathlib import Path

from postmortem_archive.model.errors import ArchiveError

from ..discover import printable
from ..project import ARCHIVE_FOLDER, SETTINGS_FILE

_NAME_A_PROJECT = "name the folder of a project: postmortem init FOLDER"
_GIT_FOLDER = ("HEAD", "objects", "refs")
"""By these git's own folder is known."""


def fit_place(folder: Path) -> Path:
    """The folder in which an archive is to begin, resolved; it need not be there yet.

    Raises:
        ArchiveError: it is no place for an archive: a link, a file, the home folder or one above it, git's
            own folder, or an archive's.
    """
    try:
        return _fit(folder)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ArchiveError(f"{printable(str(folder))} cannot be looked at: {reason}") from error


def _fit(folder: Path) -> Path:
    if folder.is_symlink():
        raise ArchiveError(
            f"{folder} is a symbolic link, which is not followed", "name the folder it leads to"
        )
    root = folder.resolve()
    if printable(str(root)) != str(root):
        raise ArchiveError(f"{printable(str(root))} has characters that no name should have")
    if os.path.lexists(root) and not root.is_dir():
        raise ArchiveError(f"{root} is no folder", _NAME_A_PROJECT)
    home = Path(os.path.expanduser("~")).resolve()  # noqa: PTH111 - raises nothing where there is none
    if root == home or root in home.parents or root.parent == root:
        raise ArchiveError(f"{root} holds more than one project", _NAME_A_PROJECT)
    is_git = ".git" in root.parts or all((root / name).exists() for name in _GIT_FOLDER)
    if is_git:
        raise ArchiveError(f"{root} is a folder of git's own", _NAME_A_PROJECT)
    if root.name == ARCHIVE_FOLDER and (root / SETTINGS_FILE).exists():
        raise ArchiveError(
            f"{root} is an archive's folder already", f"name the folder around it: {root.parent}"
        )
    return root


def refuse_detours(root: Path, paths: list[str]) -> None:
    """Make sure that every folder on the way to a path below ``root`` is a folder, or not there yet.

    Raises:
        ArchiveError: one is a symbolic link, which would lead elsewhere, or no folder.
    """
    for path in paths:
        place = root
        for name in path.split("/")[:-1]:
            place /= name
            if place.is_symlink():
                raise ArchiveError(
                    f"{place} is a symbolic link, which is not followed; nothing was written",
                    "put a folder in its place",
                )
            if place.exists() and not place.is_dir():
                raise ArchiveError(
                    f"{place} is no folder; nothing was written", "put a folder in its place"
                )
