"""Which files are to be imported, and what tells each of them from any other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from postmortem_archive.importing.base import Source, extension_of
from postmortem_archive.importing.errors import RefusedError
from postmortem_archive.importing.registry import EXTENSIONS
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.parse.text import MAX_BYTES, decode

from ..discover import printable
from ..private_files import is_regular, read_regular
from ..project import Project

MAX_FILES = 20_000
"""Most files that one import looks at."""

MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
"""Largest document of a word processor or a browser that is read, in bytes; texts have :data:`MAX_BYTES`."""

_MOST_PARTS = 4
_DOCUMENTS = frozenset([".docx", ".html", ".htm"])
_NOT_POSTMORTEMS = frozenset(
    [
        *("readme", "license", "licence", "contributing", "changelog", "code_of_conduct"),
        *("security", "notice", "authors", "makefile", "dockerfile", "codeowners", "summary"),
    ]
)


class Candidate(NamedTuple):
    """A file that may be imported.

    Attributes:
        path: by which it is known again.
        location: where it is.
        top: the folder that was named, or that holds the file that was; what comes along lies in it.
        is_named: it was named itself, so that it is an error where it is no document.
    """

    path: str
    location: Path
    top: Path
    is_named: bool


def candidates(project: Project, paths: Sequence[Path]) -> list[Candidate]:
    """The files at some paths, each once, in their order.

    Of a folder, files are passed over whose names begin with ``_`` or ``.``, the archive itself, and
    those that no reader is for.

    Raises:
        ArchiveError: there are too many.
    """
    found: dict[Path, Candidate] = {}
    for path in paths:
        top = Path(os.path.normpath(path.absolute()))
        every = _below(project, top) if top.is_dir() and not top.is_symlink() else [_one(top)]
        for one in every:
            shown = printable(_path_of(project, one.location))
            found.setdefault(one.location, one._replace(path=shown))
        if len(found) > MAX_FILES:
            raise ArchiveError(
                f"more than {MAX_FILES:,} files are to be imported", "name a folder further down"
            )
    return list(found.values())


def read_source(one: Candidate) -> Source:
    """The bytes and the text of a file.

    Raises:
        RefusedError: it is a link, no regular file, too large, or cannot be read.
    """
    if one.location.is_symlink():
        raise RefusedError(
            "it is a symbolic link, which is not followed", "name the file that it leads to"
        )
    if not is_regular(one.location):
        raise RefusedError("it is not a regular file")
    is_document = extension_of(one.location.name) in _DOCUMENTS
    most = MAX_DOCUMENT_BYTES if is_document else MAX_BYTES
    try:
        size = one.location.stat().st_size
        if size > most:
            raise RefusedError(
                f"it has {size:,} bytes; at most {most:,} are read",
                "keep logs and dumps in files of their own",
            )
        data = read_regular(one.location, most + 1)
    except OSError as error:
        raise RefusedError(
            f"it cannot be read: {(error.strerror or str(error)).lower()}"
        ) from error
    if is_document:
        return Source(one.path, data, None)
    decoded = decode(data)
    refusal = decoded.problem.message if decoded.problem else ""
    return Source(one.path, data, None if refusal else decoded.text, refusal)


def _one(path: Path) -> Candidate:
    return Candidate(path.name, path, path.parent, is_named=True)


def _below(project: Project, top: Path) -> Iterator[Candidate]:
    archive = project.folder.resolve()
    for folder, inner, names in os.walk(top):
        here = Path(folder)
        inner[:] = sorted(
            name
            for name in inner
            if not name.startswith((".", "_")) and (here / name).resolve() != archive
        )
        for name in sorted(names):
            if _may_be_one(name):
                yield Candidate(name, here / name, top, is_named=False)


def _may_be_one(name: str) -> bool:
    """Whether a file of a folder is looked at, by its name."""
    extension = extension_of(name)
    stem = name[: len(name) - len(extension)].casefold()
    if name.startswith((".", "_")) or extension not in EXTENSIONS:
        return False
    return stem not in _NOT_POSTMORTEMS and "template" not in stem


def _path_of(project: Project, location: Path) -> str:
    """The path by which a file is known again, however it was named.

    Relative to the project; or to the git repository that it is in, with the name of that; or else the
    last few of its folders: a committed file should not tell of somebody's disk.
    """
    if location.is_relative_to(project.root):
        return location.relative_to(project.root).as_posix()
    for folder in location.parents:
        if (folder / ".git").exists():
            return location.relative_to(folder.parent).as_posix()
    return "/".join(location.parts[1:][-_MOST_PARTS:])
