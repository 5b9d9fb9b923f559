"""What rules ask about beside the files of the archive, remembered with the answers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from .discover import is_regular_file
from .project import Project


class Surroundings:
    """The files beside the postmortems, and the history; each is looked at only when it is asked for.

    Attributes:
        files: paths that were asked for, with whether a regular file is there.
        commits: digest of the history; ``None`` where nobody asked for it.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.files: dict[str, bool] = {}
        self.commits: str | None = None

    def file_exists(self, path: str) -> bool:
        """Whether a regular file is at a path relative to the archive's folder."""
        if path not in self.files:
            self.files[path] = is_regular_file(self._project.folder, path)
        return self.files[path]

    def first_commits(self) -> Mapping[str, datetime]:
        """When each file was first committed."""
        from .history import first_commits  # noqa: PLC0415 - git is seldom asked

        commits = first_commits(self._project)
        said = "\0".join(f"{path}\0{at.isoformat()}" for path, at in sorted(commits.items()))
        self.commits = hashlib.sha256(said.encode(errors="surrogateescape")).hexdigest()
        return commits

    def answer_as(self, files: Mapping[str, bool], commits: str | None) -> bool:
        """Whether what was asked before would be answered in the same way today."""
        if any(self.file_exists(path) is not there for path, there in files.items()):
            return False
        if commits is not None:
            self.first_commits()
        return self.commits == commits
