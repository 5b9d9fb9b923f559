"""Read and check an archive: the function that the command line and the site both call."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from postmortem_archive.model.diagnostic import Problem, ProblemKind
from postmortem_archive.model.postmortem import Document
from postmortem_archive.model.settings import Settings, SettingsDocument
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.parse.text import MAX_BYTES, decode
from postmortem_archive.rules.run import check_documents

from .archive import Archive
from .discover import Found, discover
from .project import Project

Progress = Callable[[int, int], None]
"""Called with how many files are done and how many are to be."""


def load_archive(project: Project, *, today: date, progress: Progress | None = None) -> Archive:
    """Read and check every file of an archive.

    One bad file, or a bad ``archive.yml``, never hides the rest: what is wrong is among the diagnostics.

    Args:
        project: where the archive is.
        today: the day to check against; never read from the clock, so that a build can be repeated.
        progress: told of each file read.
    """
    archive_yml = read_settings(project)
    found = discover(project.folder)
    documents: list[Document] = []
    digests: dict[str, str] = {}
    for number, item in enumerate(found, start=1):
        data = read_bytes(item)
        documents.append(read_document(item.path, data, archive_yml.settings))
        digests[item.path] = digest(data)
        if progress:
            progress(number, len(found))
    diagnostics = check_documents(
        documents,
        archive_yml,
        shown_path=project.shown_path,
        settings_path=project.shown_path(project.settings_path.name),
        today=today,
    )
    return Archive(project, archive_yml.settings, tuple(documents), diagnostics, digests)


def read_settings(project: Project) -> SettingsDocument:
    """What ``archive.yml`` says and what is wrong with it; defaults where there is none."""
    location = project.settings_path
    if not os.path.lexists(location):
        return SettingsDocument()
    data = read_bytes(Found(location.name, location))
    if isinstance(data, Problem):
        return SettingsDocument(problems=(data,))
    decoded = decode(data)
    if decoded.problem:
        return SettingsDocument(problems=(decoded.problem,), text=decoded.text)
    return parse_settings(decoded.text)


def read_bytes(found: Found) -> bytes | Problem:
    """The bytes of a file, or why it is not read; at most one byte over the bound.

    The file is opened without following a link and looked at only once it is open, so that it cannot be
    exchanged for another in between.
    """
    if found.refusal:
        return _unreadable(found.refusal, "move the text into a regular file of the archive")
    try:
        # O_NONBLOCK: opening a pipe would otherwise wait for somebody to write into it
        handle = os.open(found.location, os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return _unreadable(f"the file cannot be opened: {reason}", "check its permissions")
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return _unreadable("the file is not a regular file", "")
        return file.read(MAX_BYTES + 1)


def read_document(path: str, data: bytes | Problem, settings: Settings) -> Document:
    """Parse what :func:`read_bytes` returned for the file at ``path``."""
    if isinstance(data, Problem):
        return Document(path, None, (data,))
    return parse_document(path, data, settings)


def digest(data: bytes | Problem) -> str:
    """SHA-256 (hex) of a file's bytes; of nothing where it could not be read."""
    return hashlib.sha256(b"" if isinstance(data, Problem) else data).hexdigest()


def below(archive: Archive, paths: Iterable[Path]) -> Archive:
    """The same archive with only the findings in the given files and folders.

    Everything has been read all the same, because rules about the whole archive need all of it.
    """
    root = archive.project.root
    chosen = [path.resolve() for path in paths]
    kept = tuple(
        item
        for item in archive.diagnostics
        if any((root / item.path).is_relative_to(place) for place in chosen)
    )
    return Archive(archive.project, archive.settings, archive.documents, kept, archive.digests)


def _unreadable(message: str, hint: str) -> Problem:
    return Problem(ProblemKind.UNREADABLE, message, hint=hint)


def _flag(name: str) -> int:
    return getattr(os, name, 0)  # not every platform has it
