"""``postmortem approve``: say that a public text may be read outside, and see which may."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from click.shell_completion import CompletionItem
from rich.console import Console

from postmortem_archive.archive.approving import (
    approval_of,
    is_given,
    known_handle,
    known_role,
    reasons_against,
    with_approval,
    write_approval,
)
from postmortem_archive.archive.check import check_archive
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.public_texts import (
    PublicFile,
    offered_texts,
    public_file,
    understood_settings,
)
from postmortem_archive.archive.read import read_settings
from postmortem_archive.archive.today import today
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.front_matter import Approval
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.wording import count
from postmortem_archive.report.approvals import APPROVAL_FORMATS, not_approved
from postmortem_archive.report.output import standard_output
from postmortem_archive.report.public_page import missing_said, write_page, write_reasons

from .completion import complete_id
from .options import archive_option, project_at
from .progress import shown_progress
from .telling import tell

NOT_APPROVED = 1
"""Exit code where a text was not approved, or a published one is not."""


def _complete_role(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    try:
        settings = read_settings(project_at(context.params.get("archive_folder"))).settings
    except ArchiveError:
        return []  # no archive here: nothing can be offered, and a shell shows no message
    roles = settings.public.approvals
    return [CompletionItem(role) for role in roles if role.startswith(incomplete)]


@click.command("approve", short_help="Approve what of a postmortem is read outside.")
@click.argument("names", metavar="[ID]...", nargs=-1, shell_complete=complete_id)
@click.option(
    "--as",
    "role",
    metavar="ROLE",
    shell_complete=_complete_role,
    help="In which role: one of `public.approvals` in archive.yml.",
)
@click.option(
    "--by",
    "handle",
    metavar="HANDLE",
    help="Who approves it: a handle of `people` in archive.yml.  [default: $USER, if it is one]",
)
@click.option("--yes", "is_agreed", is_flag=True, help="Approve without being asked.")
@click.option("--list", "listed", is_flag=True, help="List all public texts and their approvals.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(APPROVAL_FORMATS)),
    default="text",
    show_default=True,
    help="How the list is written.",
)
@archive_option
def command(
    names: tuple[str, ...],
    role: str | None,
    handle: str | None,
    is_agreed: bool,
    listed: bool,
    form: str,
    archive_folder: Path | None,
) -> None:
    """Approve the public text of postmortems, after you have read it.

    The text is shown; then an entry in the field approved_by of the file says who approved it, as whom,
    on which day, and which text it was, by its hash. Nothing else of the file changes. Whoever changes
    the public text afterwards makes the approval void; what stays inside can be changed freely.

    \b
    Examples:
      postmortem approve 2026-03-12-connection-pool --as communications
      postmortem approve 2026-03-12-connection-pool --as legal --by ana --yes
      postmortem approve --list
      postmortem approve --list --format json

    Exit codes: 0 approved, 1 a text was not approved or (--list) a published one is not, 2 misuse.
    """
    _refuse_mixed(names, role, handle, is_agreed, listed, form)
    project = project_at(archive_folder)
    settings = understood_settings(project).settings
    if listed:
        _list(project, form)
        return
    asked_as = known_role(settings, role or "")
    by = known_handle(settings, handle)
    if not is_agreed and not sys.stdin.isatty():
        raise ArchiveError(
            "nothing was approved, because nobody is there to be asked",
            "read the text (postmortem preview ID --edition public), then add --yes",
        )
    files = [public_file(project, settings, name) for name in dict.fromkeys(names)]
    day = today()
    _refuse_faulty(files, project, day)
    approvals = [approval_of(asked_as, by, day, one.examined.standing.digest) for one in files]
    for file, approval in zip(files, approvals, strict=True):
        with_approval(file, approval, settings)  # before the first is written, see that all can be
    done = [
        _approve(file, approval, settings, is_agreed=is_agreed)
        for file, approval in zip(files, approvals, strict=True)
    ]
    if not all(done):
        raise SystemExit(NOT_APPROVED)


def _refuse_mixed(
    names: tuple[str, ...],
    role: str | None,
    handle: str | None,
    is_agreed: bool,
    listed: bool,
    form: str,
) -> None:
    """See to it that it is one of the two: to approve, or to list."""
    if listed and (names or role is not None or handle is not None or is_agreed):
        raise click.UsageError("--list lists all public texts; it goes with --format alone.")
    if listed:
        return
    if not names:
        raise click.UsageError("Name a postmortem by its ID, or see all public texts: --list.")
    if not (role or "").strip():
        raise click.UsageError("Say in which role you approve it: --as ROLE.")
    if form != "text":
        raise click.UsageError("--format is for --list.")


def _list(project: Project, form: str) -> None:
    with shown_progress("Reading") as progress:
        archive = load_archive(project, today=today(), keep=True, progress=progress)
        texts = list(offered_texts(archive))
    APPROVAL_FORMATS[form](texts, Console())
    if archive.refused:
        files = count(len(archive.refused), "file")
        tell(f"{files} could not be understood; run: postmortem check")
    if not_approved(texts):
        raise SystemExit(NOT_APPROVED)


def _refuse_faulty(files: Sequence[PublicFile], project: Project, day: date) -> None:
    """Where one text must not be approved, say why, and approve none."""
    with shown_progress("Checking") as progress:
        checked = check_archive(project, today=day, progress=progress)
    faulty = False
    for file in files:
        if reasons := reasons_against(file, checked.diagnostics):
            faulty = True
            write_reasons(reasons, file.examined.path, standard_output())
    if faulty:
        tell("Nothing was approved.")
        raise SystemExit(NOT_APPROVED)


def _approve(file: PublicFile, approval: Approval, settings: Settings, *, is_agreed: bool) -> bool:
    """Show a text, ask, and note the approval; whether it is approved now."""
    examined = file.examined
    if is_given(file, approval.role, approval.by):
        tell(f"{examined.path}: {approval.by} has approved this text as {approval.role} already.")
        return True
    write_page(examined, standard_output())
    question = f"Approve this text ({approval.text}) as {approval.role}?"
    if not is_agreed and not click.confirm(question, default=False, err=True):
        tell(f"{examined.path} was left as it is.")
        return False
    write_approval(file, approval, settings)
    others = [one for one in examined.standing.missing if one != approval.role]
    waiting = (
        f"; not approved yet {missing_said(others)}" if settings.public.approvals and others else ""
    )
    tell(f"{examined.path}: approved by {approval.by} as {approval.role}{waiting}")
    return True
