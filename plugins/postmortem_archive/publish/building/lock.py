"""Only one build at a time puts a site into a folder."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from postmortem_archive.archive.private_files import private_folder
from postmortem_archive.archive.project import Project
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.search.lock import locked

from .target import Target

try:
    import fcntl
except ImportError:  # of another system
    fcntl = None  # type: ignore[assignment]

_BETWEEN_TRIES = 0.1  # seconds
_WHAT = "this site"


@contextmanager
def only_build(
    target: Target, project: Project, wait: float, tell: Callable[[str], None]
) -> Iterator[None]:
    """Keep other builds, of whatever project, from putting a site into a folder.

    What is locked is the folder above, because a file made for that purpose would stay there. Where
    folders cannot be locked, builds of this project alone are kept away.

    Args:
        target: where the site is put.
        project: what it is built of.
        wait: how long to wait for another build, in seconds.
        tell: is told where another one is waited for.

    Raises:
        ArchiveError: another build does not come to an end.
        OSError: nothing can be locked.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(_taken(target, 0))
        except ArchiveError:
            if not wait:
                raise
            tell("another build puts a site into this folder; waiting for it")
            stack.enter_context(_taken(target, wait))
        except OSError:
            stack.enter_context(locked(private_folder(project, "target"), wait, _WHAT))
        yield


@contextmanager
def _taken(target: Target, wait: float) -> Iterator[None]:
    if fcntl is None:
        raise OSError("folders cannot be locked here")
    handle = os.open(target.folder.parent, os.O_RDONLY)
    try:
        last = time.monotonic() + wait
        while not _locks(handle):
            if time.monotonic() >= last:
                raise ArchiveError(
                    f"another build puts a site into {target.folder.parent}",
                    "wait until it is done, then try again",
                )
            time.sleep(_BETWEEN_TRIES)
        yield
    finally:
        os.close(handle)  # lets go of the lock, as the end of the process does


def _locks(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
