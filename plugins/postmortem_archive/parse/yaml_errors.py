"""What the YAML parser says, in the words of somebody who has to fix the file at night."""

import re

import yaml

from postmortem_archive.model.diagnostic import Position, Problem, ProblemKind

_FIELD = re.compile(r"(?P<name>\s*(?:- +)*[^\s:#'\"\[\]{}][^:#]{0,100}):[ \t]+(?P<value>\S.*)")

_WORD = re.compile(r"[^\s,\[\]{}\"']{1,100}")


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
    line, column = (mark.line, mark.column) if mark else (0, 0)
    opened_at = (opened.line, opened.column) if opened else (line, column)
    lines = text.split("\n")

    def told(message: str, hint: str, place: tuple[int, int]) -> Problem:
        # Where the text ends too early, the parser points behind its last line.
        shown = min(place[0], max(len(lines) - 1, 0))
        position = Position(first_line + shown, place[1] + 1 if shown == place[0] else 1)
        return Problem(ProblemKind.FRONT_MATTER_BROKEN, message, position, hint)

    source = lines[line] if line < len(lines) else ""
    here = (line, column)
    match problem:
        case "mapping values are not allowed in this context":
            return told(*_second_colon(source, column), here)
        case "found a tab character that violates indentation":
            return told("a tab is used to indent", "indent with spaces", here)
        case "found character that cannot start any token":
            return told(*_odd_start(source, column), here)
        case "could not find expected ':'":
            return told(
                "this line has no `name: value`",
                "write it as `name: value`, or quote the text it belongs to",
                opened_at,
            )
        case "block sequence entries are not allowed in this context":
            return told(
                "a list cannot begin here",
                "write `name: [one, two]`, or put each `- entry` on a line of its own",
                here,
            )
        case "found unknown escape character":
            return told(
                "a backslash in double quotes has a special meaning",
                "use single quotes: '…'",
                here,
            )
        case "did not find expected '-' indicator":
            return told(
                "a list ends here in an unexpected way",
                "begin each entry with `- ` at the same column",
                here,
            )
        case "did not find expected ',' or ']'":
            return told("the bracket [ is not closed", "close it with ]", opened_at)
        case "did not find expected ',' or '}'":
            return told("the brace { is not closed", "close it with }", opened_at)
    if context.endswith("quoted scalar"):
        return told("the quote is not closed", "end the text with the same quote", opened_at)
    if context == "while scanning an alias" or context == "while scanning an anchor":
        return told("a value cannot begin with * or &", _quote_hint(source), opened_at)
    if problem == "did not find expected key":
        return told(*_no_key(source, column), here)
    if problem == "did not find expected node content":
        return told("a value cannot begin like this", _quote_hint(source), here)
    detail = problem or str(error).split("\n", 1)[0] or "unknown reason"
    return told(f"this is not valid YAML: {detail}", _quote_hint(source), here)


def _second_colon(source: str, column: int) -> tuple[str, str]:
    found = _FIELD.fullmatch(source.rstrip())
    if found and found.end("name") < column:
        return "the value has a colon in it, which YAML reads as another field", _quote_hint(source)
    return (
        "this field is indented, but the line above already has a value",
        "begin it at the same column as the field above",
    )


def _odd_start(source: str, column: int) -> tuple[str, str]:
    if not source[:column].strip() and "\t" in source[: column + 1]:
        return "a tab is used to indent", "indent with spaces"
    sign = source[column : column + 1]
    message = f"a value cannot begin with {sign}"
    word = _WORD.match(source, column)
    if word and source[:column].rstrip().endswith(("[", ",", "-")):
        return message, f'quote it: "{word[0]}"'
    return message, _quote_hint(source)


def _no_key(source: str, column: int) -> tuple[str, str]:
    if source[:column].rstrip().endswith(("'", '"')):
        return "there is text after the closing quote", "put the quotes around the whole value"
    return (
        "a field is expected here",
        "begin every field at the same column and write it as `name: value`",
    )


def _quote_hint(source: str) -> str:
    found = _FIELD.fullmatch(source.rstrip())
    if not found:
        return 'quote the value: name: "value"'
    value = found["value"]
    quoted = f"'{value}'" if '"' in value or "\\" in value else f'"{value}"'
    if "'" in value and '"' in value:
        quoted = "'" + value.replace("'", "''") + "'"
    return f"quote the value: {found['name'].strip()}: {quoted}"
