"""One folder takes the place of another: at once where the system can do that, else in two steps."""

import ctypes
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from postmortem_archive.archive.private_files import remove

from .target import Target

_HERE = -100  # AT_FDCWD: paths are as every other call takes them
_EXCHANGE = 2  # RENAME_EXCHANGE


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; ``False`` where that cannot be done."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):  # an older C library
        return False
    failed = library.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return not failed


def take_place(target: Target, at_once: Callable[[Path, Path], bool] = exchange) -> None:
    """Put the new site into its place, and the old one away.

    Killed at any moment, it leaves the one or the other, whole; where it takes two steps, the old one
    may have to be put back first: see :func:`put_back`.

    Args:
        target: where the site is put.
        at_once: lets two folders change places in one step, and says whether it could.

    Raises:
        OSError: the folders cannot be renamed; the old site is in its place.
    """
    if not os.path.lexists(target.folder):
        target.beside.rename(target.folder)
        return
    if not at_once(target.beside, target.folder):
        target.folder.rename(target.before)
        try:
            target.beside.rename(target.folder)
        except OSError:
            target.before.rename(target.folder)
            raise
        target.before.rename(target.beside)  # what waits there is whole as long as it waits
    clear(target)


def put_back(target: Target) -> bool:
    """Put back a site whose replacement was killed half-way; say whether there was one.

    Raises:
        OSError: it cannot be renamed.
    """
    is_lost = target.before.is_dir() and not os.path.lexists(target.folder)
    if is_lost:
        target.before.rename(target.folder)
    elif os.path.lexists(target.before):
        remove(target.beside)
        target.before.rename(target.beside)
    clear(target)
    return is_lost


def clear(target: Target) -> None:
    """Remove what lies beside a site."""
    with suppress(OSError):  # what stays, the next build removes
        remove(target.beside)
