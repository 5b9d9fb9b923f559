"""Which files an archive has, without opening any of them."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EXTENSIONS = (".md", ".markdown")
MAX_DEPTH = 20
"""Deepest level of folders that is read below the archive's folder."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that claims to be a postmortem.

    Attributes:
        path: POSIX path relative to the archive's folder.
        location: where it is, absolute.
        refusal: why it is not opened at all; empty where it may be.
    """

    path: str
    location: Path
    refusal: str = ""


def discover(folder: Path) -> tuple[Found, ...]:
    """List the postmortems below ``folder`` in the order of their paths.

    Names that begin with ``_`` or ``.`` are passed over, as are other kinds of files. A link, a device
    or a pipe with a postmortem's extension is listed with the reason why it is refused; a linked folder
    is too, because what is in it would otherwise be missed without a word.
    """
    return tuple(sorted(_walk(folder, folder, 0), key=lambda found: found.path))


def _walk(folder: Path, top: Path, depth: int) -> Iterator[Found]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(("_", ".")):
                continue
            location = Path(entry.path)
            path = location.relative_to(top).as_posix()
            if entry.is_dir(follow_symlinks=False):
                if depth >= MAX_DEPTH:
                    yield Found(path, location, f"the folder is more than {MAX_DEPTH} levels deep")
                else:
                    yield from _walk(location, top, depth + 1)
            elif entry.name.lower().endswith(EXTENSIONS):
                yield Found(path, location, _refusal(entry))
            elif entry.is_symlink() and entry.is_dir():
                yield Found(path, location, "the folder is a symbolic link, which is not followed")


def _refusal(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "the file is a symbolic link, which is not followed"
    if not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
        return "the file is not a regular file"
    return ""
