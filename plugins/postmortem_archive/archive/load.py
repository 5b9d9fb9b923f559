"""Read and check an archive: the function that the command line and the site both call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from postmortem_archive.model.diagnostic import Diagnostic, Problem
from postmortem_archive.model.postmortem import Document
from postmortem_archive.model.settings import Settings, SettingsDocument
from postmortem_archive.parse.document import parse_document
from postmortem_archive.rules.base import Context
from postmortem_archive.rules.run import CheckedFile, Checker, Shown

from .baseline import known_findings
from .discover import discover
from .project import Project
from .read import Progress, digest, read_bytes, read_settings
from .surroundings import Surroundings

if TYPE_CHECKING:  # a check needs none
    from .archive import Archive


def load_archive(project: Project, *, today: date, progress: Progress | None = None) -> Archive:
    """Read and check every file of an archive.

    One bad file, or a bad ``archive.yml``, never hides the rest: what is wrong is among the diagnostics,
    apart from what the baseline knows.

    Args:
        project: where the archive is.
        today: the day to check against; never read from the clock, so that a build can be repeated.
        progress: told of each file read.

    Raises:
        ArchiveError: the archive's folder or its baseline cannot be read.
    """
    from .archive import Archive  # noqa: PLC0415 - as above

    archive_yml = read_settings(project)
    found = discover(project.folder)
    documents: dict[str, Document] = {}
    digests: dict[str, str] = {}
    for number, item in enumerate(found, start=1):
        data = read_bytes(item)
        documents[item.path] = read_document(item.path, data, archive_yml.settings)
        digests[item.path] = digest(data)
        if progress:
            progress(number, len(found))
    around = Surroundings(project)
    checker = checker_for(project, archive_yml, today, around, lambda path: documents[path].text)
    files = [checker.check_file(document) for document in documents.values()]
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
