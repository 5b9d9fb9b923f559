"""Read and check the files of an archive, each by itself; neither is done again where nothing has changed."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Diagnostic, Problem
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.postmortem import Document
from postmortem_archive.model.settings import Settings, SettingsDocument
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.text import decode
from postmortem_archive.rules.base import Context
from postmortem_archive.rules.run import CheckedFile, Checker, Shown

from .discover import Found
from .kept_checks import check_rows, from_row, to_row
from .kept_documents import (
    DocumentSource,
    KeptDocuments,
    document_of,
    fact_rows,
    facts_of,
    read_with,
)
from .kept_rows import Row
from .project import Project
from .read import UNREAD, Progress, mark, read_bytes
from .source_lines import Line
from .surroundings import Surroundings
from .workers import in_processes

_COLLECT_EVERY = 20_000
"""How many records are made before the garbage collector is asked, while files are read."""

LEAST_FOR_A_PROCESS = 100
"""Files that are worth a process of their own.

Measured: a file takes 8 ms to read and check, and two processes 70 ms to be had, or 0.4 s where threads
forbid to copy this one. At 200 files, half of the time is 0.8 s.
"""


class Asked(NamedTuple):
    """What is to be known of the files of an archive.

    Attributes:
        project: where the archive is.
        archive_yml: what its settings say.
        keep: use and write what is kept of earlier times.
        documents: whether anybody wants to know what the files say.
        checked_on: the day to check against; ``None`` where nobody wants to know what is wrong.
    """

    project: Project
    archive_yml: SettingsDocument
    keep: bool
    documents: bool
    checked_on: date | None


class Files(NamedTuple):
    """The files of an archive, in the order of their paths.

    Attributes:
        marks: what tells the content of each from any other, by its path.
        documents: what each says, where that was asked for.
        checked: what was found in each, where that was asked for.
    """

    marks: Mapping[str, str]
    documents: tuple[Document, ...]
    checked: tuple[CheckedFile, ...]


def read_files(
    asked: Asked,
    found: Collection[Found],
    marks: Mapping[str, str],
    progress: Progress | None = None,
) -> Files:
    """Read and check files, many of them in several processes.

    Args:
        asked: what is to be known.
        found: the files.
        marks: what their contents were just now, by path.
        progress: told of each file that is read.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """
    project, keep = asked.project, asked.keep
    made = read_with(project, asked.archive_yml.text) if keep else ""
    is_checked = asked.checked_on is not None
    checks = check_rows(project, made, active=keep and is_checked)
    facts = fact_rows(project, made, active=keep and asked.documents)
    check_by_path = _of_the_same(checks.read(), marks)
    facts_by_path = _of_the_same(facts.read(), marks)
    kept = KeptDocuments(project, made, active=keep and asked.documents)
    work = _Work(asked, kept)
    whole: dict[str, Document] = {}
    seen = dict(marks)
    anew = [
        item
        for item in found
        if (is_checked and item.path not in check_by_path)
        or (asked.documents and item.path not in facts_by_path)
    ]
    for number, one in enumerate(in_processes(work, anew, LEAST_FOR_A_PROCESS), start=1):
        seen[one.path] = one.mark
        if one.check:
            check_by_path[one.path] = one.check
        if one.facts:
            facts_by_path[one.path] = one.facts
        if one.document:
            whole[one.path] = one.document
        if progress:
            progress(number, len(anew))
    places = {item.path: item for item in found}
    source = DocumentSource(kept, lambda path, content: _again(work, places[path], content))
    if asked.documents:
        facts.write({path: facts_by_path[path] for path in places if path in facts_by_path})
        for path, row in facts_by_path.items():
            kept.spare(path, row[0])
        kept.drop_unused()
    if is_checked:
        checks.write({path: check_by_path[path] for path in places})
    return Files(
        seen,
        tuple(
            whole[path] if path in whole else document_of(path, facts_by_path.pop(path), source)
            for path in (places if asked.documents else ())
        ),
        # a row is not needed any more once it is read, and all of them are large
        tuple(from_row(check_by_path.pop(path)) for path in (places if is_checked else ())),
    )


def _of_the_same(rows: Mapping[str, Row], marks: Mapping[str, str]) -> dict[str, Row]:
    """The rows of files that are as they were; one that could not be read may be able to be by now."""
    return {
        path: row
        for path, row in rows.items()
        if row[0] == marks.get(path) and not row[0].startswith(UNREAD)
    }


class _Answer(NamedTuple):
    """What a file says and what was found in it: rows to keep, or the document where nothing is kept."""

    path: str
    mark: str
    check: Row | None
    facts: Row | None
    document: Document | None


@dataclass(frozen=True)
class _Work:
    """Reads and checks one file after another, in whatever process."""

    asked: Asked
    kept: KeptDocuments

    def __call__(self, item: Found) -> _Answer:
        data = read_bytes(item)
        content = mark(data)
        document = read_document(item.path, data, self.asked.archive_yml.settings)
        # at once, while the blocks of the file that was parsed last are still there
        check = to_row(content, self.checker.check_file(document)) if self.checker else None
        if not self.asked.documents:
            return _Answer(item.path, content, check, None, None)
        if self.kept.put(content, document):
            return _Answer(item.path, content, check, facts_of(content, document), None)
        return _Answer(item.path, content, check, None, document)

    @cached_property
    def checker(self) -> Checker | None:
        """Asks the rules about one file by itself, if anybody wants to know."""
        project, day = self.asked.project, self.asked.checked_on
        if day is None:
            return None
        return checker_for(project, self.asked.archive_yml, day, Surroundings(project), _unasked)


def _unasked(path: str, _number: int) -> str:
    raise NotImplementedError(f"a rule about one file asked for lines of {path}")


def _again(work: _Work, item: Found, content: str) -> Document:
    """A document that somebody has removed from the cache folder since the archive was read."""
    data = read_bytes(item)
    if mark(data) != content:
        raise ArchiveError(
            f"{work.asked.project.shown_path(item.path)} has changed while the archive was in use",
            "start again",
        )
    document = read_document(item.path, data, work.asked.archive_yml.settings)
    work.kept.put(content, document)
    return document


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Everything that is read stays, so looking for garbage among it takes as long as the reading."""
    before = gc.get_threshold()
    gc.set_threshold(_COLLECT_EVERY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def checker_for(
    project: Project,
    archive_yml: SettingsDocument,
    today: date,
    around: Surroundings,
    line: Line,
) -> Checker:
    """The checker of an archive.

    Args:
        project: where the archive is.
        archive_yml: what its settings say.
        today: the day to check against.
        around: answers what rules ask beside the files of the archive.
        line: says what stands where findings about several files point to.
    """
    context = Context(
        archive_yml=archive_yml,
        today=today,
        file_exists=around.file_exists,
        file_digest=around.file_digest,
        first_commits=around.first_commits,
    )

    settings_path = project.shown_path(project.settings_path.name)
    return Checker(context, Shown(project.shown_path, settings_path, line))


def in_reading_order(
    files: Iterable[CheckedFile], others: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """All diagnostics by file, place and code."""
    found = [item for file in files for item in file.diagnostics]
    return tuple(sorted([*found, *others], key=lambda item: item.sort_key))


def read_document(path: str, data: bytes | Problem, settings: Settings) -> Document:
    """Parse what :func:`~postmortem_archive.archive.read.read_bytes` returned for the file at ``path``."""
    if isinstance(data, Problem):
        return Document(path, None, (data,))
    return parse_document(path, data, settings)


def text_of(item: Found) -> str:
    """The text of a file; empty where it cannot be read."""
    data = read_bytes(item)
    return decode(data).text if isinstance(data, bytes) else ""
