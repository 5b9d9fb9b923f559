"""``postmortem digest``: the monthly or quarterly review of an archive, as Markdown."""

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import quote

import click
from rich.console import Console

from postmortem_archive.archive.project import Project
from postmortem_archive.archive.statistics.review import review
from postmortem_archive.archive.statistics.window import Window
from postmortem_archive.archive.today import today
from postmortem_archive.archive.unchecked import read_archive
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.wording import shown
from postmortem_archive.report.digest import DigestReport, digest_markdown
from postmortem_archive.report.lines import print_plain

from .days import window_of
from .options import archive_option, project_at
from .progress import shown_progress
from .telling import tell

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\\`\"]{1,1000}")


@click.command("digest", short_help="Write the monthly or quarterly review as Markdown.")
@click.option(
    "--since", metavar="DAY", default="30d", show_default=True, help="First day of the review."
)
@click.option(
    "--until", metavar="DAY", default="today", show_default=True, help="Last day of the review."
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it into this file; links then lead from there.  [default: standard output]",
)
@click.option(
    "--link-base",
    metavar="URL",
    help="Address of the repository's files, where the review is read elsewhere.",
)
@archive_option
def command(
    since: str,
    until: str,
    output: Path | None,
    link_base: str | None,
    archive_folder: Path | None,
) -> None:
    """Write the review of a month or a quarter as Markdown, for a meeting, an issue or a wiki.

    What is new, which action items were closed, are late or are soon due, which causes came back,
    which follow-up reviews are due, and what happened a year ago. It looks as far ahead as it
    looks back. Files say what they say today: an item that was closed since is not late.

    A DAY is a year, quarter, month or day (2025, 2025-q1, 2025-03, 2025-03-12), or as long ago as
    30d, 12w, 3m or 1y (days, weeks, months, years). Days are those of UTC.

    \b
    Examples:
      postmortem digest
      postmortem digest --since 2026-q1 --until 2026-q1
      postmortem digest --since 3m --output docs/reviews/2026-spring.md
      postmortem digest --link-base https://code.example/acme/ops/blob/main

    Exit codes: 0 fine, 2 misuse.
    """
    project = project_at(archive_folder)
    now = today()
    window = window_of(since, until, now)
    first, last = _bounds(window, now)
    link = _links_below(project, link_base) if link_base else _links(project, output)
    with shown_progress("Reading") as progress:
        archive = read_archive(project, progress, keep=True)
    found = review(archive, now, first, last)
    text = digest_markdown(DigestReport(found, archive.settings, link))
    if output is None:
        print_plain(Console(), text)
    else:
        _write(output, text)
    if found.refused:
        click.echo("some files could not be understood; run: postmortem check", err=True)


def _bounds(window: Window, now: date) -> tuple[date, date]:
    """The first and the last day of the review, which ends today at the latest.

    Raises:
        ArchiveError: an option is empty, or the review would begin after today.
    """
    if window.since is None or window.until is None:
        raise ArchiveError("a review needs a first and a last day", "leave out the empty option")
    if window.since > now:
        raise ArchiveError(
            f"--since ({window.since}) is after today ({now})", "a review looks back"
        )
    return window.since, min(window.until, now)


def _links(project: Project, output: Path | None) -> Callable[[str], str]:
    """What leads from the review to a file of the archive, by its path there."""
    here = output.resolve().parent if output else Path.cwd()
    return lambda path: quote(
        os.fsencode(Path(os.path.relpath(project.folder / path, here)).as_posix())
    )


def _links_below(project: Project, base: str) -> Callable[[str], str]:
    """The address of a file of the archive below that of the repository, by its path there.

    Raises:
        ArchiveError: the base is no address of the web.
    """
    if not _ADDRESS.fullmatch(base):
        raise ArchiveError(
            f"--link-base {shown(base)!r} is no address", "use one such as https://code.example/ops"
        )
    return lambda path: f"{base.rstrip('/')}/{quote(os.fsencode(project.shown_path(path)))}"


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise ArchiveError(
            f"{output} cannot be written: {(error.strerror or str(error)).lower()}",
            "make its folder, or choose another place",
        ) from error
    tell(f"wrote {output}")
