"""Compiled templates, kept: compiling those of the theme takes as long as drawing two hundred pages."""

import hashlib

import jinja2
from jinja2.bccache import Bucket

from postmortem_archive.archive.kept_entries import KeptEntries
from postmortem_archive.archive.project import Project


class KeptTemplates(jinja2.BytecodeCache):
    """Keeps templates as code, under the seal: what somebody else has put there is never run.

    Args:
        project: where the archive is.
        kind: whose templates they are: ``theme``; a folder is called so.
        shared: digest of what all pages depend on, filters and versions among it.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """

    def __init__(self, project: Project, kind: str, shared: str) -> None:
        self._kept = KeptEntries(project, f"templates-{kind}")
        self._shared = shared

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code, where it is kept."""
        data = self._kept.get(self._key(bucket))
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._kept.put(self._key(bucket), bucket.bytecode_to_string())

    def clear(self) -> None:
        """Forget the code of templates that this build did not ask for."""
        self._kept.drop_unused()

    def _key(self, bucket: Bucket) -> str:
        given = f"{self._shared}\0{bucket.key}\0{bucket.checksum}"
        return hashlib.sha256(given.encode()).hexdigest()
