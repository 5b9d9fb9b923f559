"""Results kept by key, each in a file of its own, so that a build makes anew only what has changed.

They lie in the private cache folder, under a seal that says what they are of: an entry that is missing,
damaged, planted or moved is none. A key has to say everything that the result depends on.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from .private_files import private_folder, read_regular, remove, write_whole_bytes
from .project import Project
from .seal import is_sealed, seal, seal_key

_KEY = re.compile(r"[0-9a-f]{64}")
_SEAL_LENGTH = 64


class KeptEntries:
    """Kept results of one kind.

    Args:
        project: where the archive is.
        kind: what they are: ``bodies``; a folder is called so.
        active: whether anything is kept; without, nothing is found and nothing written.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """

    def __init__(self, project: Project, kind: str, *, active: bool = True) -> None:
        self._kind = kind
        self._used: set[str] = set()
        self._folder = _made(project, kind) if active else None
        self._seal_key = seal_key() if active else b""

    def get(self, key: str) -> bytes | None:
        """What was kept under a key (64 hexadecimal digits, such as a SHA-256); ``None`` where nothing was."""
        if self._folder is None:
            return None
        try:
            entry = read_regular(_place(self._folder, key))
        except OSError:
            return None
        claimed, data = entry[:_SEAL_LENGTH], entry[_SEAL_LENGTH:]
        if not is_sealed(
            self._sealed(key, data), claimed.decode("ascii", "replace"), self._seal_key
        ):
            return None
        self._used.add(key)
        return data

    def put(self, key: str, data: bytes) -> bool:
        """Keep a result; where nothing can be written, the next build simply takes longer.

        Returns:
            Whether it is kept.
        """
        if self._folder is None:
            return False
        place = _place(self._folder, key)
        try:
            place.parent.mkdir(exist_ok=True)
            if place.parent.is_symlink():
                return False  # planted; it goes when what is unused is dropped
            write_whole_bytes(place, seal(self._sealed(key, data), self._seal_key).encode() + data)
        except OSError:
            return False  # a read-only checkout or a full disk: nothing is lost but time
        self._used.add(key)
        return True

    def spare(self, key: str) -> None:
        """Take an entry for used, though nobody needed to ask for it."""
        self._used.add(key)

    def drop_unused(self) -> None:
        """Remove what was neither asked for, kept nor spared since the start: it is of an earlier archive."""
        if self._folder is None:
            return
        for shelf in _inside(self._folder):
            if not shelf.is_dir(follow_symlinks=False):
                _drop(shelf)  # a link, too: what it leads to is not ours
                continue
            for entry in _inside(shelf):
                if entry.name not in self._used:
                    _drop(entry)

    def _sealed(self, key: str, data: bytes) -> bytes:
        return f"{self._kind}\0{key}\0".encode() + data


def _place(folder: Path, key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no key of 64 hexadecimal digits")
    return folder / key[:2] / key


def _made(project: Project, kind: str) -> Path | None:
    try:
        return private_folder(project, kind)
    except OSError:
        return None


def _inside(folder: Path | os.DirEntry[str]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []  # gone meanwhile, or not ours to read


def _drop(entry: os.DirEntry[str]) -> None:
    try:
        remove(Path(entry.path))
    except OSError:
        return  # it stays, and is tried again by the next build
