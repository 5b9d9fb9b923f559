"""Links of an imported body: files come along, and documents that are imported too are found again."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import quote

from postmortem_archive.importing.words import Words, words_of
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.link import Link, linked_path
from postmortem_archive.model.slug import slugify
from postmortem_archive.model.wording import count
from postmortem_archive.parse.links import read_links
from postmortem_archive.parse.markdown import read_markdown

from ..discover import EXTENSIONS
from ..private_files import is_regular

MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024
"""Largest file that comes along, in bytes."""

MAX_ATTACHMENTS = 200
"""Most files that come along with one document."""

_PLAIN_NAME = lazy_pattern(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_PLAIN_SUFFIX = lazy_pattern(r"\.[A-Za-z0-9]{1,10}")


class Move(NamedTuple):
    """From where to where a document goes.

    Attributes:
        place: path of the postmortem, relative to the archive's folder.
        location: where the original is.
        top: the folder out of which nothing is taken.
    """

    place: str
    location: Path
    top: Path


class Relinked(NamedTuple):
    """A body with the links of its new place.

    Attributes:
        body: the body.
        lost: words of the links that gave way.
        gained: words of those in their place.
        attachments: what comes along, by its path relative to the archive's folder: a file, or its bytes.
        notes: what could not be brought along.
    """

    body: str
    lost: Words
    gained: Words
    attachments: Mapping[str, Path | bytes]
    notes: tuple[str, ...]


def relink(
    body: str, move: Move, files: Mapping[str, bytes], places: Mapping[Path, str]
) -> Relinked:
    """Lead the relative links of a body to where things are now.

    Args:
        body: as it was converted.
        move: from where to where it goes.
        files: those that were inside of the original, by the path that the body names them by.
        places: paths of all that is imported, by the place of the original.
    """
    work = _Work(move, files, places)
    lines = body.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    lost, gained = Words(), Words()
    pieces: list[str] = []
    at = 0
    for link in read_links(read_markdown(body)):
        target = work.target_of(link)
        if not target or target == link.target:
            continue
        begin = body.find(link.target, starts[link.position.line - 1] + link.position.column - 1)
        if begin < at:
            continue
        pieces += [body[at:begin], target]
        at = begin + len(link.target)
        lost += words_of(link.target)
        gained += words_of(target)
    changed = "".join([*pieces, body[at:]])
    return Relinked(changed, lost, gained, work.attachments, work.notes())


class _Work:
    """The files and documents that the links of one body lead to.

    Args:
        move: from where to where the body goes.
        files: those that were inside of the original.
        places: paths of all that is imported.
    """

    def __init__(self, move: Move, files: Mapping[str, bytes], places: Mapping[Path, str]) -> None:
        self.attachments: dict[str, Path | bytes] = {}
        self._place, self._location, self._top = move
        self._files, self._places = files, places
        self._brought: dict[str, str] = {}
        self._missing = 0
        self._refused: list[str] = []

    def target_of(self, link: Link) -> str:
        """Where a link has to lead; empty where it stays as it is."""
        path = linked_path(link.target)
        if not path or path.startswith("/") or "\0" in path:
            return ""
        if path in self._files:
            return self._bring(path, PurePosixPath(path).name, self._files[path])
        file = Path(os.path.normpath(self._location.parent / path))
        anchor = link.target.partition("#")[2]
        if file in self._places:
            folder = posixpath.dirname(self._place)
            there = quote(posixpath.relpath(self._places[file], folder))
            return f"{there}#{anchor}" if anchor else there
        if not file.is_relative_to(self._top) or not file.exists():
            self._missing += 1
            return ""
        return self._attach(file)

    def _attach(self, file: Path) -> str:
        if file.name.lower().endswith(EXTENSIONS) or file.is_dir():
            self._missing += 1
            return ""
        if not is_regular(file) or file.resolve() != file.parent.resolve() / file.name:
            self._refused.append(f"{file.name} is a symbolic link or no regular file")
            return ""
        if not file.parent.resolve().is_relative_to(self._top.resolve()):
            self._refused.append(f"{file.name} lies outside of the folder that is imported")
            return ""
        if file.stat().st_size > MAX_ATTACHMENT_BYTES:
            self._refused.append(
                f"{file.name} has {file.stat().st_size:,} bytes; at most {MAX_ATTACHMENT_BYTES:,} come along"
            )
            return ""
        return self._bring(str(file), file.name, file)

    def _bring(self, key: str, name: str, content: Path | bytes) -> str:
        """Take a file along, once; returns its target."""
        if key in self._brought:
            return self._brought[key]
        if len(self._brought) >= MAX_ATTACHMENTS:
            self._refused.append(f"{name}: at most {MAX_ATTACHMENTS} files come along")
            return ""
        own = PurePosixPath(self._place).stem
        folder = posixpath.join(posixpath.dirname(self._place), own)
        plain = _plain_name(name)
        free, number = plain, 1
        while f"{folder}/{free}" in self.attachments:
            number += 1
            free = f"{number}-{plain}"
        self.attachments[f"{folder}/{free}"] = content
        self._brought[key] = f"{quote(own)}/{free}"
        return self._brought[key]

    def notes(self) -> tuple[str, ...]:
        """What could not be brought along."""
        missing = count(self._missing, "link")
        lead = "leads" if self._missing == 1 else "lead"
        said = [f"{missing} {lead} to files that were not imported"] if self._missing else []
        return (*said, *(f"left behind: {why}" for why in self._refused))


def _plain_name(name: str) -> str:
    """A file's name that needs no escapes anywhere."""
    if _PLAIN_NAME.fullmatch(name):
        return name
    path = PurePosixPath(name)
    suffix = path.suffix if _PLAIN_SUFFIX.fullmatch(path.suffix) else ""
    return f"{slugify(path.stem)}{suffix}"
