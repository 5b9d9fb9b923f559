"""The report for programs: JSON of a fixed, versioned shape."""

import json

from rich.console import Console

from postmortem_archive.model.diagnostic import Diagnostic

from .report import Report

VERSION = 1
"""Raised when something a program may rely on is renamed or removed; additions do not raise it."""

_LONGEST_SOURCE = 500


def write_json(report: Report, console: Console) -> None:
    """Write one JSON object, ASCII only, on lines of its own.

    Its shape: ``{"version", "checked", "counts": {level: number}, "diagnostics": [{"code", "level",
    "path", "line", "column", "message", "hint", "source"}]}``. Lines and columns count from 1;
    ``source`` is cut after 500 characters.
    """
    data = {
        "version": VERSION,
        "checked": report.checked,
        "counts": {level.value: number for level, number in report.counts().items()},
        "diagnostics": [_diagnostic(item) for item in report.diagnostics],
    }
    console.out(json.dumps(data, indent=2), highlight=False)


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
    }
