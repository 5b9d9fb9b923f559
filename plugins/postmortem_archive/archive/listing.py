"""Which files an archive has and what is in them, without reading again what is as it was.

As git does it: a file counts as unchanged where its size, its times and its number on the disk are those
at which it was read. A file that had been written to only just before it was read is read again the next
time, because a second change within one tick of the clock would not show. What is known of files is kept
under a seal in the private cache folder; the time of a file's last change of any kind cannot be set by a
checkout, so nothing that a pull request brings is taken for what was read before.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .discover import Found, discover
from .private_files import private_folder, read_regular, write_whole_bytes
from .project import Project
from .read import digest_of, mark, read_bytes
from .seal import is_sealed, seal

SETTLED_SECONDS = 2.0
"""How long ago a file must have been written for its times to be trusted: the coarsest clock of a disk."""

_NAME = "listing.bin"

Stamp = tuple[int, ...]
"""What changes with a file: size, modified and changed (nanoseconds), number on the disk."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of an archive that may be opened.

    Attributes:
        found: where they are, by path relative to the archive's folder.
        digests: SHA-256 (hex) of their bytes, by path.
    """

    found: Mapping[str, Found]
    digests: Mapping[str, str]


def list_files(project: Project) -> Listing:
    """List the files of an archive with digests of their content.

    Raises:
        ArchiveError: the archive's folder cannot be opened.
    """
    found = {item.path: item for item in discover(project.folder) if not item.refusal}
    marks = marks_of(project, found.values())
    return Listing(found, {path: digest_of(content) for path, content in marks.items()})


def marks_of(project: Project, found: Iterable[Found], *, keep: bool = True) -> dict[str, str]:
    """The :func:`~postmortem_archive.archive.read.mark` of each file, by its path.

    Args:
        project: where the archive is.
        found: the files.
        keep: use and write what is known of earlier times; otherwise all are read.
    """
    kept = _read_kept(project) if keep else {}
    known: dict[str, tuple[str, Stamp | None]] = {}
    for item in found:
        before = kept.get(item.path)
        if before and before[1] == stamp(item.location):
            known[item.path] = before
        else:
            known[item.path] = _read(item)
    rows = {path: row for path, row in known.items() if row[1]}
    if keep and rows != kept:
        _write_kept(project, rows)
    return {path: content for path, (content, _) in known.items()}


def stamp(path: Path | str) -> Stamp | None:
    """What changes with a file; nothing where it is gone, or where the system does not tell."""
    if os.name != "posix":
        return None  # elsewhere the time of the last change is that of creation
    try:
        about = os.lstat(path)
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def settled_stamp(path: Path | str) -> Stamp | None:
    """As :func:`stamp`, but only of a file that was not written to just now; ask before reading it."""
    found = stamp(path)
    youngest = time.time_ns() - int(SETTLED_SECONDS * 1e9)
    return found if found and max(found[1], found[2]) < youngest else None


def _read(item: Found) -> tuple[str, Stamp | None]:
    before = settled_stamp(item.location)
    data = read_bytes(item)
    return mark(data), before if isinstance(data, bytes) else None


def _read_kept(project: Project) -> dict[str, Any]:
    """Mark and stamp by path; nothing where they are missing or not ours."""
    try:
        data = read_regular(private_folder(project, "search") / _NAME)
    except OSError:
        return {}
    claimed, _, body = data.partition(b"\n")
    if not is_sealed(body, claimed.decode(errors="replace")):
        return {}
    version, _, rows = body.partition(b"\0")
    if version != sys.version.encode():
        return {}
    kept: dict[str, Any] = marshal.loads(rows)  # noqa: S302 - sealed; JSON takes several times longer
    return kept


def _write_kept(project: Project, rows: Mapping[str, tuple[str, Stamp | None]]) -> None:
    body = sys.version.encode() + b"\0" + marshal.dumps(dict(rows))
    try:
        folder = private_folder(project, "search")
        write_whole_bytes(folder / _NAME, seal(body).encode() + b"\n" + body)
    except OSError:
        return  # a read-only checkout: nothing is lost but time
