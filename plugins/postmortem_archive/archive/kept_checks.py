"""Checked files, kept by content: a second check of an archive looks only at what has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from postmortem_archive.model.card import Card
from postmortem_archive.rules.run import CheckedFile

from .kept_outcome import diagnostic_of, diagnostic_row
from .kept_rows import Form, KeptRows, Row
from .project import Project


def check_rows(project: Project, made: str, *, active: bool) -> KeptRows:
    """Where rows of :func:`to_row` are kept.

    Args:
        project: where the archive is.
        made: digest of what decides what is found, beside the files.
        active: whether anything is kept.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """
    return KeptRows(project, "checks", made, Form(_as_json, json.loads), active=active)


def to_row(mark: str, file: CheckedFile) -> Row:
    """A checked file as JSON values, after the mark of its content."""
    diagnostics = [diagnostic_row(item) for item in file.diagnostics]
    return [mark, file.card.to_json(), diagnostics, file.used, file.spoke]


def from_row(row: Row) -> CheckedFile:
    """The checked file that :func:`to_row` wrote."""
    _, card, diagnostics, used, spoke = row
    found = tuple(map(diagnostic_of, diagnostics))
    return CheckedFile(Card.from_json(card), found, tuple(used), tuple(spoke))


def _as_json(rows: Mapping[str, Row]) -> bytes:
    return json.dumps(rows, separators=(",", ":")).encode()
