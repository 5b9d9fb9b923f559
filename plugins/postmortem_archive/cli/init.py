"""``postmortem init``: begin an archive in a repository, from what can be seen there."""

import sys
from pathlib import Path

import click

from postmortem_archive.archive.founding.place import fit_place
from postmortem_archive.archive.founding.plan import Plan, Planned, plan_archive
from postmortem_archive.archive.founding.remote import Host
from postmortem_archive.archive.founding.write import write_plan
from postmortem_archive.archive.today import today
from postmortem_archive.fixes.diff import diff
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.visible import visible
from postmortem_archive.model.wording import count

from .fixing import print_patch
from .telling import tell

INCOMPLETE = 1
"""Exit code where a file could not be read, or where the person would rather not."""

_MAX_PROBLEMS = 20


@click.command("init", short_help="Begin an archive in a repository, from what can be seen there.")
@click.argument("folder", default=".", type=click.Path(path_type=Path))
@click.option(
    "--dry-run", is_flag=True, help="Print what would be written as a patch; write nothing."
)
@click.option("--yes", is_flag=True, help="Write without asking; needed where nobody can be asked.")
@click.option(
    "--host",
    type=click.Choice([host.value for host in Host]),
    help="Whose CI is to check pull requests.  [default: as git's remotes tell]",
)
def command(folder: Path, dry_run: bool, yes: bool, host: str | None) -> None:
    """Begin an archive in FOLDER, an empty one or a repository; the current folder if not given.

    Writes the settings of the site and its front page, archive.yml with the services and teams that
    catalog-info.yaml, CODEOWNERS or services.txt tell of, the check for pull requests, lines
    for .gitignore, and an example. What will be written is shown first. Nothing is overwritten: a file
    that is there stays as it is.

    \b
    Examples:
      postmortem init
      postmortem init --dry-run
      postmortem init ~/src/shop --yes
      postmortem init --host gitlab

    Exit codes: 0 all is there, 1 a file could not be read (the rest was done) or you said no, 2 misuse.
    """
    root = fit_place(folder)
    plan = plan_archive(root, Host(host) if host else None, today())
    _show(plan, "would be" if dry_run else "will be")
    if dry_run:
        for file in plan.files:
            print_patch(_patch(file))
    elif plan.files:
        _write(plan, is_agreed=yes)
    if not dry_run:
        _say_next(plan.root, plan.example)
    if plan.problems:
        raise SystemExit(INCOMPLETE)


def _show(plan: Plan, verb: str) -> None:
    """The tree of what will be written, what stays as it is, and what a person has to know."""
    if plan.files:
        click.echo(visible(f"{count(len(plan.files), 'file')} {verb} written in {plan.root}:"))
        for line in _tree(plan.files):
            click.echo(visible(line))
    else:
        click.echo(visible(f"Nothing to write in {plan.root}: all of it is there."))
    if plan.kept:
        tell(f"There already, and left as they are: {', '.join(plan.kept)}")
    for problem in plan.problems[:_MAX_PROBLEMS]:
        tell(f"Not understood: {problem}")
    if more := len(plan.problems[_MAX_PROBLEMS:]):
        tell(f"Not understood: {more:,} more")
    for sentence in plan.advice:
        for line in sentence.split("\n"):
            tell(line)


def _tree(files: list[Planned]) -> list[str]:
    """A line for each folder and file, files with what they are."""
    rows: list[tuple[str, str]] = []
    shown: tuple[str, ...] = ()
    for file in files:
        *folders, name = file.path.split("/")
        for depth, folder in enumerate(folders):
            if shown[: depth + 1] != tuple(folders[: depth + 1]):
                rows.append((f"{'  ' * depth}{folder}/", ""))
        rows.append((f"{'  ' * len(folders)}{name}", file.about))
        shown = tuple(folders)
    width = max(len(name) for name, about in rows if about)
    return [f"  {name:{width}}  {about}".rstrip() for name, about in rows]


def _patch(file: Planned) -> str:
    patch = diff(file.path, file.before or b"", file.after)
    if file.before is None:
        _, _, rest = patch.partition("\n")
        patch = f"--- /dev/null\n{rest}"
    return patch


def _write(plan: Plan, *, is_agreed: bool) -> None:
    if not is_agreed and not sys.stdin.isatty():
        raise ArchiveError(
            "nothing was written, because nobody is there to be asked",
            "add --yes to write it, or --dry-run to see it",
        )
    if not is_agreed and not click.confirm("Write it?", default=True, err=True):
        tell("Nothing was written.")
        raise SystemExit(INCOMPLETE)
    write_plan(plan)
    tell(f"{count(len(plan.files), 'file')} written.")


def _say_next(root: Path, example: str) -> None:
    place = "" if root == Path.cwd() else f", in {root}"
    tell(f"Next{place}:")
    tell("  mkdocs serve --livereload               # see the site")
    tell('  postmortem new "What broke, for whom"   # begin the first one')
    if example:
        tell(f"When you have seen the example, delete it: rm {example}")
