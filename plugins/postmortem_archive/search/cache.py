"""The folder that the index is kept in, and files in it, whatever somebody has put there instead."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.util.filelock import try_for

from postmortem_archive.archive.project import Project
from postmortem_archive.model.errors import ArchiveError

LOCK_SECONDS = 60
"""How long to wait for another process that is writing the same index."""

_LOCK = "write.lock"


def private_folder(project: Project) -> Path:
    """The folder that the index of an archive is kept in, made where it is missing.

    Raises:
        ArchiveError: it leads out of the project.
        OSError: it cannot be made.
    """
    folder = project.cache_folder / "search"
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(project.root)):
        raise ArchiveError(
            f"the cache folder {project.cache_folder} leads out of the project",
            "remove the symbolic link",
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes from writing to a folder.

    Raises:
        ArchiveError: another process does not let go of it.
        OSError: it cannot be locked.
    """
    if os.path.lexists(folder / _LOCK) and not is_regular(folder / _LOCK):
        remove(folder / _LOCK)  # opening a pipe would wait for ever
    lock = FileStorage(str(folder)).lock(_LOCK)
    if not try_for(lock.acquire, timeout=LOCK_SECONDS, delay=0.1):
        raise ArchiveError(
            "another process is writing the search index",
            "wait until it is done, then search again",
        )
    try:
        yield
    finally:
        lock.release()


def is_regular(path: Path) -> bool:
    """Whether there is a regular file: no folder, link, device or pipe."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def read_regular(path: Path) -> bytes:
    """The bytes of a regular file; a pipe is not waited for.

    Raises:
        OSError: it cannot be read, or is something else.
    """
    if not is_regular(path):
        raise FileNotFoundError(f"{path} is missing or not a regular file")
    return path.read_bytes()


def remove(path: Path) -> None:
    """Take away whatever is there, a link without what it leads to.

    Raises:
        OSError: it stays.
    """
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is never seen half-written.

    Raises:
        OSError: it cannot be written.
    """
    fresh = path.with_suffix(".new")
    remove(fresh)
    fresh.write_text(text, "utf-8")
    fresh.replace(path)
