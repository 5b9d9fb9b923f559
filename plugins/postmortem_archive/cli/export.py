"""``postmortem export``: the approved public texts as files for other tools."""

import os
from pathlib import Path

import click

from postmortem_archive.archive.public_edition.withheld import WithheldError
from postmortem_archive.model.wording import count

from .options import archive_option, project_at
from .stopping import stopped_in_order
from .telling import tell

FORMATS = ("statuspage", "cstate")
WITHHELD = 1
"""Exit code where something must not leave; nothing is written then."""


@click.command("export")
@click.option(
    "--edition",
    type=click.Choice(["public"]),
    required=True,
    expose_value=False,  # said so that nobody takes it for the full archive
    help="What is written: the approved texts. There is no other one.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="For which tool.")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="The folder to write to.",
)
@archive_option
def command(form: str, into: Path, archive_folder: Path | None) -> None:
    """Write the approved public texts as files that status pages read.

    They are guarded as the public edition is: if any text that is due must not leave as it stands,
    nothing is written. A file in the folder that an export has not written, or that has been changed
    since, is never touched; one of which the postmortem is no more public is removed.

    \b
    statuspage  api/v2/incidents.json, incidents/ID.json, history.atom, as Atlassian Statuspage has them
    cstate      content/issues/ID.md, as cState has them

    \b
    Examples:
      postmortem export --edition public --format cstate --into ../status
      postmortem export --edition public --format statuspage --into build/status

    Exit codes: 0 the files are written, 1 something must not leave, and nothing was written, 2 misuse.
    """
    from postmortem_archive.publish.building.export_public import (  # noqa: PLC0415 - takes long
        exported_files,
        write_export,
    )

    try:
        with stopped_in_order():
            files = exported_files(project_at(archive_folder), form)
            written, removed = write_export(files, into)
    except WithheldError as error:
        for reason in error.reasons:
            tell(f"postmortem: {reason}")
        tell("nothing was written")
        raise SystemExit(WITHHELD) from error
    except OSError as error:
        tell(f"postmortem: {error}")
        raise SystemExit(WITHHELD) from error
    unchanged = len(files) - written
    told = f"{count(written, 'file')} written, {unchanged:,} unchanged, {removed:,} removed"
    tell(f"{os.path.relpath(into)}: {told}")
