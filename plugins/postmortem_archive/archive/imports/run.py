"""The import of files into an archive: each for itself, so that a bad one stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from postmortem_archive.importing.base import Source
from postmortem_archive.importing.convert import Converted, compose, convert, to_fill_in
from postmortem_archive.importing.errors import RefusedError
from postmortem_archive.importing.registry import reader_of
from postmortem_archive.model.diagnostic import Diagnostic
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.settings import Settings

from ..check import check_archive
from ..project import Project
from ..read import Progress
from .known import extend_baseline, new_before
from .links import Move, relink
from .places import Taken, former_ids
from .report import FileReport, State
from .sources import Candidate, candidates, read_source
from .writing import write_new

_THERE = "it is in the archive already"
_PRIVATE = "PM9"
"""Begins the codes of the rules about secrets and personal data."""


class Imported(NamedTuple):
    """What an import did.

    Attributes:
        reports: one a file, in the order in which they were named and found.
        baseline: the file of known findings that was written; ``None`` where nothing was.
        known: how many findings it knows.
        is_named: whether archive.yml names it.
        private: those in what was imported that are about secrets and personal data.
    """

    reports: tuple[FileReport, ...]
    baseline: Path | None = None
    known: int = 0
    is_named: bool = True
    private: tuple[Diagnostic, ...] = ()


class _Ready(NamedTuple):
    """A document that is converted, and has a place."""

    number: int
    one: Candidate
    made: Converted
    read_as: str


def import_files(  # noqa: PLR0913 - all but two are named choices of the asker
    project: Project,
    settings: Settings,
    paths: Sequence[Path],
    *,
    today: date,
    into: str = "",
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Import files, and make the findings in them known.

    Args:
        project: the archive that they come into.
        settings: what its archive.yml says.
        paths: files and folders.
        today: the day to check against.
        into: the folder for them, relative to the archive's; that of the year where empty.
        dry_run: write nothing.
        progress: told of each file.

    Raises:
        ArchiveError: ``into`` leads nowhere good, or the archive cannot be read.
    """
    _refuse_bad_folder(into)
    every = candidates(project, paths)
    taken = Taken(project)
    reports: list[FileReport] = []
    ready: list[_Ready] = []
    for number, one in enumerate(every):
        if one.location.is_relative_to(project.folder):
            reports.append(FileReport(one.path, State.FAILED, error=_THERE))
        else:
            reports.append(_convert_one(one, number, settings, taken, ready))
        if progress:
            progress(number + 1, len(every))
    open_before: tuple[Diagnostic, ...] = ()
    if ready and not dry_run:
        open_before = new_before(check_archive(project, today=today).outcome)
    _write_all(project, ready, reports, taken, into, dry_run=dry_run)
    if dry_run or not any(report.state is State.IMPORTED for report in reports):
        return Imported(tuple(reports))
    outcome = check_archive(project, today=today).outcome
    try:
        known = extend_baseline(project, outcome, open_before)
    except OSError as error:
        raise ArchiveError(
            f"the files were imported, but the baseline cannot be written: {error.strerror}",
            "run: postmortem check --write-baseline",
        ) from error
    new = {project.shown_path(report.path) for report in reports if report.state is State.IMPORTED}
    private = (
        item for item in outcome.diagnostics if item.path in new and item.code.startswith(_PRIVATE)
    )
    return Imported(tuple(reports), *known, tuple(private))


def _convert_one(
    one: Candidate, number: int, settings: Settings, taken: Taken, ready: list[_Ready]
) -> FileReport:
    if known := taken.path_of(one.path):
        return FileReport(one.path, State.KNOWN, known)
    try:
        source = read_source(one)
        reader = reader_of(source)
        if reader is None:
            return _unknown(one, source)
        made = convert(source, reader.read(source), settings)
    except RefusedError as error:
        return FileReport(one.path, State.FAILED, error=error.message, hint=error.hint)
    ready.append(_Ready(number, one, made, reader.name))
    return FileReport(one.path, State.IMPORTED, read_as=reader.name)


def _unknown(one: Candidate, source: Source) -> FileReport:
    """What is no postmortem: an error where it was named, else passed over."""
    why = source.refusal or "it has no headings of a postmortem"
    if one.is_named:
        hint = "give it an extension, such as .md, if it is one"
        return FileReport(one.path, State.FAILED, error=why, hint=hint)
    return FileReport(one.path, State.PASSED_OVER, error=why)


def _write_all(  # noqa: PLR0913 - what the steps before have found
    project: Project,
    ready: Sequence[_Ready],
    reports: list[FileReport],
    taken: Taken,
    into: str,
    *,
    dry_run: bool,
) -> None:
    paths = [taken.place(item.made, into) for item in ready]
    former = former_ids([item.made for item in ready], paths, taken)
    places = {item.one.location: path for item, path in zip(ready, paths, strict=True)}
    for item, path, aliases in zip(ready, paths, former, strict=True):
        try:
            report = _write_one(project, item, path, aliases, places, dry_run=dry_run)
        except RefusedError as error:
            report = replace(
                reports[item.number], state=State.FAILED, error=error.message, hint=error.hint
            )
        reports[item.number] = report


def _write_one(  # noqa: PLR0913 - what is known of one file
    project: Project,
    item: _Ready,
    path: str,
    aliases: Sequence[str],
    places: dict[Path, str],
    *,
    dry_run: bool,
) -> FileReport:
    made, one = item.made, item.one
    move = Move(path, one.location, one.top)
    linked = relink(made.draft.body, move, made.read.files, places)
    text, postmortem = compose(made, path, linked.body, aliases, (linked.lost, linked.gained))
    if not dry_run:
        write_new(project.folder, path, text, linked.attachments)
    sections = postmortem.sections
    return FileReport(
        source=one.path,
        state=State.IMPORTED,
        path=path,
        read_as=item.read_as,
        guesses=made.guesses,
        sections=tuple(dict.fromkeys(one.key for one in sections if one.key)),
        own_headings=tuple(one.heading for one in sections if one.key is None),
        entries=len(postmortem.timeline),
        actions=len(postmortem.actions),
        words=made.read.words.total(),
        attachments=len(linked.attachments),
        fill_in=to_fill_in(made, postmortem),
        notes=(*made.read.notes, *made.draft.notes, *linked.notes),
    )


def _refuse_bad_folder(into: str) -> None:
    parts = PurePosixPath(into).parts
    if any(part.startswith((".", "_")) or part == "/" for part in parts) or "\\" in into:
        raise ArchiveError(
            f"--into {into!r} is no folder of the archive",
            "name one relative to the archive's folder, such as imported; no name may begin with . or _",
        )
