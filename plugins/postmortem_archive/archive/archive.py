"""The archive: every file read and checked, good documents and findings side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from postmortem_archive.model.diagnostic import Diagnostic
from postmortem_archive.model.postmortem import Document, Postmortem
from postmortem_archive.model.settings import Settings

from .project import Project


@dataclass(frozen=True)
class Archive:
    """Everything known of an archive at one moment.

    Attributes:
        project: where it is.
        settings: what ``archive.yml`` says; defaults for whatever it does not say or says wrongly.
        documents: all files, understood or refused, in the order of their paths.
        diagnostics: all findings, in reading order, without those that the baseline knows.
        digests: SHA-256 (hex) of each file's bytes, by path relative to the archive's folder.
        known: how many findings the baseline knows.
    """

    project: Project
    settings: Settings
    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    known: int = 0

    @cached_property
    def postmortems(self) -> tuple[Postmortem, ...]:
        """The files that were understood, newest first, undated ones last; ties by ID."""
        found = [document.postmortem for document in self.documents if document.postmortem]
        dated = [item for item in found if item.meta.started]
        undated = [item for item in found if not item.meta.started]
        dated.sort(key=lambda item: item.id)
        dated.sort(key=lambda item: item.meta.started.utc if item.meta.started else 0, reverse=True)
        return (*dated, *sorted(undated, key=lambda item: item.id))

    @cached_property
    def by_id(self) -> Mapping[str, Postmortem]:
        """The understood files by ID; of two with the same ID the first path counts."""
        return {item.id: item for item in sorted(self.postmortems, key=_path, reverse=True)}

    @property
    def refused(self) -> tuple[Document, ...]:
        """The files that could not be read; they are never published."""
        return tuple(document for document in self.documents if document.postmortem is None)


def _path(item: Postmortem) -> str:
    return item.path
