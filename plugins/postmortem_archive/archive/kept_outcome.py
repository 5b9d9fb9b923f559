"""The outcome of the last check of a whole archive, for when nothing has changed since.

Nothing is parsed then and no rule is asked, or even imported. The outcome holds for the very bytes of
every file and of ``archive.yml``, for one day, for what else rules asked about, and for the code that
found it. Wherever anything differs, the archive is checked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from postmortem_archive.model.diagnostic import Diagnostic, Level, Position, Problem

from .discover import discover
from .kept_files import made_with, read_sealed, write_sealed
from .outcome import Outcome
from .project import Project
from .read import digest, read_bytes, read_settings_bytes
from .surroundings import Surroundings

_NAME = "outcome.json"


class Seen(NamedTuple):
    """What a check saw, and what its outcome therefore hangs on.

    Attributes:
        day: the day that it was checked against.
        settings: the :func:`mark` of ``archive.yml``; empty where there is none.
        files: the mark of each file, by path.
        around: what rules asked about beside the files.
    """

    day: date
    settings: str
    files: Mapping[str, str]
    around: Surroundings


def mark(data: bytes | Problem) -> str:
    """What tells the content of a file from any other; why it is not read where it is not."""
    return f"not read: {data.message}" if isinstance(data, Problem) else digest(data)


def settings_mark(project: Project) -> str:
    """The mark of ``archive.yml``; empty where there is none."""
    data = read_settings_bytes(project)
    return "" if data is None else mark(data)


def keep_outcome(outcome: Outcome, seen: Seen) -> None:
    """Keep the outcome of a check of a whole archive, in which nothing was chosen."""
    body = {
        "made_with": made_with(outcome.project),
        "day": seen.day.isoformat(),
        "settings": seen.settings,
        "files": dict(seen.files),
        "asked": seen.around.files,
        "commits": seen.around.commits,
        "baseline": outcome.baseline,
        "diagnostics": [diagnostic_row(item) for item in outcome.diagnostics],
    }
    write_sealed(outcome.project, _NAME, json.dumps(body, separators=(",", ":")))


def kept_outcome(project: Project, today: date) -> Outcome | None:
    """What a check would find, if that is known already.

    Raises:
        ArchiveError: the archive's folder cannot be opened.
    """
    body = read_sealed(project, _NAME)
    if body is None:
        return None
    kept = json.loads(body)
    if (
        kept["made_with"] != made_with(project)
        or kept["day"] != today.isoformat()
        or kept["settings"] != settings_mark(project)
        or not _are_the_same(project, kept["files"])
        or not Surroundings(project).answer_as(kept["asked"], kept["commits"])
    ):
        return None
    diagnostics = tuple(map(diagnostic_of, kept["diagnostics"]))
    return Outcome(project, tuple(kept["files"]), diagnostics, kept["baseline"])


def _are_the_same(project: Project, marks: Mapping[str, str]) -> bool:
    found = discover(project.folder)
    return [item.path for item in found] == list(marks) and all(
        mark(read_bytes(item)) == marks[item.path] for item in found
    )


def diagnostic_row(item: Diagnostic) -> list[Any]:
    """A finding as JSON values."""
    place = item.position
    return [
        *(item.code, item.level.value, item.path, place.line, place.column),
        *(item.message, item.hint, item.source, item.is_guess),
    ]


def diagnostic_of(row: list[Any]) -> Diagnostic:
    """The finding that :func:`diagnostic_row` wrote."""
    code, level, path, line, column, message, hint, source, is_guess = row
    place = Position(line, column)
    return Diagnostic(code, Level(level), path, place, message, hint, source, is_guess)
