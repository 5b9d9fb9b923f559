"""Where imported postmortems go: a path that is free, and the IDs they had."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from postmortem_archive.importing.convert import Converted
from postmortem_archive.importing.front import IMPORTED_FROM
from postmortem_archive.model.file_name import folded
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import stem_of
from postmortem_archive.model.slug import slugify
from postmortem_archive.parse.front_matter import read_front_matter
from postmortem_archive.parse.text import decode

from ..discover import discover
from ..project import Project
from ..read import read_bytes

UNDATED = "undated"
"""Folder of what says no day."""

_DATE = lazy_pattern(r"(?<!\d)\d{4}[-_.]?\d{2}[-_.]?\d{2}(?!\d)")
_WRITTEN_DATE = lazy_pattern(
    r"\b(?:\d{4}-\d{2}-\d{2}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s"
    r"\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}\s\d{4})\b"
)
_NUMBERED = lazy_pattern(r"^[A-Za-z]{1,6}[-_ ]?\d[\d-]{0,12}\s*[-_:]\s*")
_LETTER = lazy_pattern(r"[^\W\d_]")
_WHOLE_FOLDER = frozenset(["index", "readme"])


class Taken:
    """What an archive has already.

    Args:
        project: whose archive is looked through; nothing of it is changed.
    """

    def __init__(self, project: Project) -> None:
        self._ids: set[str] = set()
        self._by_source: dict[str, str] = {}
        for found in discover(project.folder):
            self._ids.add(folded(stem_of(found.path)))
            data = read_bytes(found)
            meta = read_front_matter(decode(data).text).meta if isinstance(data, bytes) else None
            if meta is None:
                continue
            self._ids.update(folded(alias) for alias in meta.aliases)
            for reference in meta.references:
                if reference.title == IMPORTED_FROM:
                    self._by_source.setdefault(reference.url, found.path)

    def path_of(self, source: str) -> str:
        """The file that was made of a source, relative to the archive's folder; empty where there is none."""
        return self._by_source.get(source, "")

    def has(self, postmortem_id: str) -> bool:
        """Whether an ID, or a former one, is taken."""
        return folded(postmortem_id) in self._ids

    def place(self, made: Converted, into: str) -> str:
        """A free path for a document, which is taken from then on.

        Args:
            made: the document.
            into: the folder, relative to the archive's; that of the year where empty.
        """
        day = made.started.day if made.started else None
        name = _slug(made)
        name = f"{day.isoformat()}-{name}" if day else name
        folder = into or (f"{day.year:04}" if day else UNDATED)
        free, number = name, 1
        while self.has(free):
            number += 1
            free = f"{name}-{number}"
        self._ids.add(folded(free))
        return f"{folder}/{free}.md"


def former_ids(every: Sequence[Converted], paths: Sequence[str], taken: Taken) -> list[list[str]]:
    """For each document the ID that it had by its file's name, where it is no other's."""
    stems = [_stem(made) for made in every]
    names = [folded(stem) for stem in stems]
    return [
        [stem]
        if names.count(name) == 1
        and name not in _WHOLE_FOLDER
        and stem != PurePosixPath(path).stem
        and not taken.has(stem)
        else []
        for stem, name, path in zip(stems, names, paths, strict=True)
    ]


def _stem(made: Converted) -> str:
    """The name by which a document was known: of its file, or of its folder."""
    path = PurePosixPath(made.source.path)
    stem = made.source.stem
    return path.parent.name if folded(stem) in _WHOLE_FOLDER and path.parent.name else stem


def _slug(made: Converted) -> str:
    """The words of a name: behind the date of the file's name, else those of the title without its date."""
    dated = _DATE.search(_stem(made))
    if dated:
        behind = dated.string[dated.end() :]
        if _LETTER.search(behind):
            return slugify(behind)
    title = _WRITTEN_DATE.sub(" ", _NUMBERED.sub("", made.draft.title))
    return slugify(title if _LETTER.search(title) else made.draft.title)
