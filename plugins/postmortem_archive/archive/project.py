"""Where a project and its archive are."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from postmortem_archive.model.errors import ArchiveError

ARCHIVE_FOLDER = "postmortems"
SETTINGS_FILE = "archive.yml"
CACHE_VARIABLE = "POSTMORTEM_CACHE_DIR"
"""The environment variable by which a person asks for caches outside of the project."""


class Project(NamedTuple):
    """The folders of a project.

    Attributes:
        root: the project's root folder, absolute: usually where ``mkdocs.yml`` and ``.git`` are.
        folder: the archive's folder, absolute, somewhere below ``root``.
    """

    root: Path
    folder: Path

    @property
    def settings_path(self) -> Path:
        """Where ``archive.yml`` is, or would be."""
        return self.folder / SETTINGS_FILE

    @property
    def cache_folder(self) -> Path:
        """A private folder for what can be built again; never published.

        It is in the project, or below the folder that :data:`CACHE_VARIABLE` names, by the project's place.

        Raises:
            ArchiveError: the variable names no absolute path.
        """
        named = os.environ.get(CACHE_VARIABLE, "")
        if not named:
            return self.root / ".cache" / "postmortems"
        if not Path(named).is_absolute():  # it would lead into whatever repository is worked in
            raise ArchiveError(
                f"{CACHE_VARIABLE} is {named!r}, which is no absolute path",
                "write the whole path of a folder, or leave the variable out",
            )
        place = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return Path(named) / f"{self.root.name}-{place}"

    def shown_path(self, path: str) -> str:
        """Path of a file of the archive, relative to the root, as people and diagnostics name it."""
        folder = _below(self.root, self.folder)
        return f"{folder}/{path}" if folder and path else folder or path or "."


@lru_cache(maxsize=16)  # asked for each finding
def _below(root: Path, folder: Path) -> str:
    """A folder's path relative to the root; empty for the root itself."""
    return "" if folder == root else folder.relative_to(root).as_posix()


def find_project(start: Path, folder: str = ARCHIVE_FOLDER) -> Project:
    """Find the project that ``start`` (a file or a folder) belongs to, looking upwards.

    A project is recognised by a folder named ``folder``, or by ``archive.yml`` beside the files.

    Raises:
        ArchiveError: no archive is there, or it is a symbolic link.
    """
    here = start.resolve()
    for candidate in (here, *here.parents):
        if (candidate / SETTINGS_FILE).is_file() and candidate.name == folder:
            return Project(candidate.parent, candidate)
        if (candidate / folder).is_dir():
            _refuse_link(candidate / folder)
            return Project(candidate, candidate / folder)
    raise ArchiveError(
        f"no archive found: neither {here} nor a folder above it has a folder named {folder!r}",
        "begin one with: postmortem init",
    )


def project_in(folder: Path) -> Project:
    """The project whose archive somebody has named: the archive's folder, or the project's root.

    Raises:
        ArchiveError: the archive is a symbolic link.
    """
    inner = folder / ARCHIVE_FOLDER
    is_archive = folder.resolve().name == ARCHIVE_FOLDER or (folder / SETTINGS_FILE).exists()
    chosen = inner if not is_archive and inner.is_dir() else folder
    _refuse_link(chosen)
    resolved = chosen.resolve()
    return Project(resolved.parent, resolved)


def _refuse_link(folder: Path) -> None:
    if folder.is_symlink():
        raise ArchiveError(
            f"the archive's folder {folder} is a symbolic link, which is not followed",
            "put the folder itself there",
        )
