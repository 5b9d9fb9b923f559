"""``postmortem check``: say what is missing in postmortems, and how to fix it."""

import os
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.load import below, load_archive
from postmortem_archive.archive.today import today
from postmortem_archive.model.diagnostic import Diagnostic, Level
from postmortem_archive.report.formats import FORMATS
from postmortem_archive.report.report import Report

from .options import archive_option, project_of
from .progress import shown_progress

FINDINGS = 1
"""Exit code where something must be fixed."""


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option("--strict", is_flag=True, help="Warnings count as errors for the exit code.")
@archive_option
def command(paths: tuple[Path, ...], form: str, strict: bool, archive_folder: Path | None) -> None:
    """Check postmortems: all of them, or only the files and folders in PATHS.

    Each finding has its place, the line itself and how to fix it. The whole archive is read in any
    case, because some rules compare files. Only data is read: nothing of the archive is run.

    \b
    Examples:
      postmortem check
      postmortem check postmortems/2026
      postmortem check --format json > findings.json

    Exit codes: 0 no errors, 1 errors (with --strict, warnings too), 2 misuse.
    """
    project = project_of(archive_folder, paths)
    with shown_progress("Checking") as progress:
        whole = load_archive(project, today=today(), progress=progress)
    archive = below(whole, paths) if paths else whole
    diagnostics = archive.diagnostics
    if form == "text":
        diagnostics = tuple(_seen_from_here(archive, item) for item in diagnostics)
    FORMATS[form](Report(diagnostics, len(archive.documents)), Console())
    if form == "text" and len(archive.diagnostics) < len(whole.diagnostics):
        click.echo("other files have findings too; run: postmortem check", err=True)
    if archive.has(Level.WARNING if strict else Level.ERROR):
        raise SystemExit(FINDINGS)


def _seen_from_here(archive: Archive, item: Diagnostic) -> Diagnostic:
    """The finding with its path relative to the current folder, so that it can be opened from there."""
    location = archive.project.root / item.path
    return replace(item, path=Path(os.path.relpath(location)).as_posix())
