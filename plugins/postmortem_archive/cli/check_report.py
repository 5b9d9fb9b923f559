"""What ``postmortem check`` hands to a report: findings as their readers know the files."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem_archive.archive.baseline import Compared
from postmortem_archive.archive.outcome import Outcome
from postmortem_archive.report.report import Report

if TYPE_CHECKING:  # takes long, and is not needed where nothing has changed
    from postmortem_archive.archive.check import Checked
    from postmortem_archive.report.offered import Offered

MOST_FILES_TO_FIX = 20
"""Files with findings up to which it is found out how many could be fixed; it takes a while."""

MOST_BYTES_TO_FIX = 200_000
"""Bytes of these files together up to which it is found out."""

FOR_PEOPLE = ("text", "markdown")
"""Formats that say how many files could be fixed."""


def report_of(
    outcome: Outcome, compared: Compared, form: str, whole: Callable[[], "Checked"]
) -> Report:
    """The report of a check.

    Args:
        outcome: the part that was asked for, without known findings.
        compared: what the baseline knows.
        form: the format in which it will be written.
        whole: checks the whole archive, unless that was done; asked where the findings do not do.
    """
    report = Report(
        outcome.diagnostics,
        len(outcome.paths),
        known=compared.known,
        files=tuple(map(outcome.project.shown_path, outcome.paths)),
        is_change=outcome.changed is not None,
    )
    if form in FOR_PEOPLE and outcome.diagnostics:
        report = replace(report, fixable=_fixable(outcome, whole))
    if form == "markdown" and outcome.changed:
        from .precedents import precedents_of  # noqa: PLC0415 - reads postmortems whole

        report = replace(report, precedents=precedents_of(whole()))
    if form == "markdown":
        report = replace(report, offered=_offered(outcome, whole()))
    if form == "text":
        return _with_paths(report, lambda path: _from_here(outcome, path))
    if form != "json":
        from postmortem_archive.archive.git import repository_prefix  # noqa: PLC0415 - seldom asked

        prefix = repository_prefix(outcome.project.root)
        return _with_paths(report, lambda path: prefix + path)
    return report


def _with_paths(report: Report, shown: Callable[[str], str]) -> Report:
    return replace(
        report,
        diagnostics=tuple(replace(item, path=shown(item.path)) for item in report.diagnostics),
        files=tuple(map(shown, report.files)),
        offered=tuple(one._replace(path=shown(one.path)) for one in report.offered),
    )


def _offered(outcome: Outcome, whole: "Checked") -> "tuple[Offered, ...]":
    """The public texts of the files that were asked for."""
    from postmortem_archive.archive.surroundings import Surroundings  # noqa: PLC0415 - only here
    from postmortem_archive.report.offered import offered_of  # noqa: PLC0415 - takes long

    wanted = set(outcome.paths)
    cards = [file.card for file in whole.files if file.card.path in wanted]
    roles = whole.settings.public.approvals
    digest_of = Surroundings(outcome.project).file_digest
    return tuple(offered_of(cards, roles, digest_of, outcome.project.shown_path))


def _from_here(outcome: Outcome, path: str) -> str:
    """A path relative to the current folder, so that it can be opened from there."""
    return Path(os.path.relpath(outcome.project.root / path)).as_posix()


def _fixable(outcome: Outcome, whole: Callable[[], "Checked"]) -> int:
    """How many files could be fixed; 0 where there are too many to find out, or too large ones."""
    from postmortem_archive.fixes.answered import ANSWERED  # noqa: PLC0415 - only for findings

    answered = {item.path for item in outcome.diagnostics if item.code in ANSWERED}
    paths = {path for path in outcome.paths if outcome.project.shown_path(path) in answered}
    if not paths or len(paths) > MOST_FILES_TO_FIX or _bytes_of(outcome, paths) > MOST_BYTES_TO_FIX:
        return 0
    from postmortem_archive.archive.fix import proposals  # noqa: PLC0415 - seldom needed

    checked = whole()
    return sum(1 for _ in proposals(checked, [f for f in checked.files if f.card.path in paths]))


def _bytes_of(outcome: Outcome, paths: Iterable[str]) -> int:
    places = (outcome.project.folder / path for path in paths)
    return sum(place.stat().st_size for place in places if place.is_file())
