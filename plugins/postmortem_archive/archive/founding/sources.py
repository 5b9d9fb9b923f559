"""Read the files of a repository that tell about its services: bounded, and never through a link."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..discover import is_regular_file, printable_path
from ..private_files import read_regular

MAX_BYTES = 1_000_000
"""Largest file that is read, in bytes."""

MAX_FOLDERS = 20_000
"""Most folders that are looked into."""

MAX_DEPTH = 8
"""Deepest level of folders that is looked into."""

_PASSED_OVER = ("node_modules", "vendor", "venv", "dist", "build", "target", "site", "__pycache__")
"""Folders of what others wrote or of what was built; so are all whose names begin with a dot."""


class UnreadableError(Exception):
    """A file cannot be taken into account; the message says which and why."""


def read_source(root: Path, path: str) -> str | None:
    """The text of a file; ``None`` where there is none.

    Args:
        root: the repository's folder, resolved.
        path: of the file, relative to ``root``.

    Raises:
        UnreadableError: there is something else, it is too large, or it is no text.
    """
    place = root / path
    shown = printable_path(path)
    if not os.path.lexists(place):
        return None
    if not is_regular_file(root, path):
        raise UnreadableError(f"{shown} is a link or no regular file, and was not read")
    try:
        data = read_regular(place, MAX_BYTES + 1)
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(f"{shown} is not UTF-8 text, and was not read") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableError(f"{shown} was not read: {reason}") from error
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"{shown} is larger than {MAX_BYTES:,} bytes, and was not read")
    return text


def files_named(root: Path, names: tuple[str, ...]) -> Iterator[str]:
    """Paths of all files of those names in a repository, relative to its root, in their order.

    Raises:
        UnreadableError: there are too many folders; the paths so far have been given.
    """
    waiting = [("", 0)]
    looked_into = 0
    while waiting:
        above, depth = waiting.pop()
        looked_into += 1
        if looked_into > MAX_FOLDERS:
            raise UnreadableError(f"only {MAX_FOLDERS:,} folders were looked into")
        entries = sorted(_entries(root / above), key=lambda entry: entry.name)
        yield from (above + entry.name for entry in entries if entry.name in names)
        folders = [entry for entry in entries if _is_looked_into(entry, depth)]
        waiting += [(f"{above}{entry.name}/", depth + 1) for entry in reversed(folders)]


def _is_looked_into(entry: os.DirEntry[str], depth: int) -> bool:
    if depth == MAX_DEPTH or entry.name.startswith(".") or entry.name in _PASSED_OVER:
        return False
    return entry.is_dir(follow_symlinks=False)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:  # what may not be listed has nothing to tell
        return []
