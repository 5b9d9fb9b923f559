"""``postmortem new``: start a postmortem in the right place, with everything it needs to have."""

import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import click

from postmortem_archive.archive.discover import discover, printable_path
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

MAX_TITLE = 200
"""Longest title that is taken, in characters."""


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
    # everything that was given is looked at before anything is asked for
    title = _one_line(title)
    moment = _moment(started, "--started: ")
    known_services = tuple(_given(settings, "services", one) for one in services)
    known_causes = tuple(_given(settings, "causes", one) for one in causes)
    known_severity = _given(settings, "severities", severity) if severity else ""
    if sys.stdin.isatty():
        known_services = known_services or _ask(settings, "services")
        known_severity = known_severity or _ask(settings, "severities")[0]
        moment = _ask_start() if started is None else moment
    _refuse_missing(settings, {"services": known_services, "severities": known_severity})
    start = Start(title, known_severity, known_services, known_causes, moment, Kind(kind))
    path = scaffold_path(start, today(), slugify(slug) if slug else "")
    location = _write(project, path, scaffold(start, settings))
    click.echo(_shown(location))
    click.echo(
        f"Fill it in, then run: postmortem check {_shown(location)}\n"
        "Set status to in-review when it is ready to be read.",
        err=True,
    )


def _one_line(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise ArchiveError("the title is empty", "say in one line what broke, for whom")
    if len(title) > MAX_TITLE:
        raise ArchiveError(
            f"the title has {len(title)} characters, more than {MAX_TITLE}",
            "say in one line what broke, for whom; the rest goes into the summary",
        )
    _refuse_unprintable(title, "the title: ")
    return title


def _moment(text: str | None, source: str) -> Moment | None:
    """The time that was given; ``source`` says where, at the beginning of a complaint."""
    if not text:
        return None
    try:
        return Moment.from_text(text)
    except MissingOffsetError as error:
        raise ArchiveError(
            f"{source}{error}", f"in UTC that is written {error.suggestion}"
        ) from error
    except (ValueError, OverflowError) as error:
        raise ArchiveError(
            f"{source}{text!r} is no time", "write 2026-03-12T14:05Z or 2026-03-12"
        ) from error


_ASKED: Mapping[VocabularyName, tuple[str, str]] = {
    "services": ("--service", "Which service was affected (several: separated by commas)"),
    "severities": ("--severity", "How bad was it"),
    "causes": ("--cause", "What contributed"),
}
"""Option and question for each vocabulary that a new postmortem takes words from."""


def _ask(settings: Settings, name: VocabularyName) -> tuple[str, ...]:
    """Ask on a terminal until the answer is known: one or more IDs."""
    terms = settings.vocabulary(name) or {}
    if terms:
        click.echo(f"Known: {', '.join(map(_named, terms, terms.values()))}", err=True)
    while True:
        answer: str = click.prompt(_ASKED[name][1], err=True)
        words = answer.split(",") if name == "services" else [answer]
        try:
            return tuple(_known(settings, name, word.strip()) for word in words)
        except ArchiveError as error:
            click.echo(error.message, err=True)


def _ask_start() -> Moment | None:
    question = "When did the harm begin, such as 2026-03-12T14:05Z (Enter: not known yet)"
    while True:
        answer: str = click.prompt(question, default="", show_default=False, err=True)
        try:
            return _moment(answer.strip(), "")
        except ArchiveError as error:
            click.echo(f"{error.message}; {error.hint}", err=True)


def _named(term_id: str, term: Term) -> str:
    return f"{term_id} ({term.name})" if term.name else term_id


def _refuse_missing(
    settings: Settings, given: Mapping[VocabularyName, str | tuple[str, ...]]
) -> None:
    """Off a terminal, say which options are missing: all at once."""
    missing: list[VocabularyName] = [name for name, value in given.items() if not value]
    if not missing:
        return
    options = " and ".join(_ASKED[name][0] for name in missing)
    known = [
        f"known {name}: {', '.join(terms)}"
        for name in missing
        if (terms := settings.vocabulary(name))
    ]
    plural = len(missing) > 1
    raise ArchiveError(
        f"the option{'s' if plural else ''} {options} {'are' if plural else 'is'} missing",
        "; ".join(known),
    )


def _given(settings: Settings, name: VocabularyName, word: str) -> str:
    """What an option's word stands for."""
    try:
        return _known(settings, name, word.strip())
    except ArchiveError as error:
        raise ArchiveError(f"{_ASKED[name][0]}: {error.message}", error.hint) from error


def _known(settings: Settings, name: VocabularyName, word: str) -> str:
    """The ID that ``word`` (an ID, a name or an alias) stands for; any word where nothing is defined."""
    if not word:
        raise ArchiveError("the word is empty")
    terms = settings.vocabulary(name)
    if terms is None:
        _refuse_unprintable(word)
        return word
    words = _words(terms)
    if found := words.get(word.casefold()):
        return found
    raise ArchiveError(
        f"{word!r} is not in the archive's {name}.{did_you_mean(word, words)}",
        f"known: {', '.join(terms)}; add new ones to archive.yml",
    )


def _refuse_unprintable(text: str, source: str = "") -> None:
    if printable_path(text) != text:
        raise ArchiveError(
            f"{source}{printable_path(text)!r} has a line break or a control character",
            "write it in one line of plain text",
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
        file = location.open("xb")
    except OSError as error:
        raise ArchiveError(f"{location} cannot be written: {error.strerror}") from error
    try:
        with file:
            file.write(text.encode())
    except OSError as error:
        location.unlink()
        raise ArchiveError(f"{location} cannot be written: {error.strerror}") from error
    return location


def _shown(location: Path) -> str:
    here = Path.cwd()
    return str(location.relative_to(here) if location.is_relative_to(here) else location)
