"""Imports into an archive of a test, and the words of texts, counted apart from the import's own count."""

from collections import Counter
from datetime import date
from pathlib import Path

from places import ROOT
from postmortem_archive.archive.imports.report import FileReport
from postmortem_archive.archive.imports.run import Imported, import_files
from postmortem_archive.archive.project import Project, project_in
from postmortem_archive.archive.read import read_settings

SAMPLES = ROOT / "tests" / "importing" / "samples"

ARCHIVE_YML = """\
severities:
  sev1: {name: Critical}
  sev2: {name: Major, aliases: [SEV-2]}
services:
  queue: {name: Queue}
  dashboard: {name: Dashboard}
  login: {name: Sign-in}
causes:
  config: {name: Configuration}
  certificate: {name: Certificate}
rules:
  # nothing yet
  limits: {pages: 5}
"""

TODAY = date(2026, 3, 14)


def new_archive(root: Path, settings: str = ARCHIVE_YML) -> Project:
    """An archive without postmortems, in a folder of its own."""
    folder = root / "project" / "postmortems"
    folder.mkdir(parents=True)
    if settings:
        (folder / "archive.yml").write_text(settings, encoding="utf-8")
    return project_in(folder)


def imported(project: Project, *paths: Path, into: str = "", dry_run: bool = False) -> Imported:
    """Import files, as the command does."""
    settings = read_settings(project).settings
    return import_files(project, settings, paths, today=TODAY, into=into, dry_run=dry_run)


def report_of(done: Imported, name: str) -> FileReport:
    """What became of the file of that name."""
    (report,) = [one for one in done.reports if one.source.split("/")[-1] == name]
    return report


def words(text: str) -> Counter[str]:
    """The words of a text: runs of letters and digits."""
    spaced = "".join(char if char.isalnum() else " " for char in text)
    return Counter(spaced.split())


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder that is no cache, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }
