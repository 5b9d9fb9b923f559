"""What rules ask about beside the files of the archive, remembered with the answers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from .discover import is_regular_file
from .private_files import read_regular
from .project import Project

MAX_IMAGE_BYTES = 20_000_000
"""Largest file beside the postmortems whose content is looked at."""


def file_digest(project: Project, path: str) -> str:
    """SHA-256 (hex) of a regular file; empty where none is there, or one that is too large or unreadable.

    Args:
        project: where the archive is.
        path: of the file, relative to the archive's folder, out of which it must not lead.
    """
    if not is_regular_file(project.folder, path):
        return ""
    try:
        data = read_regular(project.folder / path, MAX_IMAGE_BYTES + 1)
    except OSError:  # as if it were not there: nobody can approve what cannot be read
        return ""
    return hashlib.sha256(data).hexdigest() if len(data) <= MAX_IMAGE_BYTES else ""


class Surroundings:
    """The files beside the postmortems, and the history; each is looked at only when it is asked for.

    Attributes:
        files: paths that were asked for, with whether a regular file is there.
        digests: paths of files whose content was asked for, with its digest.
        commits: digest of the history; ``None`` where nobody asked for it.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.files: dict[str, bool] = {}
        self.digests: dict[str, str] = {}
        self.commits: str | None = None

    def file_exists(self, path: str) -> bool:
        """Whether a regular file is at a path relative to the archive's folder."""
        if path not in self.files:
            self.files[path] = is_regular_file(self._project.folder, path)
        return self.files[path]

    def file_digest(self, path: str) -> str:
        """The :func:`file_digest` of what is at a path relative to the archive's folder."""
        if path not in self.digests:
            self.digests[path] = file_digest(self._project, path)
        return self.digests[path]

    def first_commits(self) -> Mapping[str, datetime]:
        """When each file was first committed."""
        from .history import first_commits  # noqa: PLC0415 - git is seldom asked

        commits = first_commits(self._project)
        said = "\0".join(f"{path}\0{at.isoformat()}" for path, at in sorted(commits.items()))
        self.commits = hashlib.sha256(said.encode(errors="surrogateescape")).hexdigest()
        return commits

    def answer_as(
        self, files: Mapping[str, bool], digests: Mapping[str, str], commits: str | None
    ) -> bool:
        """Whether what was asked before would be answered in the same way today."""
        if any(self.file_exists(path) is not there for path, there in files.items()):
            return False
        if any(self.file_digest(path) != digest for path, digest in digests.items()):
            return False
        if commits is not None:
            self.first_commits()
        return self.commits == commits
