"""``postmortem check``: say what is missing in postmortems, and how to fix it."""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postmortem_archive.archive.baseline import (
    DEFAULT_NAME,
    Compared,
    baseline_path,
    baseline_text,
    known_findings,
)
from postmortem_archive.archive.kept_outcome import kept_outcome
from postmortem_archive.archive.outcome import Outcome
from postmortem_archive.archive.private_files import write_whole
from postmortem_archive.archive.timings import Timings
from postmortem_archive.archive.today import today
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.visible import visible
from postmortem_archive.model.wording import count
from postmortem_archive.report.formats import FORMATS, write_report
from postmortem_archive.report.output import standard_output

from .check_report import report_of
from .options import archive_option, project_of
from .progress import shown_progress
from .telling import tell

if TYPE_CHECKING:  # takes long, and is not needed where nothing has changed
    from postmortem_archive.archive.check import Checked

LOOKING = "looking whether anything changed"

FINDINGS = 1
"""Exit code where something must be fixed."""


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--changed",
    "base",
    is_flag=False,
    flag_value="",
    metavar="[=BASE]",
    help="Only what changed since the branch left BASE, and what the change means for other files; "
    "uncommitted work counts.  [default BASE: what CI says, else the main branch]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option("--strict", is_flag=True, help="Warnings count as errors for the exit code.")
@click.option("--fix", is_flag=True, help="Fix what can be fixed safely, then check.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and change nothing.")
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file of known findings, which are not shown.  [default: the one named in archive.yml]",
)
@click.option(
    "--write-baseline",
    is_flag=True,
    help="Make all findings known: write them to the baseline.",
)
@click.option("--no-cache", is_flag=True, help="Check every file anew, and keep nothing.")
@click.option("--timings", is_flag=True, help="Say at the end, on stderr, where the time went.")
@archive_option
def command(
    paths: tuple[Path, ...],
    base: str | None,
    form: str,
    strict: bool,
    fix: bool,
    diff: bool,
    baseline: Path | None,
    write_baseline: bool,
    no_cache: bool,
    timings: bool,
    archive_folder: Path | None,
) -> None:
    """Check postmortems: all of them, or only the files and folders in PATHS.

    Each finding has its place, the line itself and how to fix it; `postmortem explain CODE` says
    more. The whole archive is read in any case, because some rules compare files. Only data is read:
    nothing of the archive is run.

    \b
    Examples:
      postmortem check
      postmortem check postmortems/2026 --fix
      postmortem check --changed                      what this branch adds or changes
      postmortem check --changed=origin/main --format markdown
      postmortem check --write-baseline               adopt the rules in an old archive

    Exit codes: 0 no errors, 1 errors (with --strict, warnings too), 2 misuse.
    """
    if write_baseline and (paths or base is not None):
        raise click.UsageError(
            "--write-baseline takes the whole archive: leave out PATHS and --changed"
        )
    if write_baseline and (fix or diff):
        raise click.UsageError("--write-baseline does not go with --fix or --diff")
    project = project_of(archive_folder, paths)
    times = Timings()
    if timings:
        click.get_current_context().call_on_close(lambda: _write_timings(times))

    @cache
    def checked() -> "Checked":
        from postmortem_archive.archive.check import check_archive  # noqa: PLC0415 - takes long

        with shown_progress("Checking") as progress:
            return check_archive(
                project,
                today=today(),
                base=base,
                keep=not no_cache,
                progress=progress,
                timings=times,
            )

    if write_baseline:
        _write_baseline(checked().outcome, baseline)
        return
    if diff or fix:
        from . import fixing  # noqa: PLC0415 - seldom needed

        if diff:
            raise SystemExit(FINDINGS if fixing.show_differences(checked().chosen(paths)) else 0)
        if fixing.fix(checked().chosen(paths)):
            checked.cache_clear()
    whole = None
    if base is None and not no_cache:
        with times.part(LOOKING):
            whole = kept_outcome(project, today(), paths=() if baseline else paths)
    whole = whole or checked().outcome
    compared = known_findings(project, whole.baseline, baseline).compare(whole.diagnostics)
    chosen = whole._replace(diagnostics=compared.new).chosen(paths)
    with times.part("report"):
        write_report(form, report_of(chosen, compared, form, checked), standard_output())
    if form == "text":
        _write_notes(chosen, compared, everything=not paths and base is None)
    worst = Level.WARNING if strict else Level.ERROR
    if any(item.level.rank <= worst.rank for item in chosen.diagnostics):
        raise SystemExit(FINDINGS)


def _write_notes(chosen: Outcome, compared: Compared, *, everything: bool) -> None:
    """What else there is to know, apart from the report."""
    if chosen.elsewhere:
        tell("other files have findings too; run: postmortem check")
    if compared.gone and everything:
        gone = count(compared.gone, "finding")
        verb = "is" if compared.gone == 1 else "are"
        tell(f"{gone} of the baseline {verb} there no more; run: postmortem check --write-baseline")


def _write_baseline(outcome: Outcome, named: Path | None) -> None:
    listed = baseline_path(outcome.project, outcome.baseline)
    path = named or listed or outcome.project.folder / DEFAULT_NAME
    write_whole(path, baseline_text(outcome.diagnostics))
    shown = os.path.relpath(path)
    click.echo(visible(f"{count(len(outcome.diagnostics), 'finding')} written to {shown}"))
    if named is None and listed is None:
        click.echo(f"name it in archive.yml, under rules:  baseline: {DEFAULT_NAME}")


def _write_timings(timings: Timings) -> None:
    for line in timings.lines():
        tell(line)
