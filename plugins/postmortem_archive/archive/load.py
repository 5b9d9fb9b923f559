"""Read and check an archive: the function that the command line and the site both call."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from postmortem_archive.model.diagnostic import Diagnostic, Problem
from postmortem_archive.model.postmortem import Document
from postmortem_archive.model.settings import Settings, SettingsDocument
from postmortem_archive.parse.document import parse_document
from postmortem_archive.rules.base import Context
from postmortem_archive.rules.run import CheckedFile, Checker, Shown

from .baseline import known_findings
from .discover import Found, discover
from .kept_checks import from_row, read_kept, to_row, write_kept
from .kept_outcome import mark
from .project import Project
from .read import Progress, digest, read_bytes, read_settings
from .surroundings import Surroundings

if TYPE_CHECKING:  # a check needs none
    from .archive import Archive

_COLLECT_EVERY = 20_000
"""How many records are made before the garbage collector is asked, while files are read."""


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Everything that is read stays, so looking for garbage among it takes as long as the reading."""
    before = gc.get_threshold()
    gc.set_threshold(_COLLECT_EVERY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_seldom_collecting()
def load_archive(
    project: Project, *, today: date, keep: bool = False, progress: Progress | None = None
) -> Archive:
    """Read and check every file of an archive.

    One bad file, or a bad ``archive.yml``, never hides the rest: what is wrong is among the diagnostics,
    apart from what the baseline knows.

    Args:
        project: where the archive is.
        today: the day to check against; never read from the clock, so that a build can be repeated.
        keep: use and write what is kept of earlier loads and checks.
        progress: told of each file read.

    Raises:
        ArchiveError: the archive's folder or its baseline cannot be read, or the cache folder leads out
            of the project.
    """
    from .archive import Archive  # noqa: PLC0415 - as above

    archive_yml = read_settings(project)
    found = discover(project.folder)
    documents: dict[str, Document] = {}
    digests: dict[str, str] = {}
    around = Surroundings(project)
    checker = checker_for(project, archive_yml, today, around, lambda path: documents[path].text)
    reader = FileReader(project, archive_yml, checker, keep=keep, documents=documents)
    files: list[CheckedFile] = []
    for one in reader.read(found, progress):
        digests[one.path] = digest(one.data)
        files.append(one.checked)
    diagnostics = in_reading_order(files, checker.check_archive(files))
    compared = known_findings(project, archive_yml.settings.rules.baseline).compare(diagnostics)
    return Archive(
        project,
        archive_yml.settings,
        tuple(documents.values()),
        compared.new,
        digests,
        known=compared.known,
    )


class ReadFile(NamedTuple):
    """A file of the archive, checked by itself.

    Attributes:
        path: POSIX path relative to the archive's folder.
        data: its bytes, or why it is not read.
        mark: what tells its content from any other.
        checked: what was found in it.
    """

    path: str
    data: bytes | Problem
    mark: str
    checked: CheckedFile


class FileReader:
    """Reads and checks the files of an archive; neither is done again where nothing has changed.

    Args:
        project: where the archive is.
        archive_yml: what its settings say.
        checker: of the same archive.
        keep: use and write what is kept of earlier times.
        documents: filled with what each file says, by its path, where somebody asks for that.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """

    def __init__(
        self,
        project: Project,
        archive_yml: SettingsDocument,
        checker: Checker,
        *,
        keep: bool,
        documents: MutableMapping[str, Document] | None = None,
    ) -> None:
        from .kept_documents import KeptDocuments, read_with  # noqa: PLC0415 - takes long

        self._project = project
        self._settings = archive_yml.settings
        self._checker = checker
        self._keep = keep
        self._made = read_with(project, archive_yml.text) if keep else ""
        self._documents = documents
        is_kept = keep and documents is not None
        self._kept = KeptDocuments(project, self._made, active=is_kept)

    def read(
        self, found: Collection[Found], progress: Progress | None = None
    ) -> Iterator[ReadFile]:
        """Each file in its turn; they are kept once all of them were asked for.

        Args:
            found: the files.
            progress: told of each file.
        """
        before = read_kept(self._project, self._made) if self._keep else {}
        rows = {}
        for number, item in enumerate(found, start=1):
            data = read_bytes(item)
            content = mark(data)
            row = before.get(item.path)
            if isinstance(data, Problem) or (row and row[0] != content):
                row = None
            row = rows[item.path] = self._row(item.path, data, content, row)
            yield ReadFile(item.path, data, content, from_row(row))
            if progress:
                progress(number, len(found))
        if self._keep and rows != before:
            write_kept(self._project, self._made, rows)
        self._kept.drop_unused()

    def _row(
        self, path: str, data: bytes | Problem, content: str, row: list[Any] | None
    ) -> list[Any]:
        """What was found in a file, where that is not known yet; its document is put to the others."""
        document = self._kept.get(path, content) if row else None
        if row is None or (document is None and self._documents is not None):
            document = read_document(path, data, self._settings)
            # at once, while the blocks of the file that was parsed last are still there
            row = row or to_row(content, self._checker.check_file(document))
            self._kept.put(content, document)
        if document and self._documents is not None:
            self._documents[path] = document
        return row


def checker_for(
    project: Project,
    archive_yml: SettingsDocument,
    today: date,
    around: Surroundings,
    text_of: Callable[[str], str],
) -> Checker:
    """The checker of an archive.

    Args:
        project: where the archive is.
        archive_yml: what its settings say.
        today: the day to check against.
        around: answers what rules ask beside the files of the archive.
        text_of: the text of a file, by its path relative to the archive's folder.
    """
    context = Context(
        archive_yml=archive_yml,
        today=today,
        file_exists=around.file_exists,
        first_commits=around.first_commits,
    )

    @lru_cache(maxsize=1)  # findings about a file come together
    def lines_of(path: str) -> list[str]:
        return text_of(path).split("\n")

    def line(path: str, number: int) -> str:
        lines = lines_of(path)
        return lines[number - 1] if 0 < number <= len(lines) else ""

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
