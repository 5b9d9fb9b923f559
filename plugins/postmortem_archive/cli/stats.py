"""``postmortem stats``: what an archive adds up to, each figure with its n and its definition."""

from pathlib import Path

import click
from rich.console import Console

from postmortem_archive.archive.facets import FACET_BY_NAME, FACETS, Facet
from postmortem_archive.archive.history import first_commits
from postmortem_archive.archive.statistics.groups import grouping
from postmortem_archive.archive.statistics.overview import overview
from postmortem_archive.archive.statistics.window import started_in
from postmortem_archive.archive.today import today
from postmortem_archive.archive.unchecked import read_archive
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.suggest import did_you_mean
from postmortem_archive.report.stats import STATS_FORMATS, StatsReport

from .days import window_of
from .options import archive_option, project_at
from .progress import shown_progress

_NAMES = tuple(facet.name for facet in FACETS)


@click.command("stats", short_help="Show what the archive adds up to, with n and definitions.")
@click.option(
    "--by",
    "facet_name",
    metavar="FACET",
    help=f"A row for each value instead: {', '.join(_NAMES)}.",
)
@click.option("--since", metavar="DAY", help="Only what started on this day or later.")
@click.option("--until", metavar="DAY", help="Only what started on this day or earlier.")
@click.option("--definitions", is_flag=True, help="Say what exactly each figure counts.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(STATS_FORMATS)),
    default="text",
    show_default=True,
    help="How they are written.",
)
@archive_option
def command(
    facet_name: str | None,
    since: str | None,
    until: str | None,
    definitions: bool,
    form: str,
    archive_folder: Path | None,
) -> None:
    """Show what an archive adds up to: how many, how long, what recurs, what is done.

    Durations are shown with their spread and their n; what is not recorded is counted as that. JSON
    and CSV name the postmortems behind each figure.

    A DAY is a year, quarter, month or day (2025, 2025-q1, 2025-03, 2025-03-12), or as long ago as
    30d, 12w, 3m or 1y (days, weeks, months, years). Days are those of UTC.

    \b
    Examples:
      postmortem stats
      postmortem stats --since 1y --definitions
      postmortem stats --by service --since 2025
      postmortem stats --by cause --since 2025-q1 --until 2025-q2 --format csv > causes.csv

    Exit codes: 0 fine, 2 misuse.
    """
    project = project_at(archive_folder)
    now = today()
    window = window_of(since, until, now)
    facet = _facet(facet_name) if facet_name else None
    with shown_progress("Reading") as progress:
        archive = read_archive(project, progress, keep=True)

    def label(name: str, value: str) -> str:
        return FACET_BY_NAME[name].label(archive.settings, value)

    commits = {} if facet else first_commits(project)  # no row of a facet is about them
    report = StatsReport(
        overview(archive, now, commits, window),
        grouping(started_in(archive, window), facet, now) if facet else None,
        label,
        definitions,
    )
    STATS_FORMATS[form](report, Console())
    if report.figures.refused:
        click.echo("some files could not be understood; run: postmortem check", err=True)


def _facet(name: str) -> Facet:
    """The facet of that name, or of that plural.

    Raises:
        ArchiveError: there is none.
    """
    word = name.strip().lower()
    for facet in FACETS:
        if word in (facet.name, facet.plural):
            return facet
    raise ArchiveError(
        f"an archive is not divided by {name!r}.{did_you_mean(word, _NAMES)}",
        f"use one of: {', '.join(_NAMES)}",
    )
