"""``postmortem new``: start a postmortem in the right place, with everything it needs to have."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from postmortem_archive.archive.discover import discover, printable
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.read import read_settings
from postmortem_archive.archive.scaffold import Start, scaffold, scaffold_path
from postmortem_archive.archive.today import today
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.front_matter import Kind
from postmortem_archive.model.moment import MissingOffsetError, Moment
from postmortem_archive.model.settings import Settings, Term, VocabularyName
from postmortem_archive.model.slug import slugify
from postmortem_archive.model.suggest import did_you_mean
from postmortem_archive.model.visible import visible

from .cut import Cut, cut_options
from .options import archive_option, project_at
from .telling import tell

if TYPE_CHECKING:
    from .capturing import Capture

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
@click.option(
    "--from",
    "sources",
    metavar="FILE",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Begin with what another tool recorded; repeat for several. See postmortem capture.",
)
@cut_options
@archive_option
def command(
    title: str,
    services: tuple[str, ...],
    severity: str | None,
    causes: tuple[str, ...],
    started: str | None,
    kind: str,
    slug: str | None,
    sources: tuple[Path, ...],
    zone: str | None,
    since: str | None,
    until: str | None,
    archive_folder: Path | None,
) -> None:
    """Start a postmortem: the right folder and name, and every section that it needs.

    Nothing is overwritten, and no editor is opened. On a terminal, what is missing is asked for.

    \b
    Examples:
      postmortem new "Checkout failed when the pool ran dry" --service checkout --severity sev2
      postmortem new "Backups were unreadable" --service db --severity sev4 --kind near-miss
      postmortem new "Login slow" --service login --severity sev3 --started 2026-03-12T14:05Z
      postmortem new "Checkout failed" --service checkout --severity sev2 \\
        --from alerts.json --from slack.zip --from uptime.csv
    """
    project = project_at(archive_folder)
    settings = read_settings(project).settings
    # everything that was given is looked at before anything is asked for
    title = _one_line(title)
    moment = _moment(started, "--started: ")
    known_services = tuple(_given(settings, "services", one) for one in services)
    known_causes = tuple(_given(settings, "causes", one) for one in causes)
    known_severity = _given(settings, "severities", severity) if severity else ""
    capture = _captured(sources, settings, Cut(zone, since, until)) if sources else None
    if sys.stdin.isatty():
        known_services = known_services or _ask(settings, "services")
        known_severity = known_severity or _ask(settings, "severities")[0]
        moment = _ask_start() if started is None and capture is None else moment
    _refuse_missing(settings, {"services": known_services, "severities": known_severity})
    start = Start(title, known_severity, known_services, known_causes, moment, Kind(kind))
    words = slugify(slug) if slug else ""
    if capture is not None:
        _write_captured(project, settings, start, words, capture)
        return
    location = _write(project, scaffold_path(start, today(), words), scaffold(start, settings))
    _say_written(location)


def _captured(sources: tuple[Path, ...], settings: Settings, cut: Cut) -> "Capture":
    from .capturing import captured  # noqa: PLC0415 - takes long, and most begin without sources

    return captured(sources, settings, cut)


def _write_captured(
    project: Project, settings: Settings, start: Start, words: str, capture: "Capture"
) -> None:
    """Write a postmortem that begins with what was captured; none where nothing was."""
    from postmortem_archive.capture.merge import merge  # noqa: PLC0415 - as above

    from .capturing import NOT_ALL_READ, say_failures, say_result, say_sources  # noqa: PLC0415

    say_sources(capture)
    events, windows = capture.gathered.events, capture.gathered.windows
    times = [*(event.at for event in events), *(window.begin for window in windows)]
    if times:
        first = start.started or Moment.of_day(min(times).date())
        path = scaffold_path(replace(start, started=first), today(), words)
        text = scaffold(start, settings).encode()
        merged = merge(path, text, settings, events, windows)
        location = _write(project, path, merged.data.decode())
        say_result(merged)
        _say_written(location)
    else:
        tell("Nothing was captured, so no file was written.")
    say_failures(capture)
    if capture.gathered.failed or not times:
        raise SystemExit(NOT_ALL_READ)


def _say_written(location: Path) -> None:
    shown = visible(_shown(location))
    click.echo(shown)
    tell(f"Fill it in, then run: postmortem check {shown}")
    tell("Set status to in-review when it is ready to be read.")


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
        tell(f"Known: {', '.join(map(_named, terms, terms.values()))}")
    while True:
        answer: str = click.prompt(_ASKED[name][1], err=True)
        words = answer.split(",") if name == "services" else [answer]
        try:
            return tuple(_known(settings, name, word.strip()) for word in words)
        except ArchiveError as error:
            tell(error.message)


def _ask_start() -> Moment | None:
    question = "When did the harm begin, such as 2026-03-12T14:05Z (Enter: not known yet)"
    while True:
        answer: str = click.prompt(question, default="", show_default=False, err=True)
        try:
            return _moment(answer.strip(), "")
        except ArchiveError as error:
            tell(f"{error.message}; {error.hint}")


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
    if printable(text) != text:
        raise ArchiveError(
            f"{source}{printable(text)!r} has a line break or a control character",
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
