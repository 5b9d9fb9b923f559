"""Bytes of files, and ``archive.yml``: what is needed before anything is parsed or checked."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from typing import TYPE_CHECKING

from postmortem_archive.model.diagnostic import Problem, ProblemKind
from postmortem_archive.parse.text import MAX_BYTES, decode

from .discover import Found
from .project import Project

if TYPE_CHECKING:  # where nothing has changed, nothing is parsed
    from postmortem_archive.model.settings import SettingsDocument

Progress = Callable[[int, int], None]
"""Called with how many files are done and how many are to be."""

UNREAD = "not read: "
"""Begins the mark of a file that cannot be read."""


def read_settings(project: Project) -> SettingsDocument:
    """What ``archive.yml`` says and what is wrong with it; defaults where there is none."""
    return settings_of(read_settings_bytes(project))


def read_settings_bytes(project: Project) -> bytes | Problem | None:
    """The bytes of ``archive.yml``, or why it is not read; ``None`` where there is none."""
    location = project.settings_path
    if location.is_symlink():
        return _unreadable(
            "the file is a symbolic link, which is not followed", "put the file there"
        )
    return read_bytes(Found(location.name, location)) if os.path.lexists(location) else None


def settings_of(data: bytes | Problem | None) -> SettingsDocument:
    """What the bytes of an ``archive.yml`` say and what is wrong with it; defaults where there is none."""
    from postmortem_archive.model.settings import SettingsDocument  # noqa: PLC0415 - takes long
    from postmortem_archive.parse.settings import parse_settings  # noqa: PLC0415 - takes long

    if data is None:
        return SettingsDocument()
    if isinstance(data, Problem):
        return SettingsDocument(problems=(data,))
    decoded = decode(data)
    if decoded.problem:
        return SettingsDocument(problems=(decoded.problem,), text=decoded.text)
    return parse_settings(decoded.text)


def read_bytes(found: Found) -> bytes | Problem:
    """The bytes of a file, or why it is not read; at most one byte over the bound.

    The file is opened without following a link and looked at only once it is open, so that it cannot be
    exchanged for another in between.
    """
    if found.refusal:
        return _unreadable(found.refusal, found.hint)
    try:
        # O_NONBLOCK: opening a pipe would otherwise wait for somebody to write into it
        handle = os.open(found.location, os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK"))
    except OSError as error:
        return _unreadable(f"the file cannot be opened: {_reason(error)}", "check its permissions")
    try:
        return _read(handle)
    except OSError as error:
        return _unreadable(f"the file cannot be read: {_reason(error)}", "check the disk")
    finally:
        os.close(handle)


def digest(data: bytes | Problem) -> str:
    """SHA-256 (hex) of a file's bytes; of nothing where it could not be read."""
    return hashlib.sha256(b"" if isinstance(data, Problem) else data).hexdigest()


def mark(data: bytes | Problem) -> str:
    """What tells the content of a file from any other; why it is not read where it is not."""
    return f"{UNREAD}{data.message}" if isinstance(data, Problem) else digest(data)


def digest_of(content: str) -> str:
    """The :func:`digest` of what has that :func:`mark`."""
    return digest(b"") if content.startswith(UNREAD) else content


def _read(handle: int) -> bytes | Problem:
    mode = os.fstat(handle).st_mode
    if stat.S_ISDIR(mode):
        return _unreadable("this is a folder, not a file", "rename or remove the folder")
    if not stat.S_ISREG(mode):
        return _unreadable("the file is not a regular file", "put a regular file in its place")
    with os.fdopen(handle, "rb", closefd=False) as file:
        return file.read(MAX_BYTES + 1)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _unreadable(message: str, hint: str) -> Problem:
    return Problem(ProblemKind.UNREADABLE, message, hint=hint)


def _flag(name: str) -> int:
    return getattr(os, name, 0)  # not every platform has it
