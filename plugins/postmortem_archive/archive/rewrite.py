"""Write a file that was put right: all of it or nothing, and only over what was read."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from postmortem_archive.model.errors import ArchiveError

_RACE = "it changed while it was being put right; run the command again"
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def write_fixed(location: Path, before: bytes, after: bytes) -> None:
    """Put new bytes in the place of a file's old ones.

    They are written beside the file, which they then replace at once, so that it is never seen half
    written. The permissions stay.

    Args:
        location: the file.
        before: the bytes that were read of it.
        after: the bytes that are to stand there.

    Raises:
        ArchiveError: it holds other bytes by now, is a symbolic link or no regular file, may not be
            written, or there is no room; the file is then as it was.
    """
    try:
        found = _checked(location, before)
        with _beside(location) as copy:
            _write(copy, after, stat.S_IMODE(found.st_mode))
            now = os.lstat(location)
            if _identity(now) != _identity(found):
                raise ArchiveError(f"{location} was not written", _RACE)
            os.replace(copy, location)  # noqa: PTH105 - the copy is named by its text
    except OSError as error:
        raise ArchiveError(
            f"{location} was not written: {(error.strerror or str(error)).lower()}",
            "check its permissions and the room on the disk",
        ) from error


def _checked(location: Path, before: bytes) -> os.stat_result:
    """What the file is, if it is a regular one that holds the bytes it should."""
    if stat.S_ISLNK(os.lstat(location).st_mode):
        raise ArchiveError(
            f"{location} is a symbolic link, which is not written to", "change the file it leads to"
        )
    # opened for writing, although only read, so that a file that is write-protected stays as it is;
    # without O_NONBLOCK the opening of a pipe waits for somebody at its other end
    handle = os.open(location, os.O_RDWR | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK"))
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise ArchiveError(
                f"{location} is not a regular file", "put a regular file in its place"
            )
        if file.read(len(before) + 1) != before:
            raise ArchiveError(f"{location} was not written", _RACE)
    return found


@contextlib.contextmanager
def _beside(location: Path) -> Iterator[str]:
    """A name in the same folder that is not taken; what is there in the end is removed.

    It begins with a dot: an archive that is read meanwhile passes over it.
    """
    copy = os.fspath(location.with_name(f".{secrets.token_hex(8)}.tmp"))
    try:
        yield copy
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(copy)  # noqa: PTH108 - the copy is named by its text


def _write(copy: str, data: bytes, mode: int) -> None:
    handle = os.open(copy, _CREATE | _flag("O_NOFOLLOW"), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.chmod(file.fileno() if os.chmod in os.supports_fd else copy, mode)  # noqa: PTH101
        os.fsync(file.fileno())


def _identity(found: os.stat_result) -> tuple[int, int, int, int]:
    """What tells whether a file is the same as a moment ago."""
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _flag(name: str) -> int:
    return getattr(os, name, 0)  # not every platform has it
