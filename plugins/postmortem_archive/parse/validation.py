"""What a value of a front matter or of ``archive.yml`` should be, said in kind words.

The models are pydantic's; its error messages are for programmers, so they are put differently here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from postmortem_archive.model.diagnostic import Problem, ProblemKind
from postmortem_archive.model.front_matter import MAX_ITEMS, MAX_TEXT

from .clock import read_time
from .nearest import nearest
from .yaml_reader import Path, YamlDocument, YamlValue

MAX_SHOWN = 60
"""Longest piece of a value, in characters, that a message repeats."""


@dataclass(frozen=True, slots=True)
class Validated:
    """What of a document fits its model.

    Attributes:
        values: the top-level parts that are valid, to make the model from.
        problems: one for each thing that is not.
    """

    values: dict[str, YamlValue]
    problems: tuple[Problem, ...]


def validate(
    model: type[BaseModel],
    values: Mapping[str, YamlValue],
    document: YamlDocument,
    records: Mapping[str, type[BaseModel]],
) -> Validated:
    """Check values against a model; a top-level part with anything wrong in it is left out.

    Args:
        model: what the values should make.
        values: top-level parts by name; names the model does not know are for the caller to remove.
        document: where the values stand.
        records: the model of the records inside a top-level part, for naming the keys it knows.
    """
    try:
        model.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False)
    else:
        return Validated(dict(values), ())
    wrong = {str(detail["loc"][0]) for detail in found if detail["loc"]}
    problems = dict.fromkeys(_problem(detail, values, document, records) for detail in found)
    return Validated({k: v for k, v in values.items() if k not in wrong}, tuple(problems))


def kind_of(value: object) -> str:
    """What a value is, with its article."""
    if value is None:
        return "empty"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, (list, tuple)) else "a map"


def shown(value: object) -> str:
    """A value as a message repeats it: one line, not too long."""
    text = " ".join(str(value).split())
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def _problem(
    detail: ErrorDetails,
    values: Mapping[str, YamlValue],
    document: YamlDocument,
    records: Mapping[str, type[BaseModel]],
) -> Problem:
    at_key = bool(detail["loc"]) and detail["loc"][-1] == "[key]"
    path: Path = tuple(part for part in detail["loc"] if part != "[key]")
    field = str(path[0]) if path else ""
    position = document.position_of(path)
    if (at_key or detail["type"] == "extra_forbidden") and path in document.key_positions:
        position = document.key_positions[path]
    kind = ProblemKind.WRONG_TYPE
    if detail["type"] == "time_without_offset":
        kind = ProblemKind.TIME_WITHOUT_OFFSET
    if detail["type"] == "extra_forbidden":
        kind = ProblemKind.UNKNOWN_FIELD
    message, hint = _words(detail, path, values.get(field), records.get(field))
    return Problem(kind, message, position, hint, field)


def _label(path: Path) -> str:
    """A path as a person says it: `references` entry 2, `url`."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int) and words:
            words[-1] += f" entry {part + 1}"
        else:
            words.append(f"`{shown(part)}`")
    return ", ".join(words)


def _words(
    detail: ErrorDetails, path: Path, whole: YamlValue, record: type[BaseModel] | None
) -> tuple[str, str]:
    """Message and hint for one pydantic error."""
    label = _label(path)
    value: Any = detail["input"]
    context = detail.get("ctx") or {}
    name = shown(path[-1]) if path and isinstance(path[-1], str) else ""
    match detail["type"]:
        case "string_type":
            return _not_text(label, name, value)
        case "tuple_type":
            return f"{label} must be a list, not {kind_of(value)}", _as_list(name, value)
        case "mapping_type" | "dict_type" | "model_type" | "model_attributes_type":
            return f"{label} must be a map, not {kind_of(value)}", _as_map(name, value, record)
        case "enum":
            return _not_a_choice(label, name, value, str(context.get("expected", "")))
        case "missing":
            return f"{_label(path[:-1])} has no `{name}`", f"add `{name}: …`"
        case "extra_forbidden":
            return _unknown_key(path, record)
        case "string_too_short":
            return f"{label} is empty", "fill it in, or remove it"
        case "string_too_long":
            return (
                f"{label} has {len(value):,} characters; at most "
                f"{context.get('max_length', MAX_TEXT):,} are read",
                "shorten it; details belong below the front matter",
            )
        case "too_long":
            return f"{label} has more than {MAX_ITEMS} entries", "shorten it"
        case "string_pattern_mismatch":
            return (
                f"{label} is no ID: use lower-case letters, digits, dots, hyphens and underscores",
                f"write `{_slug(shown(value))}`",
            )
        case "int_parsing" | "int_type" | "greater_than_equal" | "less_than_equal" | "int_from_float":
            return f"{label} must be a whole number from 0 to 9", f"write `{name}: 1`"
        case "one_line":
            return f"{label} must be a single line", "put the rest below the front matter"
        case "time_without_offset":
            return (
                f"{label} has no offset from UTC: {shown(value)}",
                f"write `{name}: {context.get('suggestion')}` if that is UTC; "
                "else end it with the offset, such as +02:00",
            )
        case "moment":
            return f"{label} {detail['msg']}, not {shown(value)!r}", _moment_hint(name, value)
        case "section_key":
            return f"{label} {detail['msg']}", _suggestion(value, detail["msg"])
    del whole
    return f"{label} is not valid: {detail['msg']}", ""


def _not_text(label: str, name: str, value: Any) -> tuple[str, str]:
    if value is None:
        return f"{label} is empty", "fill it in, or remove it"
    message = f"{label} must be text, not {kind_of(value)}"
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and name:
        return message, f"write `{name}: {shown(value[0])}`"
    if isinstance(value, dict) and value:
        key, inner = next(iter(value.items()))
        return message, f'quote it if the colon or the braces are meant: "{shown(key)}: {shown(inner)}"'
    return message, "write it as one text"


def _as_list(name: str, value: Any) -> str:
    if isinstance(value, str) and name:
        return f"write `{name}: [{shown(', '.join(part.strip() for part in value.split(',')))}]`"
    return "write `[one, two]`, or one `- entry` a line"


def _as_map(name: str, value: Any, record: type[BaseModel] | None) -> str:
    if record is not None and isinstance(value, str):
        keys = ", ".join(f"{key}: …" for key in list(record.model_fields)[:2])
        return f"write `{name}: {{{keys}}}`" if name else f"write `{{{keys}}}`"
    if isinstance(value, list) and value and isinstance(value[0], str):
        return f"write each entry as `{_slug(shown(value[0]))}: {{name: {shown(value[0])}}}`"
    return "write `name: value`, one a line, indented below it"


def _not_a_choice(label: str, name: str, value: Any, expected: str) -> tuple[str, str]:
    choices = re.findall(r"'([^']*)'", expected)
    listed = ", ".join(choices[:-1]) + f" or {choices[-1]}" if len(choices) > 1 else expected
    if not isinstance(value, str):
        return f"{label} must be {listed}, not {kind_of(value)}", ""
    near = nearest(value, choices)
    told = f"`{name}: {near}`" if name else f"`{near}`"
    return f"{label} must be {listed}, not {shown(value)!r}", f"did you mean {told}?" if near else ""


def _unknown_key(path: Path, record: type[BaseModel] | None) -> tuple[str, str]:
    where = f" in {_label(path[:-1])}" if len(path) > 1 else ""
    known = list(record.model_fields) if record is not None and len(path) > 1 else []
    near = nearest(str(path[-1]), known)
    hint = f"did you mean `{near}`?" if near else ""
    if not near and known:
        hint = f"it may have: {', '.join(known)}"
    return f"unknown field `{shown(path[-1])}`{where}", hint


def _suggestion(value: Any, listing: str) -> str:
    near = nearest(str(value), re.findall(r"[a-z]+(?:-[a-z]+)*", listing.partition("one of")[2]))
    return f"did you mean `{near}`?" if near else ""


def _moment_hint(name: str, value: Any) -> str:
    """The value written as the format asks for it, where it can be read in another way."""
    read = read_time(value) if isinstance(value, str) else None
    if read is None or read.day is None:
        return ""
    if read.clock is None or read.offset is None:
        return f"write `{name}: {read.day.isoformat()}`" if read.clock is None else ""
    offset = read.clock.replace(tzinfo=read.offset).isoformat(timespec="minutes")[5:]
    told = "Z" if offset == "+00:00" else offset
    return f"write `{name}: {read.day.isoformat()}T{read.clock:%H:%M}{told}`"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._]+", "-", text.lower()).strip("-._") or "id"
