"""``postmortem preview``: what of a postmortem would be read outside, and what is left out."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from postmortem_archive.archive.check import check_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.public_texts import (
    Examined,
    Reason,
    confidential,
    public_file,
    understood_settings,
)
from postmortem_archive.archive.today import today
from postmortem_archive.model.settings import Settings
from postmortem_archive.report.left_out import write_left_out
from postmortem_archive.report.output import Output, standard_output
from postmortem_archive.report.public_page import (
    write_markdown_page,
    write_page,
    write_reasons,
)

from .completion import complete_id
from .options import archive_option, project_at
from .progress import shown_progress
from .telling import tell

NOT_READY = 1
"""Exit code where the text has faults, or is not approved."""

_FORMATS = ("text", "diff", "markdown")


@click.command("preview", short_help="Show what of a postmortem would be read outside.")
@click.argument("name", metavar="ID", shell_complete=complete_id)
@click.option(
    "--edition",
    type=click.Choice(["public"]),
    default="public",
    show_default=True,
    expose_value=False,  # there is only the one so far
    help="For whom it is.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="The page and what is left out; the latter alone; or the page alone, as Markdown.",
)
@click.option(
    "--open",
    "opened",
    is_flag=True,
    help="Build the public edition with this text alone, approved or not, and open it in a browser.",
)
@archive_option
def command(name: str, form: str, opened: bool, archive_folder: Path | None) -> None:
    """Show the page of a postmortem as it would be read outside, and what is left out.

    Below the page, every line of the file is listed: with - if it stays inside, with a space if it leaves
    as it is, with + what is said in its place. Links to other postmortems are shown as plain text. A
    postmortem that is not offered can be looked at too; nothing is published or changed.

    \b
    Examples:
      postmortem preview 2026-03-12-connection-pool --edition public
      postmortem preview 2026-03-12-connection-pool --format diff | less
      postmortem preview 2026-03-12-connection-pool --format markdown > page.md
      postmortem preview 2026-03-12-connection-pool --open

    Exit codes: 0 it could be published, 1 it has faults or is not approved, 2 misuse.
    """
    if opened and not sys.stdin.isatty():
        raise click.UsageError("--open keeps the page until somebody at a terminal has seen it.")
    project = project_at(archive_folder)
    settings = understood_settings(project).settings
    file = public_file(project, settings, name)
    examined = file.examined
    with shown_progress("Checking") as progress:
        checked = check_archive(project, today=today(), progress=progress)
    reasons = (*file.faults, *confidential(checked.diagnostics, examined.path))
    if not examined.is_offered:
        tell(f"{examined.path} is not offered to readers outside; this would become public.")
    if opened and not reasons:
        _open(project, settings, examined)
    else:
        _write(examined, reasons, form, standard_output())
    if reasons or not examined.standing.is_approved:
        raise SystemExit(NOT_READY)


def _write(examined: Examined, reasons: tuple[Reason, ...], form: str, output: Output) -> None:
    if form == "markdown":
        write_markdown_page(examined, output)
    elif form == "diff":
        write_left_out(examined, output)
    else:
        write_page(examined, output)
        output.file.write("\n")
        write_left_out(examined, output)
        if reasons:
            output.file.write("\n")
            write_reasons(reasons, examined.path, output)
        return
    for reason in reasons:
        tell(f"{examined.path}:{reason.line}: {reason.message}")


def _open(project: Project, settings: Settings, examined: Examined) -> None:
    """Show the page in a browser; it is removed when whoever looks at it has seen it."""
    from postmortem_archive.publish.building.build_site import (  # noqa: PLC0415 - takes long
        NotBuiltError,
    )
    from postmortem_archive.publish.building.one_public_page import (  # noqa: PLC0415 - takes long
        build_one_page,
    )

    with TemporaryDirectory(prefix="postmortem-preview-") as folder:
        try:
            page = build_one_page(project, settings, examined.text, Path(folder), tell)
        except NotBuiltError as error:
            for reason in error.reasons:
                tell(f"postmortem: {reason}")
            raise SystemExit(NOT_READY) from error
        tell(f"The page: {page}")
        if click.launch(page.as_uri(), wait=True):
            tell("No browser could be started; open the page yourself.")
        seen = "Press Enter when you have seen it; it is then removed"
        click.prompt(seen, default="", show_default=False, err=True)
