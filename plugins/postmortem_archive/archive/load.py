"""Read and check an archive: the function that the command line and the site both call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from postmortem_archive.model.settings import SettingsDocument

from .archive import Archive
from .baseline import known_findings
from .discover import Found, discover
from .kept_outcome import Before, Seen, keep_outcome, kept_outcome, outcome_before
from .listing import marks_of
from .outcome import Outcome
from .project import Project
from .read import Progress, digest_of, mark, read_bytes, read_settings_bytes, settings_of
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


@seldom_collecting()
def load_archive(
    project: Project,
    *,
    today: date,
    keep: bool = False,
    progress: Progress | None = None,
) -> Archive:
    """Read and check every file of an archive.

    One bad file, or a bad ``archive.yml``, never hides the rest: what is wrong is among the diagnostics,
    apart from what the baseline knows.

    Args:
        project: where the archive is.
        today: the day to check against; never read from the clock, so that a build can be repeated.
        keep: use and write what is kept of earlier loads and checks; what only the page of a postmortem
            shows is then read when it is asked for.
        progress: told of each file that is read and checked anew.

    Raises:
        ArchiveError: the archive's folder or its baseline cannot be read, or the cache folder leads out
            of the project.
    """
    here = look(project, keep=keep)
    files, outcome = read_and_check(project, here, today, keep=keep, progress=progress)
    compared = known_findings(project, outcome.baseline).compare(outcome.diagnostics)
    archive = archive_of(project, here, files)
    return replace(archive, diagnostics=compared.new, known=compared.known)


class Here(NamedTuple):
    """What an archive consists of, before any of it is understood.

    Attributes:
        settings_mark: the mark of ``archive.yml``; empty where there is none.
        archive_yml: what it says.
        found: the files, by path.
        marks: what tells the content of each from any other, by path.
    """

    settings_mark: str
    archive_yml: SettingsDocument
    found: Mapping[str, Found]
    marks: Mapping[str, str]

    @property
    def digests(self) -> Mapping[str, str]:
        """SHA-256 (hex) of each file's bytes, by path."""
        return {path: digest_of(content) for path, content in self.marks.items()}


def read_and_check(
    project: Project, here: Here, today: date, *, keep: bool, progress: Progress | None
) -> tuple[Files, Outcome]:
    """What the files of an archive say, and what is wrong with them.

    Args, errors: see :func:`load_archive`; ``here`` is what the archive consists of.
    """
    outcome = kept_outcome(project, today, here.marks) if keep else None
    checked_on = None if outcome else today
    asked = Asked(project, here.archive_yml, keep, documents=True, checked_on=checked_on)
    files = read_files(asked, here.found.values(), here.marks, progress)
    return files, outcome or check_together(project, here, files, today, keep=keep)


def archive_of(project: Project, here: Here, files: Files) -> Archive:
    """The archive that was read, without what is wrong with it."""
    digests = {path: digest_of(content) for path, content in files.marks.items()}
    return Archive(project, here.archive_yml.settings, files.documents, (), digests)


def read_again(archive: Archive, here: Here, paths: Sequence[str], today: date) -> Archive:
    """The archive with some of its files read and checked anew, each by itself.

    Args:
        archive: as it was.
        here: what it consists of now: the same files.
        paths: those that were edited.
        today: the day to check against.
    """
    settings = archive.settings
    anew = {path: read_document(path, read_bytes(here.found[path]), settings) for path in paths}
    checker = checker_for(
        archive.project,
        here.archive_yml,
        today,
        Surroundings(archive.project),
        source_lines(lambda path: anew[path].text),
    )
    found = in_reading_order(map(checker.check_file, anew.values()), ())
    documents = tuple(anew.get(document.path, document) for document in archive.documents)
    return replace(archive, documents=documents, diagnostics=found, digests=here.digests)


def look(project: Project, *, keep: bool) -> Here:
    """Find the files of an archive.

    Args:
        project: where the archive is.
        keep: use and write what is known of the files of earlier times.

    Raises:
        ArchiveError: the archive's folder cannot be read.
    """
    data = read_settings_bytes(project)
    found = {item.path: item for item in discover(project.folder)}
    marks = marks_of(project, found.values(), keep=keep)
    return Here("" if data is None else mark(data), settings_of(data), found, marks)


def check_together(
    project: Project, here: Here, files: Files, today: date, *, keep: bool
) -> Outcome:
    """Ask the rules about all files together.

    Args:
        project: where the archive is.
        here: what it consists of.
        files: what was found in each file by itself.
        today: the day to check against.
        keep: keep the outcome for the next check.
    """
    around = Surroundings(project)
    before = outcome_before(project, here.settings_mark) if keep else Before({}, {})

    def known_line(path: str, number: int) -> str | None:
        if before.marks.get(path) != files.marks.get(path):
            return None
        return before.lines.get((project.shown_path(path), number))

    def text(path: str) -> str:
        return text_of(here.found[path])

    lines = source_lines(text, known_line)
    checker = checker_for(project, here.archive_yml, today, around, lines)
    diagnostics = in_reading_order(files.checked, checker.check_archive(files.checked))
    baseline = here.archive_yml.settings.rules.baseline
    outcome = Outcome(project, tuple(here.found), diagnostics, baseline)
    if keep:
        keep_outcome(outcome, Seen(today, here.settings_mark, files.marks, around))
    return outcome
