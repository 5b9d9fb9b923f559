"""Check an archive without keeping its text: what the command line does, again and again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from postmortem_archive.model.diagnostic import Diagnostic
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.text import decode
from postmortem_archive.rules.run import CheckedFile

from .baseline import Baseline
from .discover import Found
from .load import Here, check_together, look
from .outcome import Outcome
from .project import Project
from .read import Progress, read_bytes, settings_of
from .reading import (
    Asked,
    Files,
    checker_for,
    in_reading_order,
    read_document,
    read_files,
    seldom_collecting,
    text_of,
)
from .source_lines import source_lines
from .surroundings import Surroundings
from .timings import Timings

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


@seldom_collecting()
def check_archive(  # noqa: PLR0913 - all but one are named choices of the asker
    project: Project,
    *,
    today: date,
    base: str | None = None,
    keep: bool = True,
    progress: Progress | None = None,
    timings: Timings | None = None,
) -> Checked:
    """Check every file of an archive.

    One bad file, or a bad ``archive.yml``, never hides the rest: what is wrong is among the diagnostics.

    Args:
        project: where the archive is.
        today: the day to check against.
        base: only what changed since this commit is asked for (empty: since the main branch).
        keep: use and write what is kept of earlier checks.
        progress: told of each file that is read and checked anew.
        timings: where the time went is noted there.

    Raises:
        ArchiveError: the archive cannot be read, or git knows no such base.
    """
    timings = timings or Timings()
    version = _version(project, base)
    with timings.part("finding files"):
        here = look(project, keep=keep)
    with timings.part("reading and checking"):
        asked = Asked(project, here.archive_yml, keep, documents=False, checked_on=today)
        files = read_files(asked, here.found.values(), here.marks, progress)
    with timings.part("rules about all files"):
        outcome = check_together(project, here, files, today, keep=keep and version is None)
    if version:
        with timings.part("comparing with the base"):
            outcome = _of_the_change(outcome, here, files, version, today)
    return Checked(outcome, here.archive_yml.settings, files.checked)


def _version(project: Project, base: str | None) -> BaseVersion | None:
    if base is None:
        return None
    from .base_version import base_version  # noqa: PLC0415 - only where a branch is compared

    return base_version(project, base)


def _of_the_change(
    outcome: Outcome, here: Here, files: Files, version: BaseVersion, today: date
) -> Outcome:
    """The findings in changed files, and those elsewhere that were not there before the change."""
    project = outcome.project
    changed = frozenset(path for path, item in here.found.items() if not _is_at(version, item))
    shown = {project.shown_path(path) for path in changed}
    elsewhere = [item for item in outcome.diagnostics if item.path not in shown]
    outcome = outcome._replace(changed=changed)
    before = Baseline.of(_findings_before(outcome, version, here, files, today))
    new = {id(item) for item in before.compare(elsewhere).new}
    diagnostics = tuple(
        item for item in outcome.diagnostics if item.path in shown or id(item) in new
    )
    return outcome._replace(diagnostics=diagnostics)


def _is_at(version: BaseVersion, item: Found) -> bool:
    data = read_bytes(item)
    return isinstance(data, bytes) and version.has(item.path, data)


def _findings_before(
    outcome: Outcome, version: BaseVersion, here: Here, files: Files, today: date
) -> tuple[Diagnostic, ...]:
    """All findings in the archive as it was at the base."""
    from .base_version import old_contents, postmortems_of  # noqa: PLC0415 - as above

    project, found, changed = outcome.project, here.found, outcome.changed or frozenset()
    settings_name = project.settings_path.name
    differing = [path for path in postmortems_of(version) if path in changed or path not in found]
    old = dict(old_contents(project, version, [settings_name, *differing]))
    archive_yml = settings_of(old.pop(settings_name, b""))
    is_same = archive_yml.text == here.archive_yml.text
    now = {file.card.path: file for file in files.checked}

    def text(path: str) -> str:
        return decode(old[path]).text if path in old else text_of(found[path])

    lines = source_lines(text)
    checker = checker_for(project, archive_yml, today, Surroundings(project), lines)
    before = []
    for path in sorted({*old, *found} - (changed - set(old))):
        if path in now and path not in old and is_same:
            before.append(now[path])
        else:
            data = old[path] if path in old else read_bytes(found[path])
            before.append(checker.check_file(read_document(path, data, archive_yml.settings)))
    return in_reading_order(before, checker.check_archive(before))
