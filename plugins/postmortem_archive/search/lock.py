"""Only one process at a time writes an index, or a site."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.util.filelock import try_for

from postmortem_archive.archive.private_files import is_regular, remove
from postmortem_archive.model.errors import ArchiveError

LOCK_SECONDS = 60
"""How long to wait for another process that is writing the same index."""

_LOCK = "write.lock"


@contextmanager
def locked(
    folder: Path, wait: float = LOCK_SECONDS, what: str = "the search index"
) -> Iterator[None]:
    """Keep other processes from writing to a folder.

    Args:
        folder: the folder.
        wait: how long to wait for another process, in seconds.
        what: is written there, in words.

    Raises:
        ArchiveError: another process does not let go of it.
        OSError: it cannot be locked.
    """
    if os.path.lexists(folder / _LOCK) and not is_regular(folder / _LOCK):
        remove(folder / _LOCK)  # opening a pipe would wait for ever
    lock = FileStorage(str(folder)).lock(_LOCK)
    if not try_for(lock.acquire, timeout=wait, delay=0.1):
        raise ArchiveError(
            f"another process is writing {what}", "wait until it is done, then try again"
        )
    try:
        yield
    finally:
        lock.release()
