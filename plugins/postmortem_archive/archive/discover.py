"""Which files an archive has, without opening any of them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.file_name import folded
from postmortem_archive.model.wording import quoted

from .project import SETTINGS_FILE

EXTENSIONS = (".md", ".markdown")
MAX_DEPTH = 20
"""Deepest level of folders that is read below the archive's folder."""

_LIKE_SETTINGS = (SETTINGS_FILE, "archive.yaml")
_MAX_NAME = 255
_MOVE = "move the text into a regular file of the archive"
_MOVE_FOLDER = "move its postmortems into a regular folder of the archive"
_BIDIRECTIONAL = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn round the order in which what follows them is shown."""

_OBEYED = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories that no name may have: controls, bytes that are not UTF-8, line breaks."""

_MARKUP = frozenset('<>&"`[]{}|\\*')
"""Characters that HTML, Markdown or a template would obey wherever a name is shown."""


class Found(NamedTuple):
    """A file that claims to be a postmortem, or a folder whose files cannot be had.

    Attributes:
        path: POSIX path relative to the archive's folder, as :func:`printable_path` writes it.
        location: where it is, absolute; a text where many files are listed, which is faster.
        refusal: why it is not opened at all; empty where it may be.
        hint: what to do about the refusal.
    """

    path: str
    location: Path | str
    refusal: str = ""
    hint: str = ""


def discover(folder: Path) -> tuple[Found, ...]:
    """List the postmortems below ``folder`` in the order of their paths.

    Names that begin with ``_`` or ``.`` are passed over, as are other kinds of files. A link, a device
    or a pipe with a postmortem's extension is listed with the reason why it is refused. So is a folder
    that is linked, unreadable or too deep, because what is in it would otherwise be missed without a
    word, whatever has a name that cannot be shown as it is, files that some disks take for one, and
    settings under another name than ``archive.yml``.

    Raises:
        ArchiveError: ``folder`` itself cannot be opened.
    """
    try:
        entries = _entries(folder)
    except OSError as error:
        raise ArchiveError(
            f"the archive's folder {folder} cannot be opened: {_reason(error)}",
            "check that it exists and that you may read it",
        ) from error
    every = [*_walk(entries, "", 0), *_misnamed_settings(entries)]
    return _apart(sorted(every, key=lambda found: found.path))


def printable_path(path: str) -> str:
    r"""The :func:`printable` path; a backslash in it is doubled, so that no two paths look the same."""
    return printable(path.replace("\\", "\\\\"))


def printable(text: str) -> str:
    r"""The text with characters that a name must not have written as escapes, such as ``\x1b``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char.encode("unicode_escape").decode("ascii") if _is_obeyed(char) else char for char in text
    )


def _walk(entries: list[os.DirEntry[str]], above: str, depth: int) -> Iterator[Found]:
    """Entries of one folder and what is below them; ``above`` is its path with a slash, if any."""
    for entry in entries:
        if entry.name.startswith(("_", ".")):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(entry, above, depth)
        elif entry.name.lower().endswith(EXTENSIONS):
            yield _file(entry, above)
        elif entry.is_symlink() and os.path.isdir(entry.path):  # noqa: PTH112 - never raises
            refusal = "the folder is a symbolic link, which is not followed"
            yield _found(entry, above, refusal, _MOVE_FOLDER)


def _misnamed_settings(entries: list[os.DirEntry[str]]) -> Iterator[Found]:
    """Settings that would not be read, so that other rules would hold than those that are meant."""
    for entry in entries:
        if entry.name != SETTINGS_FILE and entry.name.lower() in _LIKE_SETTINGS:
            refusal = f"settings are read only from a file named {SETTINGS_FILE}"
            yield _found(entry, "", refusal, f"rename it to {SETTINGS_FILE}, or remove it")


def _apart(found: list[Found]) -> tuple[Found, ...]:
    """The files, refusing each whose path is that of another one on some disk."""
    if len({folded(item.path) for item in found}) == len(found):
        return tuple(found)
    by_name: dict[str, list[Found]] = {}
    for item in found:
        by_name.setdefault(folded(item.path), []).append(item)
    return tuple(_same_name(item, by_name[folded(item.path)]) for item in found)


def _same_name(item: Found, same: list[Found]) -> Found:
    others = [other.path for other in same if other is not item]
    if item.refusal or not others:
        return item
    return item._replace(
        refusal=f"many disks take this name for that of {quoted(others[0], _MAX_NAME)}",
        hint="rename one of the two; capital letters, accents and invisible characters do not "
        "tell them apart",
    )


def _folder(entry: os.DirEntry[str], above: str, depth: int) -> Iterator[Found]:
    if refusal := _bad_name(entry.name):
        yield _found(entry, above, refusal, "rename the folder")
    elif depth >= MAX_DEPTH:
        refusal = f"the folder is more than {MAX_DEPTH} levels deep"
        yield _found(entry, above, refusal, "move its postmortems further up")
    else:
        try:
            entries = _entries(entry.path)
        except OSError as error:
            refusal = f"the folder cannot be opened: {_reason(error)}"
            yield _found(entry, above, refusal, "check its permissions")
        else:
            yield from _walk(entries, f"{above}{entry.name}/", depth + 1)


def _file(entry: os.DirEntry[str], above: str) -> Found:
    if refusal := _bad_name(entry.name):
        return _found(entry, above, refusal, "rename the file")
    if entry.is_file(follow_symlinks=False):
        return Found(above + entry.name, entry.path)  # names that are not refused are printable
    if entry.is_symlink():
        return _found(entry, above, "the file is a symbolic link, which is not followed", _MOVE)
    return _found(entry, above, "the file is not a regular file", _MOVE)


def _found(entry: os.DirEntry[str], above: str, refusal: str, hint: str) -> Found:
    return Found(printable_path(above + entry.name), entry.path, refusal, hint)


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _bad_name(name: str) -> str:
    """Why a name is refused; empty where it is not."""
    if name.isascii() and name.isprintable() and _MARKUP.isdisjoint(name):
        return ""
    if any("\ud800" <= char <= "\udfff" for char in name):
        return "the name is not valid UTF-8"
    if any(map(_is_obeyed, name)):
        return "the name has a control character, or one that turns round the order of its letters"
    if marks := sorted(_MARKUP.intersection(name)):
        return f"the name has {' '.join(marks)} in it, which pages and reports could obey"
    return ""


def _is_obeyed(char: str) -> bool:
    return char in _BIDIRECTIONAL or unicodedata.category(char) in _OBEYED


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def is_postmortem(path: str) -> bool:
    """Whether a path relative to the archive's folder is that of a postmortem, going by its names."""
    parts = path.split("/")
    return path.lower().endswith(EXTENSIONS) and not any(
        one.startswith(("_", ".")) for one in parts
    )


def is_regular_file(folder: Path, path: str) -> bool:
    """Whether a regular file is at ``path``, relative to ``folder`` and not leading out of it.

    Nothing on the way to it may be a symbolic link: only what is published can be linked to.
    """
    place = Path(os.path.normpath(folder / path))
    if "\0" in path or not place.is_relative_to(folder):
        return False
    try:
        return place.is_file() and place.resolve() == place
    except OSError:  # a name that is too long is no file
        return False
