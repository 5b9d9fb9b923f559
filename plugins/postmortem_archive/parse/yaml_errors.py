"""What the YAML parser says, in the words of somebody who has to fix the file at night."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import yaml

from postmortem_archive.model.diagnostic import Position, Problem, ProblemKind
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.wording import shown

_FIELD = lazy_pattern(r"(?P<name>\s*(?:- +)*[^\s:#'\"\[\]{}][^:#]{0,100}):[ \t]+(?P<value>\S.*)")

_NO_SPACE = lazy_pattern(
    r"\s*(?P<name>[A-Za-z_][\w-]{0,50})(?P<sign>:|\uff1a)\s*(?P<value>(?!//)\S.*)"
)

_WORD = lazy_pattern(r"[^\s,\[\]{}\"']{1,100}")


class _Place(NamedTuple):
    """Where the parser stands: the line's text and a 0-based column."""

    source: str
    column: int


def explain(error: yaml.YAMLError, text: str, first_line: int) -> Problem:
    """The problem behind a parser error, with its place and a way to fix it.

    Args:
        error: as raised by PyYAML.
        text: the YAML text.
        first_line: line of the file at which ``text`` begins.
    """
    problem = (getattr(error, "problem", None) or "").strip()
    context = (getattr(error, "context", None) or "").strip()
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    begins_at_context = problem in _AT_CONTEXT or context in _AT_CONTEXT
    if opened is not None and (mark is None or begins_at_context):
        mark = opened
    lines = text.split("\n")
    # Where the text ends too early, the parser points behind its last line.
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark and mark.line == line else 0
    place = _Place(lines[line], column)
    tell = _BY_CONTEXT.get(context) or _BY_PROBLEM.get(problem)
    if tell is not None:
        message, hint = tell(place)
    else:
        detail = problem or str(error).split("\n", 1)[0]
        message, hint = f"this is not valid YAML: {detail}", _quote_hint(place.source)
    position = Position(first_line + line, column + 1)
    return Problem(ProblemKind.FRONT_MATTER_BROKEN, message, position, hint)


def colon_slip(source: str) -> tuple[str, str] | None:
    """Message and hint for a line such as `status:draft`, which is no field; else ``None``."""
    found = _NO_SPACE.fullmatch(source.rstrip())
    if found is None or _FIELD.fullmatch(source.rstrip()):
        return None
    message = "there is no space behind the colon"
    if found["sign"] == "\uff1a":
        message = "the colon is a fullwidth one (U+FF1A), which YAML does not know"
    return message, f"write `{found['name']}: {shown(found['value'])}`"


def _no_field(place: _Place) -> tuple[str, str]:
    return colon_slip(place.source) or (
        "this line has no `name: value`",
        "write it as `name: value`, or quote the text it belongs to",
    )


def _second_colon(place: _Place) -> tuple[str, str]:
    source = place.source
    found = _FIELD.fullmatch(source.rstrip())
    if found and found.end("name") < place.column:
        return "the value has a colon in it, which YAML reads as another field", _quote_hint(source)
    return (
        "this field is indented, but the line above already has a value",
        "begin it at the same column as the field above",
    )


def _odd_start(place: _Place) -> tuple[str, str]:
    source, column = place.source, place.column
    if not source[:column].strip(" \t-") and "\t" in source[: column + 1]:
        return "a tab is used to indent", "indent with spaces"
    sign = source[column : column + 1]
    message = f"a value cannot begin with {sign}"
    word = _WORD.match(source, column)
    if word and source[:column].rstrip().endswith(("[", ",", "-")):
        return message, f'quote it: "{word[0]}"'
    return message, _quote_hint(source)


def _no_key(place: _Place) -> tuple[str, str]:
    if place.source[: place.column].rstrip().endswith(("'", '"')):
        return "there is text after the closing quote", "put the quotes around the whole value"
    return (
        "a field is expected here",
        "begin every field at the same column and write it as `name: value`",
    )


def _no_value(place: _Place) -> tuple[str, str]:
    if place.source[place.column : place.column + 1] == ",":
        return "nothing stands before this comma", "delete the comma"
    return "a value cannot begin like this", _quote_hint(place.source)


def _quote_hint(source: str) -> str:
    found = _FIELD.fullmatch(source.rstrip())
    if not found:
        return 'quote the value: name: "value"'
    return f"quote the value: {found['name'].strip()}: {in_quotes(found['value'])}"


def in_quotes(value: str) -> str:
    """A text as YAML reads it back letter by letter: in double quotes where those will do."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _always(message: str, hint: str) -> Callable[[_Place], tuple[str, str]]:
    """The same words wherever it happens."""
    return lambda _: (message, hint)


def _quoting(message: str) -> Callable[[_Place], tuple[str, str]]:
    """A message with the value of the line, quoted, as hint."""
    return lambda place: (message, _quote_hint(place.source))


_NOT_CLOSED = _always("the quote is not closed", "end the text with the same quote")
_TAB = _always("a tab is used to indent", "indent with spaces")
_NO_ALIAS = _quoting("a value cannot begin with * or &")

_BY_CONTEXT = {
    "while scanning a quoted scalar": _NOT_CLOSED,
    "while scanning an alias": _NO_ALIAS,
    "while scanning an anchor": _NO_ALIAS,
}

_BY_PROBLEM = {
    "mapping values are not allowed in this context": _second_colon,
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    "found character that cannot start any token": _odd_start,
    "could not find expected ':'": _no_field,
    "block sequence entries are not allowed in this context": _always(
        "a list cannot begin here",
        "write `name: [one, two]`, or put each `- entry` on a line of its own",
    ),
    "found unknown escape character": _always(
        "a backslash in double quotes has a special meaning", "use single quotes: '…'"
    ),
    "did not find expected '-' indicator": _always(
        "this line does not fit the list above",
        "begin each entry with `- ` at the same column",
    ),
    "did not find expected ',' or ']'": _always("the bracket [ is not closed", "close it with ]"),
    "did not find expected ',' or '}'": _always("the brace { is not closed", "close it with }"),
    "did not find expected key": _no_key,
    "did not find expected node content": _no_value,
    "did not find expected <document start>": _always(
        "this line begins further left than the fields above",
        "begin every field at the same column",
    ),
}

# What was opened and never closed is found where it was opened, not where the text ends.
_AT_CONTEXT = {
    *_BY_CONTEXT,
    "could not find expected ':'",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
}
