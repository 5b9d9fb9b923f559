"""What a shell offers while a query or an ID is typed: what the archive has."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import click
from click.shell_completion import CompletionItem

from postmortem_archive.archive.discover import discover
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.search.opening import known_labels
from postmortem_archive.search.query import FIELDS, FLAGS

from .options import project_at

_DAYS = ("before", "after")
_DURATIONS = ("longer", "shorter")
_LENGTHS = ("15m", "1h", "4h", "1d")


def complete_query(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Fields of the query language; after one and its colon, its values.

    Bash takes ``service:che`` for three words, so the field may be among those before the last; it
    then replaces only what stands after the colon. Nothing is built or brought up to date for it.
    """
    words: Sequence[str] = context.params.get("query") or ()
    if incomplete == ":" or words[-1:] == (":",):
        before = words if incomplete == ":" else words[:-1]
        field, typed, kept = before[-1] if before else "", incomplete.removeprefix(":"), ""
    else:
        field, colon, typed = incomplete.partition(":")
        kept = f"{field}:"
        if not colon:
            return _fields(context, incomplete)
    first, comma, last = typed.rpartition(",")
    labels = _labels(context).get(field.lower(), {})
    return [
        CompletionItem(f"{kept}{first}{comma}{value}", help=label if label != value else None)
        for value, label in _starting_with(last, labels)
    ]


def complete_id(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """IDs of postmortems; nothing is read but the names of their files."""
    try:
        files = discover(project_at(context.params.get("archive_folder")).folder)
    except ArchiveError:
        return []  # no archive here
    names = sorted(PurePosixPath(found.path).stem for found in files if not found.refusal)
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _fields(context: click.Context, start: str) -> list[CompletionItem]:
    """Fields that start so; of a single one the values, else the shell would put a space after it."""
    names = [name for name in FIELDS if name.startswith(start.lower())]
    values = _labels(context).get(names[0], {}) if len(names) == 1 else {}
    if not values:
        return [CompletionItem(f"{name}:") for name in names]
    return [CompletionItem(f"{names[0]}:{value}") for value, _ in _starting_with("", values)]


def _starting_with(start: str, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    folded = start.casefold()
    for value, label in labels.items():
        # a value with a space would need quotes, which every shell takes off in its own way
        if value.casefold().startswith(folded) and " " not in value:
            yield value, label


def _labels(context: click.Context) -> Mapping[str, Mapping[str, str]]:
    """For every field the values that are known of it, and how each is shown."""
    try:
        labels = known_labels(project_at(context.params.get("archive_folder")))
    except ArchiveError:
        return {}  # no archive here: nothing can be offered, and a shell shows no message
    days = dict.fromkeys(_DAYS, labels["year"])
    lengths = {field: {length: length for length in _LENGTHS} for field in _DURATIONS}
    return {**labels, **days, **lengths, "is": {flag: flag for flag in FLAGS}}
