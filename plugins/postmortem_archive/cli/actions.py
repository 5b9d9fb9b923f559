"""``postmortem actions``: the action items of all postmortems, and which of them are overdue."""

import os
from pathlib import Path

import click
from rich.console import Console

from postmortem_archive.archive.actions import SORTS, Wanted, archive_actions, choose
from postmortem_archive.archive.today import today
from postmortem_archive.model.postmortem import ActionStatus, ActionType
from postmortem_archive.model.wording import count
from postmortem_archive.report.actions import ACTION_FORMATS, ActionReport

from .options import archive_option, project_at
from .progress import shown_progress

OVERDUE = 1
"""Exit code where something is overdue and ``--fail-overdue`` is given."""

_STILL_TO_DO = tuple(status for status in ActionStatus if not status.is_closed)


@click.command("actions", short_help="List action items, and which of them are overdue.")
@click.option("--overdue", is_flag=True, help="Only what is overdue.")
@click.option(
    "--owner",
    "owners",
    metavar="NAME",
    multiple=True,
    help="Only items of this person or team; repeat for several.",
)
@click.option(
    "--team",
    "teams",
    metavar="ID",
    multiple=True,
    help="Only items of this team; counts beside --owner.",
)
@click.option(
    "--service",
    "services",
    metavar="ID",
    multiple=True,
    help="Only items of postmortems about this service.",
)
@click.option(
    "--postmortem",
    "postmortems",
    metavar="ID",
    multiple=True,
    help="Only items of this postmortem; repeat for several.",
)
@click.option(
    "--status",
    "statuses",
    type=click.Choice([status.value for status in ActionStatus]),
    multiple=True,
    help="Only items with this status; repeat for several.  [default: open, in-progress]",
)
@click.option("--all", "every", is_flag=True, help="Closed items too.")
@click.option(
    "--type",
    "types",
    type=click.Choice([kind.value for kind in ActionType]),
    multiple=True,
    help="Only items of this type; repeat for several.",
)
@click.option(
    "--sort",
    type=click.Choice(list(SORTS)),
    default="due",
    show_default=True,
    help="By due date, by owner, or the newest incident first.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(ACTION_FORMATS)),
    default="text",
    show_default=True,
    help="How they are written.",
)
@click.option("--fail-overdue", is_flag=True, help="Exit with 1 where something listed is overdue.")
@archive_option
def command(
    overdue: bool,
    owners: tuple[str, ...],
    teams: tuple[str, ...],
    services: tuple[str, ...],
    postmortems: tuple[str, ...],
    statuses: tuple[str, ...],
    every: bool,
    types: tuple[str, ...],
    sort: str,
    form: str,
    fail_overdue: bool,
    archive_folder: Path | None,
) -> None:
    """List the action items of all postmortems: what is open, of whom, until when.

    Names are found whatever their capital letters, with or without @. An item is overdue on the
    day after its due date (UTC).

    \b
    Examples:
      postmortem actions
      postmortem actions --overdue --team payments
      postmortem actions --owner @ana --sort started
      postmortem actions --postmortem 2026-03-12-connection-pool --all
      postmortem actions --all --type detect --format csv > actions.csv
      postmortem actions --overdue --fail-overdue --format markdown

    Exit codes: 0 fine, 1 something is overdue (with --fail-overdue), 2 misuse.
    """
    project = project_at(archive_folder)
    now = today()
    with shown_progress("Reading") as progress:
        found = archive_actions(project, now, progress, keep=True)
    chosen = choose(
        found,
        Wanted(
            statuses=_statuses(statuses, every),
            types=tuple(map(ActionType, types)),
            owners=owners,
            teams=teams,
            services=services,
            postmortems=postmortems,
            overdue=overdue,
        ),
    )
    here = Path.cwd()
    report = ActionReport(
        SORTS[sort](chosen),
        now,
        lambda path: Path(os.path.relpath(project.folder / path, here)).as_posix(),
    )
    ACTION_FORMATS[form](report, Console())
    if found.refused:
        files = count(found.refused, "file")
        click.echo(f"{files} could not be understood; run: postmortem check", err=True)
    if fail_overdue and any(action.is_overdue for action in chosen):
        raise SystemExit(OVERDUE)


def _statuses(given: tuple[str, ...], every: bool) -> tuple[ActionStatus, ...]:
    """The states asked for: those named, else all or those in which something is to be done."""
    if given:
        return tuple(map(ActionStatus, given))
    return tuple(ActionStatus) if every else _STILL_TO_DO
