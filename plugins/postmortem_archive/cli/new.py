"""``postmortem new``: start a postmortem in the right place, with everything it needs to have."""

import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import click

from postmortem_archive.archive.discover import discover
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.read import read_settings
from postmortem_archive.archive.scaffold import Start, scaffold, scaffold_path, slugify
from postmortem_archive.archive.today import today
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.front_matter import Kind
from postmortem_archive.model.moment import MissingOffsetError, Moment
from postmortem_archive.model.settings import Settings, Term, VocabularyName
from postmortem_archive.model.suggest import did_you_mean

from .options import archive_option, project_at


@click.command("new", short_help="Start a postmortem, with every section that it needs.")
@click.argument("title")
@click.option("--service", "services", multiple=True, help="What was affected; repeat for several.")
@click.option("--severity", help="How bad it was.")
@click.option("--cause", "causes", multiple=True, help="What contributed; repeat for several.")
@click.option(
    "--started",
    metavar="TIME",
    help="First harm: 2026-03-12T14:05Z, or a date. Left open where not given.",
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.INCIDENT.value,
    show_default=True,
    help="Whether harm was done.",
)
@click.option("--slug", help="Words of the file's name.  [default: made from the title]")
@archive_option
def command(
    title: str,
    services: tuple[str, ...],
    severity: str | None,
    causes: tuple[str, ...],
    started: str | None,
    kind: str,
    slug: str | None,
    archive_folder: Path | None,
) -> None:
    """Start a postmortem: the right folder and name, and every section that it needs.

    Nothing is overwritten, and no editor is opened. On a terminal, what is missing is asked for.

    \b
    Examples:
      postmortem new "Checkout failed when the pool ran dry" --service checkout --severity sev2
      postmortem new "Backups were unreadable" --service db --severity sev4 --kind near-miss
      postmortem new "Login slow" --service login --severity sev3 --started 2026-03-12T14:05Z
    """
    project = project_at(archive_folder)
    settings = read_settings(project).settings
    start = Start(
        title=_one_line(title),
        severity=_known(settings, "severities", severity or _ask(settings, "severities")),
        services=tuple(
            _known(settings, "services", one) for one in services or (_ask(settings, "services"),)
        ),
        causes=tuple(_known(settings, "causes", one) for one in causes),
        started=_moment(started),
        kind=Kind(kind),
    )
    path = scaffold_path(start, today(), slugify(slug) if slug else "")
    location = _write(project, path, scaffold(start, settings))
    click.echo(_shown(location))
    click.echo(
        f"Fill it in, then run: postmortem check {_shown(location)}\n"
        "Set status to in-review when it is ready to be read.",
        err=True,
    )


def _one_line(title: str) -> str:
    if title := " ".join(title.split()):
        return title
    raise ArchiveError("the title is empty", "say in one line what broke, for whom")


def _moment(text: str | None) -> Moment | None:
    if not text:
        return None
    try:
        return Moment.from_text(text)
    except MissingOffsetError as error:
        raise ArchiveError(
            f"--started: {error}", f"in UTC that is written {error.suggestion}"
        ) from error
    except (ValueError, OverflowError) as error:
        raise ArchiveError(
            f"--started: {text!r} is no time", "write 2026-03-12T14:05Z or 2026-03-12"
        ) from error


_ASKED: Mapping[VocabularyName, tuple[str, str]] = {
    "services": ("--service", "Which service was affected"),
    "severities": ("--severity", "How bad was it"),
    "causes": ("--cause", "What contributed"),
}


def _ask(settings: Settings, name: VocabularyName) -> str:
    """Ask on a terminal; elsewhere say which option is missing."""
    option, question = _ASKED[name]
    known = ", ".join(settings.vocabulary(name) or ())
    if not sys.stdin.isatty():
        raise ArchiveError(
            f"the option {option} is missing", f"known here: {known}" if known else ""
        )
    if known:
        click.echo(f"Known: {known}", err=True)
    answer: str = click.prompt(question, err=True)
    return answer


def _known(settings: Settings, name: VocabularyName, word: str) -> str:
    """The ID that ``word`` (an ID, a name or an alias) stands for; any word where nothing is defined."""
    terms = settings.vocabulary(name)
    if terms is None:
        return word
    words = _words(terms)
    if found := words.get(word.strip().casefold()):
        return found
    option, _ = _ASKED[name]
    raise ArchiveError(
        f"{option}: {word!r} is not in the archive's {name}.{did_you_mean(word, words)}",
        f"known: {', '.join(terms)}; add new ones to archive.yml",
    )


def _words(terms: Mapping[str, Term]) -> dict[str, str]:
    words = {}
    for term_id, term in terms.items():
        for word in (*term.names, term_id):
            words[word.casefold()] = term_id
    return words


def _write(project: Project, path: str, text: str) -> Path:
    """Create the file; refuses to touch an existing one, or an ID that is taken elsewhere."""
    new_id = PurePosixPath(path).stem
    for found in discover(project.folder):
        if PurePosixPath(found.path).stem.casefold() == new_id.casefold():
            raise ArchiveError(
                f"{project.shown_path(found.path)} exists already and was left as it is",
                "open it, or choose another name with --slug",
            )
    location = project.folder / path
    try:
        location.parent.mkdir(parents=True, exist_ok=True)
        with location.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise ArchiveError(f"{location} cannot be written: {error.strerror}") from error
    return location


def _shown(location: Path) -> str:
    here = Path.cwd()
    return str(location.relative_to(here) if location.is_relative_to(here) else location)
