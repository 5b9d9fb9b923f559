"""The report for GitLab: its Code Quality format, shown in merge requests and beside the lines."""

from postmortem_archive.model.diagnostic import Diagnostic, Level
from postmortem_archive.model.visible import visible

from .lines import print_json
from .output import Output
from .report import Report

_SEVERITY = {Level.ERROR: "major", Level.WARNING: "minor", Level.HINT: "info"}


def write_gitlab(report: Report, output: Output) -> None:
    """Write a JSON list with one object for each finding, worst first; an empty list for none."""
    print_json(output, [_entry(item, mark) for item, mark in report.fingerprinted()])


def _entry(item: Diagnostic, fingerprint: str) -> dict[str, object]:
    text = f"{item.message}; fix: {item.hint}" if item.hint else item.message
    return {
        "description": visible(text),
        "check_name": item.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITY[item.level],
        "location": {"path": item.path, "lines": {"begin": item.position.line}},
    }
