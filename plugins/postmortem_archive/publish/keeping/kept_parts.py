"""Parts of pages that MkDocs builds itself, kept by what they show."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from postmortem_archive.archive.kept_entries import KeptEntries
from postmortem_archive.archive.kept_rows import KeptRows
from postmortem_archive.archive.project import Project

from .plain_rows import PLAIN

_Part = TypeVar("_Part", str, dict[str, Any])


class KeptParts:
    """Makes parts of pages, those that are kept excepted.

    Args:
        project: where the archive is.
        shared: digest of what all of them depend on.
        active: whether any are kept.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """

    def __init__(self, project: Project, shared: str, *, active: bool) -> None:
        self._project = project
        self._kept = KeptEntries(project, "parts", active=active)
        self._shared = hashlib.sha256(shared.encode()).hexdigest()
        self._active = active

    def get(self, shows: object, make: Callable[[], _Part]) -> _Part:
        """A part, as plain data.

        Args:
            shows: plain data that stands for all that it depends on beside what all share.
            make: makes it.
        """
        given = json.dumps([self._shared, shows])
        key = hashlib.sha256(given.encode()).hexdigest()
        entry = self._kept.get(key)
        if entry is not None:
            part: _Part = json.loads(entry)
            return part
        made = make()
        self._kept.put(key, json.dumps(made).encode())
        return made

    def of_each(
        self, name: str, marks: Mapping[str, str], make: Callable[[str], str]
    ) -> Mapping[str, str]:
        """A text of each postmortem, by its path.

        Args:
            name: what it is: ``index``; a folder is called so.
            marks: stand for all that the text of each depends on beside what all share.
            make: makes the text, given the path of the postmortem.
        """
        kept = KeptRows(self._project, name, self._shared, PLAIN, active=self._active)
        before = kept.read()
        rows = {}
        for path, mark in marks.items():
            row = before.get(path)
            rows[path] = row if row and row[0] == mark else [mark, make(path)]
        kept.write(rows)
        return {path: row[1] for path, row in rows.items()}

    def drop_others(self) -> None:
        """Remove what this build did not ask for."""
        self._kept.drop_unused()
