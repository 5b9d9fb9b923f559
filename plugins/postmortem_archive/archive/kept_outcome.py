"""The outcome of the last check of a whole archive, for when nothing has changed since.

Nothing is parsed then and no rule is asked, or even imported. The outcome holds for the very bytes of
every file and of ``archive.yml``, for one day, for what else rules asked about, and for the code that
found it. Wherever anything differs, the archive is checked.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from postmortem_archive.model.diagnostic import Diagnostic, Level, Position

from .discover import discover
from .kept_files import made_with, read_sealed, write_sealed
from .listing import marks_of
from .outcome import Outcome, chooser
from .project import Project
from .read import mark, read_settings_bytes
from .surroundings import Surroundings

_NAME = "outcome.bin"


class Seen(NamedTuple):
    """What a check saw, and what its outcome therefore hangs on.

    Attributes:
        day: the day that it was checked against.
        settings: the mark of ``archive.yml``; empty where there is none.
        files: the mark of each file, by path.
        around: what rules asked about beside the files.
    """

    day: date
    settings: str
    files: Mapping[str, str]
    around: Surroundings


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
        "digests": seen.around.digests,
        "commits": seen.around.commits,
        "baseline": outcome.baseline,
        "diagnostics": [diagnostic_row(item) for item in outcome.diagnostics],
    }
    write_sealed(outcome.project, _NAME, _version() + marshal.dumps(body))


def kept_outcome(
    project: Project,
    today: date,
    marks: Mapping[str, str] | None = None,
    paths: Iterable[Path] = (),
) -> Outcome | None:
    """What a check would find, if that is known already.

    Args:
        project: where the archive is.
        today: the day to check against.
        marks: the mark of each file, by path, where somebody has looked already.
        paths: files and folders whose findings do, which is quicker; with none, all are told. Where
            there is a baseline, all are told in any case, because it is compared with all.

    Raises:
        ArchiveError: the archive's folder cannot be opened.
    """
    kept = _kept(project, settings_mark(project))
    if (
        kept is None
        or kept["day"] != today.isoformat()
        or kept["files"] != (_marks(project) if marks is None else marks)
        or not Surroundings(project).answer_as(kept["asked"], kept["digests"], kept["commits"])
    ):
        return None
    rows, baseline = kept["diagnostics"], kept["baseline"]
    is_chosen = chooser(project, () if baseline else paths)
    told = tuple(diagnostic_of(row) for row in rows if is_chosen(row[2]))
    elsewhere = len(rows) - len(told)
    return Outcome(project, tuple(kept["files"]), told, baseline, elsewhere=elsewhere)


class Before(NamedTuple):
    """What is of use of the last outcome, though something has changed since.

    Attributes:
        marks: the mark of each file at that time, by path.
        lines: lines of files to which findings pointed, masked, by the path that is shown and their number.
    """

    marks: Mapping[str, str]
    lines: Mapping[tuple[str, int], str]


def outcome_before(project: Project, settings: str) -> Before:
    """What is known of the last check; nothing where it was of other settings or by other code.

    Args:
        project: where the archive is.
        settings: the mark of ``archive.yml``.
    """
    kept = _kept(project, settings)
    if kept is None:
        return Before({}, {})
    return Before(kept["files"], {(row[2], row[3]): row[7] for row in kept["diagnostics"]})


def _kept(project: Project, settings: str) -> dict[str, Any] | None:
    """What :func:`keep_outcome` kept, where it was of the same settings and by the same code."""
    body = read_sealed(project, _NAME)
    if body is None or not body.startswith(_version()):
        return None
    kept: dict[str, Any] = marshal.loads(body[len(_version()) :])  # noqa: S302 - sealed; JSON takes several times longer
    is_same = kept["made_with"] == made_with(project) and kept["settings"] == settings
    return kept if is_same else None


def _version() -> bytes:
    return sys.version.encode() + b"\0"


def _marks(project: Project) -> Mapping[str, str]:
    return marks_of(project, discover(project.folder))


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
    # what many findings say is held once
    code, path, hint = sys.intern(code), sys.intern(path), sys.intern(hint)
    return Diagnostic(code, Level(level), path, place, message, hint, source, is_guess)
