"""Rows of many files, kept together: quick to read for all, and an edit rewrites a small part of them.

Each file has its row in one of a few packs, which one its path decides. A row has to say itself what it
is of, such as the mark of the file's content; what it depends on beside is in the key of its pack.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from .kept_entries import KeptEntries
from .project import Project

PACKS = 16
"""Packs of an archive: at 10,000 postmortems an edit rewrites some 600 rows."""

Row = Sequence[Any]
"""What is kept of a file; the first is the mark of its content."""


class Form(NamedTuple):
    """How rows become bytes, and bytes rows again; what is read is under a seal."""

    dumps: Callable[[Mapping[str, Row]], bytes]
    loads: Callable[[bytes], dict[str, Row]]


class KeptRows:
    """Rows by path.

    Args:
        project: where the archive is.
        kind: what they are: ``checks``; a folder is called so.
        made: digest of what the rows depend on beside the files.
        form: how they become bytes.
        active: whether anything is kept.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """

    def __init__(
        self, project: Project, kind: str, made: str, form: Form, *, active: bool = True
    ) -> None:
        self._entries = KeptEntries(project, kind, active=active)
        self._made = made
        self._form = form
        self._before: dict[str, Row] = {}

    def read(self) -> Mapping[str, Row]:
        """What was kept, by path, whether or not it is still of use."""
        self._before = {}
        for number in range(PACKS):
            data = self._entries.get(self._key(number))
            if data is not None:
                self._before.update(self._form.loads(data))
        return self._before

    def write(self, rows: Mapping[str, Row]) -> None:
        """Keep these rows and no others; packs that say the same already are left as they are.

        Args:
            rows: by path; one that has not changed is the very row that :meth:`read` returned.
        """
        differing = {path for path, row in rows.items() if self._before.get(path) is not row}
        stale = {_pack_of(path) for path in (*differing, *(self._before.keys() - rows.keys()))}
        packs: dict[int, dict[str, Row]] = {number: {} for number in stale}
        for path, row in rows.items():
            if (number := _pack_of(path)) in packs:
                packs[number][path] = row
        self._before = {}  # whoever reads many files needs the memory
        for number, pack in packs.items():
            self._entries.put(self._key(number), self._form.dumps(pack))
        self._entries.drop_unused()

    def _key(self, number: int) -> str:
        return hashlib.sha256(f"{self._made}\0{number}".encode()).hexdigest()


def _pack_of(path: str) -> int:
    return hashlib.sha256(path.encode(errors="surrogatepass")).digest()[0] % PACKS
