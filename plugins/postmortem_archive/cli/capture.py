"""``postmortem capture``: exports of other tools into the timeline of a postmortem."""

from pathlib import Path, PurePosixPath

import click

from postmortem_archive.archive.discover import Found, discover
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.read import read_bytes, read_settings
from postmortem_archive.archive.rewrite import write_fixed
from postmortem_archive.capture.merge import merge
from postmortem_archive.fixes.diff import diff
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.suggest import did_you_mean
from postmortem_archive.model.visible import visible

from .capturing import NOT_ALL_READ, captured, say_failures, say_result, say_sources
from .cut import Cut, cut_options
from .fixing import print_patch
from .options import archive_option, project_at


@click.command("capture", short_help="Add what other tools recorded to a postmortem's timeline.")
@click.argument(
    "sources",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@click.option("--into", "name", metavar="ID", required=True, help="The postmortem: its ID or path.")
@click.option("--dry-run", is_flag=True, help="Print what would change as a patch; write nothing.")
@cut_options
@archive_option
def command(
    sources: tuple[Path, ...],
    name: str,
    dry_run: bool,
    zone: str | None,
    since: str | None,
    until: str | None,
    archive_folder: Path | None,
) -> None:
    """Add what other tools recorded to the timeline of a postmortem.

    FILE is an export of an alerting, paging, uptime or chat tool, a log of deploys, or any text whose
    lines begin with a time; also a folder or a zip archive of such files. What it is is told by what
    is in it. Rows are only ever added: what stands there stays as it is, and what was captured
    before is not added again, even where you reworded or deleted it. Tokens, e-mail addresses,
    phone and card numbers are masked while reading.

    \b
    Examples:
      postmortem capture alerts.json --into 2026-03-12-checkout-pool
      postmortem capture slack.zip uptime.csv --into 2026-03-12-checkout-pool --dry-run
      postmortem capture export/inc-checkout --into 2026-03-12-checkout-pool \\
        --since 2026-03-12T18:00Z --until 2026-03-12T21:00Z
      postmortem capture app.log --into 2026-03-12-checkout-pool --zone Europe/Berlin

    Exit codes: 0 all was read, 1 a file could not be read (the others were), 2 misuse.
    """
    project = project_at(archive_folder)
    settings = read_settings(project).settings
    found = _postmortem(name, project)
    before = read_bytes(found)
    if not isinstance(before, bytes):
        raise ArchiveError(f"{found.path} cannot be read: {before.message}", before.hint)
    capture = captured(sources, settings, Cut(zone, since, until))
    say_sources(capture)
    merged = merge(found.path, before, settings, capture.gathered.events, capture.gathered.windows)
    shown = project.shown_path(found.path)
    if dry_run:
        print_patch(diff(shown, before, merged.data))
    elif merged.data != before:
        write_fixed(Path(found.location), before, merged.data)
        click.echo(visible(shown))
    say_result(merged)
    say_failures(capture)
    if capture.gathered.failed:
        raise SystemExit(NOT_ALL_READ)


def _postmortem(name: str, project: Project) -> Found:
    """The file of a postmortem, by its ID or by its path."""
    every = discover(project.folder)
    place = Path(name).absolute()
    found = [
        one for one in every if PurePosixPath(one.path).stem == name or Path(one.location) == place
    ]
    if len(found) == 1:
        return found[0]
    if found:
        paths = " and ".join(project.shown_path(one.path) for one in found)
        raise ArchiveError(f"two postmortems have the ID {name}: {paths}", "name the path of one")
    known = [PurePosixPath(one.path).stem for one in every]
    hint = did_you_mean(name, known).strip()
    raise ArchiveError(
        f"no postmortem has the ID {name!r}",
        hint or 'postmortem search finds it; postmortem new "Title" --from FILE begins one',
    )
