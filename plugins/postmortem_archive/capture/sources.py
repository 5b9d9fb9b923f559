"""Which exports a path holds: a file, the files of a folder, or those of a zip archive."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO

from postmortem_archive.model.visible import visible

from .errors import ExportError
from .export import Export

MAX_FILES = 20_000
"""Most files of one folder or archive."""

MAX_UNPACKED = 4 * 1024**3
"""Most bytes that an archive may hold."""

_LISTS = frozenset(
    [
        *("users.json", "org_users.json", "channels.json", "groups.json", "dms.json", "mpims.json"),
        *("integration_logs.json", "canvases.json", "lists.json", "file_conversations.json"),
        *("content_flags.json", "huddle_transcripts.json"),
    ]
)
"""Files of a chat export that hold no messages."""


def exports_at(path: Path) -> Iterator[Export]:
    """The exports at a path, in the order of their names.

    Raises:
        ExportError: there is nothing that can be opened, or it holds too many files.
    """
    if path.is_dir():
        yield from _folder(path)
    elif _is_zip(path):
        yield from _zip(path)
    else:
        yield Export(visible(str(path)), partial(_open, path), partial(_beside, path))


def _is_zip(path: Path) -> bool:
    with _open(path) as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def _open(path: Path) -> IO[bytes]:
    """A regular file, opened without waiting for the other end of a pipe."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - one call for all kinds
            raise ExportError("it is not a regular file", "save it into a file first")
        return path.open("rb")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ExportError(
            f"it cannot be opened: {reason}", "check its name and permissions"
        ) from error


def _beside(path: Path, name: str) -> IO[bytes] | None:
    """A file beside another one, or in the folder above it."""
    for folder in (path.absolute().parent, path.absolute().parent.parent):
        if (folder / name).is_file():
            return _open(folder / name)
    return None


def _folder(top: Path) -> Iterator[Export]:
    found: list[Path] = []
    for folder, inner, names in os.walk(top):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        found += [Path(folder) / name for name in sorted(names) if not name.startswith(".")]
        if len(found) > MAX_FILES:
            raise ExportError(
                f"it holds more than {MAX_FILES:,} files",
                "name the folder of one channel, or files",
            )
    if not found:
        raise ExportError("it is an empty folder")
    for path in found:
        if path.name not in _LISTS:
            yield Export(visible(str(path)), partial(_open, path), partial(_beside, path))


def _zip(path: Path) -> Iterator[Export]:
    with _open(path) as file, _archive(file) as archive:
        names = [info.filename for info in archive.infolist() if not info.is_dir()]
        if len(names) > MAX_FILES:
            raise ExportError(
                f"it holds more than {MAX_FILES:,} files",
                "unpack it and name the folder of a channel",
            )
        if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
            raise ExportError(
                f"it holds more than {MAX_UNPACKED // 1024**3} GiB",
                "unpack what belongs to the incident",
            )
        for name in sorted(names):
            last = name.rpartition("/")[2]
            if last in _LISTS or last.startswith(".") or name.startswith("__MACOSX/"):
                continue
            yield Export(
                f"{visible(str(path))}/{visible(name)}",
                partial(_member, archive, name),
                _beside_member(archive, name, frozenset(names)),
            )


def _archive(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise ExportError("it is a broken zip archive", "download or copy it again") from error


def _member(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    try:
        return archive.open(name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise ExportError(
            "it cannot be unpacked", "it may be encrypted or broken: unpack the archive yourself"
        ) from error


def _beside_member(
    archive: zipfile.ZipFile, name: str, names: frozenset[str]
) -> Callable[[str], IO[bytes] | None]:
    folder = name.rpartition("/")[0]
    above = folder.rpartition("/")[0]

    def beside(wanted: str) -> IO[bytes] | None:
        for place in dict.fromkeys((folder, above, "")):
            full = f"{place}/{wanted}" if place else wanted
            if full in names:
                return _member(archive, full)
        return None

    return beside
