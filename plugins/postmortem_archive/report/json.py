"""The report for programs: JSON of a fixed, versioned shape."""

from postmortem_archive.model.diagnostic import Diagnostic

from .lines import print_json
from .output import Output
from .report import Report

VERSION = 1
"""Raised when something a program may rely on is renamed or removed; additions do not raise it."""

_LONGEST_SOURCE = 500


def write_json(report: Report, output: Output) -> None:
    """Write one JSON object, ASCII only, on lines of its own.

    Its shape: ``{"version", "checked", "counts": {level: number}, "known", "fixable", "diagnostics":
    [{"code", "level", "path", "line", "column", "message", "hint", "source", "guess"}]}``. Lines and columns
    count from 1; ``source`` is cut after 500 characters; ``known`` is the number of findings that a
    baseline hides, ``fixable`` that of the files that ``postmortem check --fix`` would change.
    """
    data = {
        "version": VERSION,
        "checked": report.checked,
        "counts": {level.value: number for level, number in report.counts().items()},
        "known": report.known,
        "fixable": report.fixable,
        "diagnostics": [_diagnostic(item) for item in report.diagnostics],
    }
    print_json(output, data)


def _diagnostic(item: Diagnostic) -> dict[str, object]:
    return {
        "code": item.code,
        "level": item.level.value,
        "path": item.path,
        "line": item.position.line,
        "column": item.position.column,
        "message": item.message,
        "hint": item.hint,
        "source": item.source[:_LONGEST_SOURCE],
        "guess": item.is_guess,
    }
