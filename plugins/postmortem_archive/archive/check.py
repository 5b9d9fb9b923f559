"""Check an archive without keeping its text: what the command line does, again and again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from postmortem_archive.model.diagnostic import Diagnostic, Problem
from postmortem_archive.model.settings import Settings, SettingsDocument
from postmortem_archive.parse.text import decode
from postmortem_archive.rules.run import CheckedFile

from .baseline import Baseline
from .discover import Found, discover
from .kept_outcome import Seen, keep_outcome, mark
from .load import FileReader, ReadFile, checker_for, in_reading_order, read_document
from .outcome import Outcome
from .project import Project
from .read import Progress, read_bytes, read_settings_bytes, settings_of
from .surroundings import Surroundings

if TYPE_CHECKING:  # only where a branch is compared
    from .base_version import BaseVersion


class Checked(NamedTuple):
    """A checked archive: the outcome, and what is known of it beside.

    Attributes:
        outcome: what was found.
        settings: what ``archive.yml`` says.
        files: every file, in the order of the paths.
    """

    outcome: Outcome
    settings: Settings
    files: tuple[CheckedFile, ...]

    @property
    def project(self) -> Project:
        """Where the archive is."""
        return self.outcome.project

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings."""
        return self.outcome.diagnostics

    @property
    def changed(self) -> frozenset[str] | None:
        """Paths of the files that a branch changes, where only those were asked for."""
        return self.outcome.changed

    def chosen(self, paths: Iterable[Path]) -> Checked:
        """The same with only the given files and folders; see :meth:`~.outcome.Outcome.chosen`."""
        outcome = self.outcome.chosen(paths)
        wanted = set(outcome.paths)
        files = tuple(file for file in self.files if file.card.path in wanted)
        return self._replace(outcome=outcome, files=files)


def check_archive(
    project: Project,
    *,
    today: date,
    base: str | None = None,
    keep: bool = True,
    progress: Progress | None = None,
) -> Checked:
    """Check every file of an archive.

    One bad file, or a bad ``archive.yml``, never hides the rest: what is wrong is among the diagnostics.

    Args:
        project: where the archive is.
        today: the day to check against.
        base: only what changed since this commit is asked for (empty: since the main branch).
        keep: use and write what is kept of earlier checks.
        progress: told of each file.

    Raises:
        ArchiveError: the archive cannot be read, or git knows no such base.
    """
    settings_data = read_settings_bytes(project)
    archive_yml = SettingsDocument() if settings_data is None else settings_of(settings_data)
    version = _version(project, base)
    found = {item.path: item for item in discover(project.folder)}
    around = Surroundings(project)
    checker = checker_for(project, archive_yml, today, around, lambda path: _text(found[path]))
    reading = _Reading(archive_yml, version)
    for one in FileReader(project, archive_yml, checker, keep=keep).read(found.values(), progress):
        reading.take(one)
    files = tuple(reading.files.values())
    diagnostics = in_reading_order(files, checker.check_archive(files))
    if version:
        before = _findings_before(project, version, found, reading, today)
        diagnostics = _of_the_change(project, diagnostics, before, reading)
    changed = frozenset(reading.changed) if version else None
    settings = archive_yml.settings
    outcome = Outcome(project, tuple(found), diagnostics, settings.rules.baseline, changed)
    if keep and version is None:
        settings_mark = "" if settings_data is None else mark(settings_data)
        keep_outcome(outcome, Seen(today, settings_mark, reading.marks, around))
    return Checked(outcome, settings, files)


def _version(project: Project, base: str | None) -> BaseVersion | None:
    if base is None:
        return None
    from .base_version import base_version  # noqa: PLC0415 - only where a branch is compared

    return base_version(project, base)


class _Reading:
    """What reading the files has shown, and which of them a branch changes."""

    def __init__(self, archive_yml: SettingsDocument, version: BaseVersion | None) -> None:
        self.archive_yml = archive_yml
        self.files: dict[str, CheckedFile] = {}
        self.marks: dict[str, str] = {}
        self.changed: set[str] = set()
        self._version = version

    def take(self, one: ReadFile) -> None:
        """Take note of a file."""
        self.files[one.path] = one.checked
        self.marks[one.path] = one.mark
        if self._version and (
            isinstance(one.data, Problem) or not self._version.has(one.path, one.data)
        ):
            self.changed.add(one.path)


def _findings_before(
    project: Project,
    version: BaseVersion,
    found: Mapping[str, Found],
    now: _Reading,
    today: date,
) -> tuple[Diagnostic, ...]:
    """All findings in the archive as it was at the base."""
    from .base_version import old_contents, postmortems_of  # noqa: PLC0415 - as above

    settings_name = project.settings_path.name
    differing = [
        path for path in postmortems_of(version) if path in now.changed or path not in found
    ]
    old = dict(old_contents(project, version, [settings_name, *differing]))
    archive_yml = settings_of(old.pop(settings_name, b""))
    is_same = archive_yml.text == now.archive_yml.text

    def text(path: str) -> str:
        return decode(old[path]).text if path in old else _text(found[path])

    checker = checker_for(project, archive_yml, today, Surroundings(project), text)
    files = []
    for path in sorted({*old, *found} - (now.changed - set(old))):
        if path in now.files and path not in old and is_same:
            files.append(now.files[path])
        else:
            data = old[path] if path in old else read_bytes(found[path])
            files.append(checker.check_file(read_document(path, data, archive_yml.settings)))
    return in_reading_order(files, checker.check_archive(files))


def _of_the_change(
    project: Project,
    diagnostics: Sequence[Diagnostic],
    before: Sequence[Diagnostic],
    reading: _Reading,
) -> tuple[Diagnostic, ...]:
    """The findings in changed files, and those elsewhere that were not there before the change."""
    changed = {project.shown_path(path) for path in reading.changed}
    elsewhere = [item for item in diagnostics if item.path not in changed]
    new = {id(item) for item in Baseline.of(before).compare(elsewhere).new}
    return tuple(item for item in diagnostics if item.path in changed or id(item) in new)


def _text(found: Found) -> str:
    data = read_bytes(found)
    return decode(data).text if isinstance(data, bytes) else ""
