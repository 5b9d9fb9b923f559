"""Read an archive without checking it: for what is asked of the postmortems, not of their form."""

from __future__ import annotations

from postmortem_archive.model.postmortem import Document

from .archive import Archive
from .discover import discover
from .load import read_document
from .project import Project
from .read import Progress, digest, read_bytes, read_settings


def read_archive(project: Project, progress: Progress | None = None) -> Archive:
    """Read every file of an archive; findings are not asked for.

    Args:
        project: where the archive is.
        progress: told of each file read.

    Raises:
        ArchiveError: the archive's folder cannot be read.
    """
    settings = read_settings(project).settings
    documents: list[Document] = []
    digests: dict[str, str] = {}
    found = discover(project.folder)
    for number, item in enumerate(found, start=1):
        data = read_bytes(item)
        documents.append(read_document(item.path, data, settings))
        digests[item.path] = digest(data)
        if progress:
            progress(number, len(found))
    return Archive(project, settings, tuple(documents), digests=digests)
