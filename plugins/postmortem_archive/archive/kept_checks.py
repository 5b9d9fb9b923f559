"""Checked files, kept by content: a second check of an archive looks only at what has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from postmortem_archive.model.card import Card
from postmortem_archive.rules.run import CheckedFile

from .kept_files import read_sealed, write_sealed
from .kept_outcome import diagnostic_of, diagnostic_row
from .project import Project

_NAME = "checks.json"


def read_kept(project: Project, made: str) -> Mapping[str, list[Any]]:
    """What was kept, by path; nothing where it is missing, not ours, or made with something else."""
    body = read_sealed(project, _NAME)
    if body is None:
        return {}
    kept = json.loads(body)
    return kept["files"] if kept["made_with"] == made else {}


def write_kept(project: Project, made: str, rows: Mapping[str, list[Any]]) -> None:
    """Keep rows by path."""
    body = json.dumps({"made_with": made, "files": dict(rows)}, separators=(",", ":"))
    write_sealed(project, _NAME, body)


def to_row(digest: str, file: CheckedFile) -> list[Any]:
    """A checked file as JSON values, with the digest of its bytes."""
    diagnostics = [diagnostic_row(item) for item in file.diagnostics]
    return [digest, file.card.to_json(), diagnostics, file.used, file.spoke]


def from_row(row: list[Any]) -> CheckedFile:
    """The checked file that :func:`to_row` wrote."""
    _, card, diagnostics, used, spoke = row
    found = tuple(map(diagnostic_of, diagnostics))
    return CheckedFile(Card.from_json(card), found, tuple(used), tuple(spoke))
