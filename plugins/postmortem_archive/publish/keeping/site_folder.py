"""The folder of a site, brought up to date in place: what has not changed keeps its file and its time.

A build writes into a folder of its own, so one that fails leaves the site as it was. At its end what
differs takes its place in the site's folder, and what is no longer of the site goes.
"""

import errno
import json
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from postmortem_archive.archive.kept_entries import KeptEntries
from postmortem_archive.archive.private_files import private_folder, remove
from postmortem_archive.archive.project import Project
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.search.lock import locked

from ..destinations import Asked
from ..messages import Log

_THE_LIST = "0" * 64
"""Key of the one list of files that is kept: that of the folder that was built last."""

PART = ".postmortem-part"
"""End of the name of a file that is not whole yet."""

LONGEST_WAIT = 900
"""How long a build waits for another one, in seconds."""

_WHAT = "this site"
_State = list[int]
"""Size and time of a file: as long as both stay, so does its content."""


class Changes(NamedTuple):
    """What a build did to the files of a site's folder: how many were written, left and removed."""

    written: int
    unchanged: int
    removed: int


class SiteFolder:
    """A site's folder while it is built.

    Args:
        project: where the archive is.
        folder: the site's folder; need not exist.
        log: is told where another build has to be waited for.

    Attributes:
        folder: the site's folder.
        fresh: an empty folder to build into.

    Raises:
        ArchiveError: the cache folder leads out of the project, or another build does not come to an end.
        OSError: there is no place to build in.
    """

    def __init__(self, project: Project, folder: Path, log: Log) -> None:
        self.folder = folder
        place = private_folder(project, "building")
        self._lock = ExitStack()
        self._lock.enter_context(_only_build(place, log))
        self.fresh = place / "site"
        remove(self.fresh)
        self.fresh.mkdir()
        self._kept = KeptEntries(project, "sites")
        self._left: dict[str, list[Any]] = {}
        self._made: dict[str, tuple[str, Asked]] = {}

    def asked(self, path: str, key: str) -> Asked | None:
        """What the addresses in a file lead to, if it is there and as it was written; else ``None``.

        Args:
            path: of the file, relative to the site's root.
            key: stands for all that it depends on.
        """
        row = self._before.get(path)
        if row is None or row[0] != key or row[1] != _state(f"{self.folder}/{path}"):
            return None
        asked: Asked = row[2]
        return asked

    def leave(self, path: str) -> None:
        """Leave a file as it is, of which :meth:`asked` knows."""
        self._left[path] = self._before[path]

    def write(self, path: str, data: bytes, key: str = "", asked: Asked = ()) -> None:
        """Write a file.

        Args:
            path: relative to the site's root.
            data: its content.
            key: stands for all that it depends on; empty where that is not known.
            asked: what the addresses in it lead to.
        """
        place = self.fresh / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        if key:
            self._made[path] = (key, asked)

    def finish(self) -> Changes:
        """Bring the site's folder up to date.

        Raises:
            OSError: a file cannot be written or removed; then some are of this build, some are not.
        """
        fresh = set(_files(self.fresh))
        left = self._left.keys() - fresh
        self.folder.mkdir(parents=True, exist_ok=True)
        removed = _remove_all_but(self.folder, fresh | left)
        written = _move_all(self.fresh, self.folder)
        remove(self.fresh)
        rows = {path: self._left[path] for path in left}
        for path, (key, asked) in self._made.items():
            rows[path] = [key, _state(f"{self.folder}/{path}"), asked]
        listed = {"folder": str(self.folder), "files": rows}
        self._kept.put(_THE_LIST, json.dumps(listed).encode())
        self._lock.close()
        return Changes(written, len(fresh) - written + len(left), removed)

    def add(self) -> None:
        """Put what was built into the site's folder, and leave all else as it is.

        Raises:
            OSError: a file cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        _move_all(self.fresh, self.folder)
        self.give_up()

    def give_up(self) -> None:
        """Leave the site's folder as it is."""
        remove(self.fresh)
        self._lock.close()

    @cached_property
    def _before(self) -> dict[str, list[Any]]:
        """The list that the last build has left; a preview of one page does without."""
        kept = json.loads(self._kept.get(_THE_LIST) or b"{}")
        files: dict[str, list[Any]] = kept.get("files", {})
        return files if kept.get("folder") == str(self.folder) else {}


@contextmanager
def _only_build(place: Path, log: Log) -> Iterator[None]:
    """Two builds at once would write to the same place: the second one waits."""
    stack = ExitStack()
    try:
        stack.enter_context(locked(place, wait=0, what=_WHAT))
    except ArchiveError:
        log.info("another build of this archive is running; waiting for it")
        stack.enter_context(locked(place, wait=LONGEST_WAIT, what=_WHAT))
    with stack:
        yield


def _state(path: str) -> _State | None:
    """The state of a regular file; ``None`` where there is none. All are asked for: a text is faster."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns] if stat.S_ISREG(found.st_mode) else None


def _files(folder: Path) -> Iterator[str]:
    """Paths of all files below a folder, relative to it."""
    for above, _, names in os.walk(folder):
        start = os.path.relpath(above, folder)
        yield from (
            name if start == "." else f"{start}/{name}".replace(os.sep, "/") for name in names
        )


def _remove_all_but(folder: Path, wanted: Iterable[str]) -> int:
    """Remove every file that is not wanted, every link and every empty folder; say how many files.

    As when MkDocs empties the folder, what is hidden there is spared: ``.git`` of a branch of pages.
    """
    files = set(wanted)
    folders = {above for path in files for above in _above(path)}
    return _remove_from(folder, "", files, folders)


def _above(path: str) -> Iterator[str]:
    """The folders in which a file is."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _remove_from(folder: Path, start: str, files: set[str], folders: set[str]) -> int:
    removed = 0
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        path = f"{start}{entry.name}"
        if not start and entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False) and path in folders:
            removed += _remove_from(folder / entry.name, f"{path}/", files, folders)
        elif path not in files or not entry.is_file(follow_symlinks=False):
            is_folder = entry.is_dir(follow_symlinks=False)
            removed += sum(1 for _ in _files(Path(entry.path))) if is_folder else 1
            remove(Path(entry.path))
    return removed


def _move_all(source: Path, target: Path) -> int:
    """Move what is in a folder into another, but for files that are there already; say how many."""
    moved = 0
    with os.scandir(source) as entries:
        found = list(entries)
    for entry in found:
        place = target / entry.name
        is_there = os.path.lexists(place)
        if entry.is_dir(follow_symlinks=False) and is_there:
            moved += _move_all(source / entry.name, place)
        elif entry.is_dir(follow_symlinks=False):
            moved += sum(1 for _ in _files(Path(entry.path)))
            _move(Path(entry.path), place)
        elif not is_there or place.read_bytes() != Path(entry.path).read_bytes():
            moved += 1
            _move(Path(entry.path), place)
    return moved


def _move(source: Path, target: Path) -> None:
    """Put a file or folder into the place of another; never into a file, which others may share."""
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        move_to_another_disk(source, target)  # as where a live preview or a cache folder may be


def move_to_another_disk(source: Path, target: Path) -> None:
    """Put a copy of a file or folder into the place of another, whole, and remove what was copied.

    Raises:
        OSError: it cannot be copied or removed.
    """
    part = target.with_name(f"{target.name}{PART}")
    remove(part)
    try:
        if source.is_dir():
            shutil.copytree(source, part)
        else:
            shutil.copy2(source, part)
        part.replace(target)
    except OSError:
        remove(part)
        raise
    remove(source)
