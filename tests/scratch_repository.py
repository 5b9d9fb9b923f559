"""A git repository for a test, with an archive in it."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from postmortem_archive.archive.project import Project

_IDENTITY = {
    "GIT_AUTHOR_NAME": "Ana",
    "GIT_AUTHOR_EMAIL": "ana@example.com",
    "GIT_COMMITTER_NAME": "Ana",
    "GIT_COMMITTER_EMAIL": "ana@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


class ScratchRepository:
    """A repository at ``root`` whose archive is ``root/postmortems``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        (root / "postmortems").mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    @property
    def project(self) -> Project:
        return Project(self.root.resolve(), self.root.resolve() / "postmortems")

    def git(self, *arguments: str, at: str = "2026-03-14T09:00:00Z") -> str:
        """Run git; ``at`` is the time of what it commits."""
        times = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**os.environ, **_IDENTITY, **times},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files of the archive."""
        for name, text in files.items():
            path = self.root / "postmortems" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, files: Mapping[str, str | bytes], at: str = "2026-03-14T09:00:00Z") -> str:
        """Write files, commit everything, and return the commit."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change", at=at)
        return self.git("rev-parse", "HEAD")
