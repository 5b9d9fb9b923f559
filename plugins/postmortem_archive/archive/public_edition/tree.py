"""The fresh tree: a small archive of public texts in a private folder, written from an allow-list."""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from postmortem_archive.edition.file import public_file, public_settings
from postmortem_archive.edition.plain_markdown import is_elsewhere, path_from
from postmortem_archive.edition.text import PublicText
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.link import Link, LinkKind

from ..project import ARCHIVE_FOLDER, SETTINGS_FILE
from .due import Edition
from .withheld import WithheldError

_UNDATED = "undated"
_IMAGES = "images"


def tree_files(edition: Edition) -> dict[str, bytes]:
    """Content of every file that is made of the texts, by path relative to the tree.

    Raises:
        WithheldError: two texts would have the same page.
    """
    pages = {text.path: _page(text) for text in edition.texts}
    if len({page.casefold() for page in pages.values()}) < len(pages):
        raise WithheldError(["two public texts have the same name; give one of them a public_id"])
    names = [
        term.public_name
        for term in (edition.settings.severities or {}).values()
        if term.public_name
    ]
    files = {SETTINGS_FILE: public_settings(edition.texts, names).encode()}
    for text in edition.texts:
        page = pages[text.path]
        for shown in text.images:
            image = edition.images[shown.path]
            files[_image(page, image.name)] = image.content
        files[page] = public_file(text, _Leads(edition, pages, text).target).encode()
    return {f"{ARCHIVE_FOLDER}/{path}": content for path, content in files.items()}


class _Leads:
    """Where the links of a text lead in the tree."""

    def __init__(self, edition: Edition, pages: Mapping[str, str], text: PublicText) -> None:
        self._edition = edition
        self._pages = pages
        self._text = text

    def target(self, link: Link) -> str | None:
        """The address that is written; ``None`` for what becomes plain text."""
        if is_elsewhere(link.target):
            return link.target
        path = path_from(self._text.path, link.target)
        if link.kind is LinkKind.IMAGE:
            return f"{_IMAGES}/{self._edition.images[path].name}"
        if path not in self._pages:
            return None
        here = posixpath.dirname(self._pages[self._text.path])
        return quote(posixpath.relpath(self._pages[path], here))


def _page(text: PublicText) -> str:
    """Path of a text's file, relative to the tree's archive."""
    return f"{text.started.day.year if text.started else _UNDATED}/{text.id}.md"


def _image(page: str, name: str) -> str:
    return f"{posixpath.dirname(page)}/{_IMAGES}/{name}"


@contextmanager
def fresh_tree(root: Path, made: Mapping[str, bytes], own: Mapping[str, Path]) -> Iterator[Path]:
    """A folder that holds the given files and nothing else; it is removed whatever happens.

    Args:
        root: the project's root folder, out of which the folder has to lie.
        made: content of files, by path relative to the folder.
        own: regular files to copy, by path relative to the folder.

    Yields:
        The folder, absolute and without links.

    Raises:
        ArchiveError: temporary files lie in the project.
        WithheldError: the tree is not what was to be written.
        OSError: a file cannot be read or written.
    """
    with TemporaryDirectory(prefix="postmortem-public-") as name:  # nobody else may enter it
        folder = Path(os.path.realpath(name))
        if folder.is_relative_to(os.path.realpath(root)):
            raise ArchiveError(
                f"temporary files lie in the project: {folder.parent}",
                "name a folder outside of it with the environment variable TMPDIR",
            )
        tree = folder / "public"
        tree.mkdir()
        for path, content in made.items():
            _place(tree, path).write_bytes(content)
        for path, source in own.items():
            _copy(source, _place(tree, path))
        _last_look(tree, made, own)
        yield tree


def _place(tree: Path, path: str) -> Path:
    place = tree / path
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _copy(source: Path, goal: Path) -> None:
    """Copy a file; whatever was put in its place since it was listed is not followed."""
    handle = os.open(
        source, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    )
    with os.fdopen(handle, "rb") as file, goal.open("xb") as copy:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise WithheldError([f"{source} is not a regular file"])
        while data := file.read(1 << 20):
            copy.write(data)


def _last_look(tree: Path, made: Mapping[str, bytes], own: Mapping[str, Path]) -> None:
    there: dict[str, Path] = {}
    for above, folders, names in os.walk(tree):
        for name in (*folders, *names):
            path = Path(above) / name
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                raise WithheldError([f"{path.relative_to(tree)} is not a regular file"])
        there |= {
            (Path(above) / name).relative_to(tree).as_posix(): Path(above) / name for name in names
        }
    odd = sorted(there.keys() ^ {*made, *own})
    odd += [
        path
        for path, content in made.items()
        if path in there and there[path].read_bytes() != content
    ]
    if odd:
        raise WithheldError([f"{path} is not what was to be written" for path in odd])
