"""Check an archive without keeping its text: what the command line does, again and again."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from postmortem_archive.model.diagnostic import Diagnostic, Problem
from postmortem_archive.model.settings import Settings, SettingsDocument
from postmortem_archive.parse.text import decode
from postmortem_archive.rules.run import CheckedFile, Checker

from .base_version import BaseVersion, base_version, old_contents, postmortems_of
from .baseline import Baseline
from .discover import Found, discover, printable_path
from .kept_checks import from_row, made_with, read_kept, to_row, write_kept
from .load import checker_for, in_reading_order, read_document
from .project import Project
from .read import Progress, digest, read_bytes, read_settings, settings_of


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check.

    Attributes:
        project: where the archive is.
        settings: what ``archive.yml`` says.
        files: every file, in the order of the paths.
        diagnostics: the findings, in reading order, those that a baseline knows among them.
        changed: paths of the files that a branch changes, where only those were asked for.
    """

    project: Project
    settings: Settings
    files: tuple[CheckedFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    changed: frozenset[str] | None = None

    def chosen(self, paths: Iterable[Path]) -> "Checked":
        """The same with only the given files and folders, of changed files if those were asked for.

        Everything has been read all the same, because rules about the whole archive need all of it.

        Args:
            paths: files and folders; with none, everything.
        """
        places = [_shown(self.project, path) for path in paths]

        def is_chosen(shown: str) -> bool:
            return not places or any(PurePosixPath(shown).is_relative_to(one) for one in places)

        files = (
            file for file in self.files if self.changed is None or file.card.path in self.changed
        )
        return replace(
            self,
            files=tuple(
                file for file in files if is_chosen(self.project.shown_path(file.card.path))
            ),
            diagnostics=tuple(item for item in self.diagnostics if is_chosen(item.path)),
        )


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
    archive_yml = read_settings(project)
    version = base_version(project, base) if base is not None else None
    found = {item.path: item for item in discover(project.folder)}
    checker = checker_for(project, archive_yml, today, lambda path: _text(found[path]))
    reading = _Reading(project, archive_yml, checker, version)
    files = reading.all(tuple(found.values()), keep=keep, progress=progress)
    diagnostics = in_reading_order(files, checker.check_archive(files))
    if version:
        before = _findings_before(project, version, found, reading, today)
        diagnostics = _of_the_change(project, diagnostics, before, reading)
    changed = frozenset(reading.changed) if version else None
    return Checked(project, archive_yml.settings, files, diagnostics, changed)


class _Reading:
    """Reads and checks files, and remembers which of them a branch changes."""

    def __init__(
        self,
        project: Project,
        archive_yml: SettingsDocument,
        checker: Checker,
        version: BaseVersion | None,
    ) -> None:
        self.project = project
        self.archive_yml = archive_yml
        self.files: dict[str, CheckedFile] = {}
        self.changed: set[str] = set()
        self._checker = checker
        self._version = version

    def all(
        self, found: Sequence[Found], *, keep: bool, progress: Progress | None
    ) -> tuple[CheckedFile, ...]:
        """Every file, checked by itself; from what is kept where nothing has changed."""
        made = made_with(self.project, self.archive_yml.text) if keep else ""
        kept = read_kept(self.project, made) if keep else {}
        rows = {}
        for number, item in enumerate(found, start=1):
            data = read_bytes(item)
            mark = digest(data)
            row = kept.get(item.path)
            if row is None or row[0] != mark or isinstance(data, Problem):
                document = read_document(item.path, data, self.archive_yml.settings)
                row = to_row(mark, self._checker.check_file(document))
            rows[item.path] = row
            self.files[item.path] = from_row(row)
            self._note_change(item.path, data)
            if progress:
                progress(number, len(found))
        if keep and rows != kept:
            write_kept(self.project, made, rows)
        return tuple(self.files.values())

    def _note_change(self, path: str, data: bytes | Problem) -> None:
        if self._version and (isinstance(data, Problem) or not self._version.has(path, data)):
            self.changed.add(path)


def _findings_before(
    project: Project,
    version: BaseVersion,
    found: Mapping[str, Found],
    now: _Reading,
    today: date,
) -> tuple[Diagnostic, ...]:
    """All findings in the archive as it was at the base."""
    settings_name = project.settings_path.name
    differing = [
        path for path in postmortems_of(version) if path in now.changed or path not in found
    ]
    old = dict(old_contents(project, version, [settings_name, *differing]))
    archive_yml = settings_of(old.pop(settings_name, b""))
    is_same = archive_yml.text == now.archive_yml.text

    def text(path: str) -> str:
        return decode(old[path]).text if path in old else _text(found[path])

    checker = checker_for(project, archive_yml, today, text)
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


def _shown(project: Project, path: Path) -> PurePosixPath:
    """A file or folder as diagnostics name it."""
    place = Path(os.path.relpath(path.resolve(), project.root))
    return PurePosixPath(printable_path(place.as_posix()))


def _text(found: Found) -> str:
    data = read_bytes(found)
    return decode(data).text if isinstance(data, bytes) else ""
