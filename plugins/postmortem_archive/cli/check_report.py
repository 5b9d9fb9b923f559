"""What ``postmortem check`` hands to a report: findings as their readers know the files."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from postmortem_archive.archive.baseline import Compared
from postmortem_archive.archive.check import Checked
from postmortem_archive.archive.git import repository_prefix
from postmortem_archive.report.report import Report

MOST_FILES_TO_FIX = 20
"""Files with findings up to which it is found out how many could be fixed; it takes a while."""


def report_of(checked: Checked, whole: Checked, compared: Compared, form: str) -> Report:
    """The report of a check.

    Args:
        checked: the part that was asked for, without known findings.
        whole: the whole archive.
        compared: what the baseline knows.
        form: the format in which it will be written.
    """
    report = Report(
        checked.diagnostics,
        len(checked.files),
        known=compared.known,
        files=tuple(checked.project.shown_path(file.card.path) for file in checked.files),
        is_change=checked.changed is not None,
    )
    if form in ("text", "markdown"):
        report = replace(report, fixable=_fixable(checked))
    if form == "markdown":
        from .precedents import precedents_of  # noqa: PLC0415 - reads postmortems whole

        report = replace(report, precedents=precedents_of(whole))
    if form == "text":
        return _with_paths(report, lambda path: _from_here(checked, path))
    if form != "json":
        prefix = repository_prefix(checked.project.root)
        return _with_paths(report, lambda path: prefix + path)
    return report


def _with_paths(report: Report, shown: Callable[[str], str]) -> Report:
    return replace(
        report,
        diagnostics=tuple(replace(item, path=shown(item.path)) for item in report.diagnostics),
        files=tuple(map(shown, report.files)),
    )


def _from_here(checked: Checked, path: str) -> str:
    """A path relative to the current folder, so that it can be opened from there."""
    return Path(os.path.relpath(checked.project.root / path)).as_posix()


def _fixable(checked: Checked) -> int:
    """How many files could be fixed; 0 where there are too many to find out."""
    with_findings = {item.path for item in checked.diagnostics}
    files = [
        file
        for file in checked.files
        if checked.project.shown_path(file.card.path) in with_findings
    ]
    if not files or len(files) > MOST_FILES_TO_FIX:
        return 0
    from postmortem_archive.archive.fix import proposals  # noqa: PLC0415 - seldom needed

    return sum(1 for _ in proposals(checked, files))
