"""``postmortem import``: documents that exist already into the archive."""

import os
from pathlib import Path

import click

from postmortem_archive.archive.baseline import DEFAULT_NAME
from postmortem_archive.archive.imports.report import State
from postmortem_archive.archive.imports.run import Imported, import_files
from postmortem_archive.archive.read import read_settings
from postmortem_archive.archive.today import today
from postmortem_archive.model.wording import count
from postmortem_archive.report.imports import IMPORT_FORMATS
from postmortem_archive.report.output import standard_output

from .options import archive_option, project_at
from .progress import shown_progress
from .telling import tell

_SHOWN_PRIVATE = 50

NOT_ALL_IMPORTED = 1
"""Exit code where a file could not be imported; the others were."""


@click.command("import", short_help="Bring documents that exist already into the archive.")
@click.argument(
    "paths",
    metavar="PATH...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option(
    "--into",
    metavar="FOLDER",
    default="",
    help="The folder for them, inside the archive's.  [default: one for each year]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(IMPORT_FORMATS)),
    default="text",
    show_default=True,
    help="How the report is written.",
)
@archive_option
def command(
    paths: tuple[Path, ...], dry_run: bool, into: str, form: str, archive_folder: Path | None
) -> None:
    """Bring documents that exist already into the archive, without losing a word.

    PATH is a file, or a folder with such files: Markdown in any style (also of Quarto, Hugo and
    Middleman), incidents of cState and Statusfy, and HTML or DOCX saved from a wiki, for which pandoc
    has to be installed. Each becomes a new file; the originals stay as they are. What is not
    understood stays under its own heading. Severity, services and causes are only proposed, as
    comments. The findings in what was imported are written to the baseline, so that
    `postmortem check` fails only on new mistakes. What was imported before is left alone.

    \b
    Examples:
      postmortem import ../old-wiki/incidents --dry-run
      postmortem import docs/post-mortems
      postmortem import outage.docx notes.md --into imported
      postmortem import ../status/content/issues --format json

    Exit codes: 0 all was imported, 1 a file could not be (the others were), 2 misuse.
    """
    project = project_at(archive_folder)
    settings = read_settings(project).settings
    with shown_progress("Reading") as progress:
        done = import_files(
            project,
            settings,
            paths,
            today=today(),
            into=into.strip("/"),
            dry_run=dry_run,
            progress=progress,
        )
    IMPORT_FORMATS[form](done.reports, project.shown_path(""), standard_output())
    if dry_run:
        tell("Nothing was written: this was a dry run.")
    else:
        _say_baseline(done)
    if any(report.state is State.FAILED for report in done.reports):
        raise SystemExit(NOT_ALL_IMPORTED)


def _say_baseline(done: Imported) -> None:
    if done.baseline is None:
        return
    known = count(done.known, "known finding")
    tell(f"The baseline {os.path.relpath(done.baseline)} holds {known}: only new ones count.")
    if done.private:
        found = count(len(done.private), "secret or piece", "secrets or pieces")
        tell(f"Among them: {found} of personal data. Look at them before anything is published:")
        for item in done.private[:_SHOWN_PRIVATE]:
            tell(f"  {item.path}:{item.position.line}: {item.code} {item.message}")
        if len(done.private) > _SHOWN_PRIVATE:
            tell(f"  and {len(done.private) - _SHOWN_PRIVATE:,} more")
    if not done.is_named:
        tell(f"Name it in archive.yml, under rules:  baseline: {DEFAULT_NAME}")
