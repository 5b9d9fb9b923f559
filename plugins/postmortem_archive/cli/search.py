"""``postmortem search``: find the last time this happened."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postmortem_archive.archive.today import today
from postmortem_archive.report.hits import HIT_FORMATS, write_most_frequent
from postmortem_archive.report.output import standard_output
from postmortem_archive.search.opening import open_archive
from postmortem_archive.search.search import SORTS, Sort, search

from .options import archive_option, project_at
from .progress import shown_progress
from .telling import tell

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

NOTHING_FOUND = 1
"""Exit code where the query has no hit."""

_STANDARD_INPUT = "-"
_MOST_READ = 100_000  # bytes of standard input; a search reads fewer characters and says so


def _completed(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    from .completion import complete_query  # noqa: PLC0415 - only a shell asks for it

    return complete_query(context, parameter, incomplete)


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, shell_complete=_completed)
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
@click.option(
    "--open",
    "opened",
    is_flag=True,
    help="Open the best hit in $VISUAL or $EDITOR, else in a pager.",
)
@archive_option
def command(
    query: tuple[str, ...],
    limit: int,
    sort: Sort,
    form: str,
    opened: bool,
    archive_folder: Path | None,
) -> None:
    """Find postmortems by words, phrases and facts; without a QUERY, the newest.

    With - as QUERY, the text is read from standard input: an error line, a stack trace, an alert.
    The index is built on first use and brought up to date by itself; no server, no network.

    \b
    Words:   connection pool      both words       "connection pool"  in this order
             -kafka               not this word
    Facts:   service: cause: severity: status: team: trigger: tag: year: owner: detection:
             cause:capacity,dns   one or the other
             after:2025 before:2025-03-12   longer:2h shorter:15m
             is:open is:overdue is:draft is:in-review is:published is:near-miss

    \b
    Examples:
      postmortem search connection pool
      postmortem search '"max_connections" service:checkout'
      postmortem search 'cause:config-change after:2019-01-01' --sort newest
      postmortem search --open quorum lost
      kubectl logs checkout-0 --tail 50 | postmortem search -
      postmortem search is:overdue --format paths | xargs -d '\\n' git log -1 --

    Exit codes: 0 something was found, 1 nothing was found, 2 misuse.
    """
    text = _text(query, opened)
    project = project_at(archive_folder)
    with shown_progress("Indexing") as progress:
        index = open_archive(project, progress)
    with index:
        if index.not_kept:
            tell(f"searched with an index for this once: {index.not_kept}")
        results = search(index, text, today=today(), limit=limit, sort=sort)
        everything = None
        if form == "text" and not results.total:
            everything = search(index, "", today=today(), limit=0)
    if opened and results.hits:
        _open(project.folder / results.hits[0].path)
        return
    here, output = Path.cwd(), standard_output()
    HIT_FORMATS[form](
        results,
        output,
        lambda path: Path(os.path.relpath(project.folder / path, here)).as_posix(),
    )
    if everything:
        write_most_frequent(everything, output)
    if not results.total:
        raise SystemExit(NOTHING_FOUND)


def _text(query: tuple[str, ...], opened: bool) -> str:
    """The query as one text."""
    if query != (_STANDARD_INPUT,):
        return " ".join(query)
    if opened:
        raise click.UsageError("--open needs the terminal, which - takes for the text.")
    return sys.stdin.buffer.read(_MOST_READ).decode("utf-8", "replace")


def _open(path: Path) -> None:
    from .viewing import view  # noqa: PLC0415 - seldom needed

    raise SystemExit(view(path))
