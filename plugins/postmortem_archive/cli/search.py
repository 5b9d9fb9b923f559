"""``postmortem search``: find the last time this happened."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console

from postmortem_archive.archive.discover import Found, discover
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.read import digest, read_bytes, read_settings
from postmortem_archive.archive.today import today
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.report.hits import HIT_FORMATS
from postmortem_archive.search.index import Index, open_index
from postmortem_archive.search.search import SORTS, Sort, search

from .options import archive_option, project_at
from .progress import shown_progress

NOTHING_FOUND = 1
"""Exit code where the query has no hit."""


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1)
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Most hits.")
@click.option(
    "--sort", type=click.Choice(SORTS), default="relevance", show_default=True, help="Their order."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(HIT_FORMATS)),
    default="text",
    show_default=True,
    help="How hits are written.",
)
@archive_option
def command(
    query: tuple[str, ...], limit: int, sort: Sort, form: str, archive_folder: Path | None
) -> None:
    """Find postmortems by words, phrases and facts; without a QUERY, the newest.

    The index is built on first use and brought up to date by itself; no server, no network.

    \b
    Words:   connection pool      both words       "connection pool"  in this order
             -kafka               not this word
    Facts:   service: cause: severity: status: team: trigger: tag: year: owner: detection:
             cause:capacity,dns   one or the other
             after:2025 before:2025-03-12   longer:2h shorter:15m
             is:draft is:in-review is:published is:overdue is:near-miss

    \b
    Examples:
      postmortem search connection pool
      postmortem search '"max_connections" service:checkout'
      postmortem search 'cause:config-change after:2019-01-01' --sort newest

    Exit codes: 0 something was found, 1 nothing was found, 2 misuse.
    """
    project = project_at(archive_folder)
    settings = read_settings(project).settings
    with _opened(project, settings) as index:
        if index.not_kept:
            click.echo(f"searched with an index for this once: {index.not_kept}", err=True)
        results = search(index, " ".join(query), today=today(), limit=limit, sort=sort)
    here = Path.cwd()
    HIT_FORMATS[form](
        results,
        Console(),
        lambda path: Path(os.path.relpath(project.folder / path, here)).as_posix(),
    )
    if not results.total:
        raise SystemExit(NOTHING_FOUND)


def _opened(project: Project, settings: Settings) -> Index:
    """The index of the archive as it is now; only files that have changed are parsed."""
    found = {item.path: item for item in discover(project.folder) if not item.refusal}
    listing = {path: digest(read_bytes(item)) for path, item in found.items()}
    with shown_progress("Indexing") as progress:
        return open_index(
            project,
            settings,
            listing,
            lambda paths: _understood(found, paths, settings),
            progress,
        )


def _understood(
    found: dict[str, Found], paths: Sequence[str], settings: Settings
) -> Iterator[Postmortem]:
    """The postmortems at these paths, without those that are refused."""
    # most searches find the index up to date: they start faster without the parser
    from postmortem_archive.archive.load import read_document  # noqa: PLC0415

    for path in paths:
        document = read_document(path, read_bytes(found[path]), settings)
        if document.postmortem:
            yield document.postmortem
