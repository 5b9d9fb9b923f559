"""Files that this tool keeps for itself, whatever somebody has put in their place.

The cache folder lies inside the repository, so a pull request can put anything there.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from postmortem_archive.model.errors import ArchiveError

from .project import Project

_TAG = "CACHEDIR.TAG"
_TAG_TEXT = """\
Signature: 8a477f597d28d172789f06886806bc55
# Made by postmortem-archive; all of it can be made again. See https://bford.info/cachedir/
"""


def private_folder(project: Project, name: str) -> Path:
    """The folder below the archive's cache folder that something is kept in, made where it is missing.

    Raises:
        ArchiveError: it leads out of the project.
        OSError: it cannot be made.
    """
    cache = project.cache_folder
    folder = cache / name
    # one that the environment names is where the person wants it; only what lies in it may be planted
    bound = project.root if cache.is_relative_to(project.root) else cache.parent
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(bound)):
        raise ArchiveError(
            f"the cache folder {cache} leads out of the project",
            "remove the symbolic link",
        )
    folder.mkdir(parents=True, exist_ok=True)
    if not is_regular(cache / _TAG):
        _mark(cache)
    return folder


def _mark(cache: Path) -> None:
    """Say to git, and to programs that make backups, that a folder is not worth keeping."""
    try:
        write_whole(cache / ".gitignore", "*\n")
        write_whole(cache / _TAG, _TAG_TEXT)
    except OSError:
        return  # read-only, so that nobody can add to it either, or a full disk: the next time, then


def is_regular(path: Path) -> bool:
    """Whether there is a regular file: no folder, link, device or pipe."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def read_regular(path: Path, most: int = -1) -> bytes:
    """The bytes of a regular file; a pipe is not waited for.

    Args:
        path: where it is.
        most: how many bytes are read; all where not given.

    Raises:
        OSError: it cannot be read, or is something else.
    """
    if not is_regular(path):
        raise FileNotFoundError(f"{path} is missing or not a regular file")
    with path.open("rb") as file:
        return file.read(most)


def remove(path: Path) -> None:
    """Take away whatever is there, a link without what it leads to.

    Raises:
        OSError: it stays.
    """
    if path.is_dir() and not path.is_symlink():
        import shutil  # noqa: PLC0415 - hardly ever needed

        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a text so that it is never seen half-written.

    Raises:
        OSError: it cannot be written.
    """
    write_whole_bytes(path, text.encode())


def write_whole_bytes(path: Path, data: bytes) -> None:
    """Write bytes so that they are never seen half-written.

    Raises:
        OSError: they cannot be written.
    """
    fresh = path.with_suffix(".new")
    remove(fresh)
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError:
        remove(fresh)  # on a full disk what is there of it is in the way
        raise
