"""What is wrong with a value of front matter or of ``archive.yml``, said in kind words.

The models are pydantic's; its error messages are for programmers, so they are put differently here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from postmortem_archive.model.front_matter import MAX_TEXT
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.wording import quoted, shown

from .clock import read_time
from .yaml_reader import Path

_ISO_DAY = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\d)")
_OFFSET = lazy_pattern(r"(?<=:\d{2})\s?([+\-\u2212]\d{2}:?\d{2})$")


class Wrong(NamedTuple):
    """A value that does not fit.

    Attributes:
        path: where it is.
        value: what it is.
        record: the model of the records in its top-level part, if it has any.
        detail: what pydantic says.
    """

    path: Path
    value: object
    record: type[BaseModel] | None
    detail: ErrorDetails

    @property
    def name(self) -> str:
        """The key it is written behind; empty for an entry of a list."""
        return shown(self.path[-1]) if self.path and isinstance(self.path[-1], str) else ""

    @property
    def label(self) -> str:
        """Its path as a person says it."""
        return _label(self.path)

    def said(self, key: str) -> str:
        """What pydantic's context says under a key."""
        return str((self.detail.get("ctx") or {}).get(key, ""))


def explain_value(wrong: Wrong) -> tuple[str, str]:
    """What is wrong with a value, and how to fix it; the hint may be empty."""
    return _WORDS.get(wrong.detail["type"], _otherwise)(wrong)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``did you mean `severity`?`` for a hint, or an empty text where nothing known is near."""
    found = nearest(word, known)
    return f"did you mean `{found}`?" if found else ""


def kind_of(value: object) -> str:
    """What a value is, with its article."""
    if value is None:
        return "empty"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "a map"


def _label(path: Path) -> str:
    """A path as a person says it: `references` entry 2, `url`."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int) and words:
            words[-1] += f" entry {part + 1}"
        else:
            words.append(f"`{shown(part)}`")
    return ", ".join(words)


def _not_text(wrong: Wrong) -> tuple[str, str]:
    value = wrong.value
    if value is None:
        return f"{wrong.label} is empty", "fill it in, or remove it"
    message = f"{wrong.label} must be text, not {kind_of(value)}"
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and wrong.name:
        return message, f"write `{wrong.name}: {shown(value[0])}`"
    if isinstance(value, dict) and value:
        key, inner = next(iter(value.items()))
        return message, f'quote it if the colon is part of it: "{shown(key)}: {shown(inner)}"'
    return message, "write it as one text"


def _not_a_list(wrong: Wrong) -> tuple[str, str]:
    message = f"{wrong.label} must be a list, not {kind_of(wrong.value)}"
    if isinstance(wrong.value, str) and wrong.name:
        listed = ", ".join(part.strip() for part in wrong.value.split(","))
        return message, f"write `{wrong.name}: [{shown(listed)}]`"
    return message, "write `[one, two]`, or one `- entry` a line"


def _not_a_map(wrong: Wrong) -> tuple[str, str]:
    value = wrong.value
    message = f"{wrong.label} must be a map, not {kind_of(value)}"
    is_text = isinstance(value, str)
    if wrong.record is not None and len(wrong.path) == 1:
        first = value[0] if isinstance(value, list) and value else value
        word = shown(first) if isinstance(first, str) else "checkout"
        return message, f"write one ID a line below it: `{_slug(word)}: {{name: {word}}}`"
    if wrong.record is not None and wrong.name and is_text:
        return message, f"write `{wrong.name}: {{name: {shown(value)}}}`"
    if wrong.record is not None and is_text:
        return message, f"write `{{{', '.join(f'{key}: …' for key in wrong.record.model_fields)}}}`"
    return message, "write `name: value`, one a line, indented below it"


def _not_a_choice(wrong: Wrong) -> tuple[str, str]:
    expected = wrong.said("expected")
    choices = re.findall(r"'([^']*)'", expected)
    listed = ", ".join(choices[:-1]) + f" or {choices[-1]}" if len(choices) > 1 else expected
    if not isinstance(wrong.value, str):
        return f"{wrong.label} must be {listed}, not {kind_of(wrong.value)}", ""
    near = nearest(wrong.value, choices)
    told = f"`{wrong.name}: {near}`" if wrong.name else f"`{near}`"
    message = f"{wrong.label} must be {listed}, not {quoted(wrong.value)}"
    return message, f"did you mean {told}?" if near else ""


def _missing(wrong: Wrong) -> tuple[str, str]:
    return f"{_label(wrong.path[:-1])} has no `{wrong.name}`", f"add `{wrong.name}: …`"


def _unknown_key(wrong: Wrong) -> tuple[str, str]:
    message = f"unknown field `{wrong.name}` in {_label(wrong.path[:-1])}"
    known = list(wrong.record.model_fields) if wrong.record is not None else []
    return message, did_you_mean(wrong.name, known) or f"it may have: {', '.join(known)}"


def _too_short(wrong: Wrong) -> tuple[str, str]:
    return f"{wrong.label} is empty", "fill it in, or remove it"


def _too_long(wrong: Wrong) -> tuple[str, str]:
    message = (
        f"{wrong.label} has {len(str(wrong.value)):,} characters; at most {MAX_TEXT:,} are read"
    )
    return message, "shorten it; details belong below the front matter"


def _too_many(wrong: Wrong) -> tuple[str, str]:
    return f"{wrong.label} has more than {int(wrong.said('max_length')):,} entries", "shorten it"


def _not_an_id(wrong: Wrong) -> tuple[str, str]:
    message = f"{wrong.label} is no ID: use lower-case letters, digits, dots, hyphens, underscores"
    return message, f"write `{_slug(shown(wrong.value))}`"


def _not_a_number(wrong: Wrong) -> tuple[str, str]:
    field = wrong.record.model_fields.get(wrong.name) if wrong.record else None
    bounds = {type(one).__name__: one for one in (field.metadata if field else ())}
    least = wrong.said("ge") or getattr(bounds.get("Ge"), "ge", "")
    most = wrong.said("le") or getattr(bounds.get("Le"), "le", "")
    message = f"{wrong.label} must be a whole number"
    if least != "" and most != "":
        message += f" from {least} to {most}"
    elif least != "":
        message += f" of at least {least}"
    return message, f"write `{wrong.name}: {least or 1}`"


def _many_lines(wrong: Wrong) -> tuple[str, str]:
    return f"{wrong.label} must be a single line", "put the rest below the front matter"


def _invisible(wrong: Wrong) -> tuple[str, str]:
    return f"{wrong.label} {wrong.detail['msg']}", "delete it"


def _without_offset(wrong: Wrong) -> tuple[str, str]:
    return (
        f"{wrong.label} has no offset from UTC: {shown(wrong.value)}",
        f"write `{wrong.name}: {wrong.said('suggestion')}` if that is UTC; "
        "else end it with the offset, such as +02:00",
    )


def _not_a_moment(wrong: Wrong) -> tuple[str, str]:
    """Offer the value as the format asks for it, where it can be read in another way."""
    given = quoted(wrong.value) if isinstance(wrong.value, str) else kind_of(wrong.value)
    message = f"{wrong.label} {wrong.detail['msg']}, not {given}"
    if not isinstance(wrong.value, str):
        return message, ""
    if (day := _ISO_DAY.match(wrong.value.strip())) and not _exists(day[0]):
        return f"{wrong.label}: there is no such day as {day[0]}", "correct the day"
    if (zone := _OFFSET.search(wrong.value)) and not _is_offset(zone[1]):
        return (
            f"{wrong.label}: there is no such offset from UTC as {zone[1]}",
            "correct the offset, it lies between -12:00 and +14:00; the time can stay",
        )
    return message, _as_asked_for(wrong, wrong.value)


def _as_asked_for(wrong: Wrong, value: str) -> str:
    """A hint with the same moment as the format asks for it; empty where it cannot be read."""
    read = read_time(value)
    if read is None or read.begin.day is None or read.end is not None:
        return ""
    if any(map(str.isdigit, read.rest)):  # a hint must not drop what may be the time
        return ""
    clock, offset = read.begin.clock, read.begin.offset
    # 24:00 is the first minute of the next day.
    day = (read.begin.day + timedelta(days=read.begin.next_day)).isoformat()
    takes_day = "or a date" in wrong.detail["msg"] and clock is None
    if takes_day or "date without a time" in wrong.detail["msg"]:
        return f"write `{wrong.name}: {read.begin.day}`"
    if clock is None:
        return f"write `{wrong.name}: {day}T14:05Z` with the right time"
    precision = "seconds" if clock.second else "minutes"
    if offset is None:
        return f"write `{wrong.name}: {day}T{clock.isoformat(precision)}Z` if that is UTC"
    written = clock.replace(tzinfo=offset).isoformat(precision).replace("+00:00", "Z")
    sign = ", with an ordinary minus sign" if "\u2212" in value else ""
    return f"write `{wrong.name}: {day}T{written}`{sign}"


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _is_offset(written: str) -> bool:
    hours, minutes = int(written[1:3]), int(written[-2:])
    most = 14 if written[0] == "+" else 12
    return minutes < 60 and (hours, minutes) <= (most, 0)


def _not_a_section(wrong: Wrong) -> tuple[str, str]:
    known = wrong.said("keys").split(", ")
    return f"{wrong.label} {wrong.detail['msg']}", did_you_mean(str(wrong.value), known)


def _otherwise(wrong: Wrong) -> tuple[str, str]:
    return f"{wrong.label} is not valid: {wrong.detail['msg']}", ""


_WORDS: Mapping[str, Callable[[Wrong], tuple[str, str]]] = {
    "string_type": _not_text,
    "tuple_type": _not_a_list,
    "mapping_type": _not_a_map,
    "dict_type": _not_a_map,
    "model_type": _not_a_map,
    "enum": _not_a_choice,
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "too_long": _too_many,
    "string_pattern_mismatch": _not_an_id,
    "int_parsing": _not_a_number,
    "int_parsing_size": _not_a_number,
    "int_type": _not_a_number,
    "greater_than_equal": _not_a_number,
    "less_than_equal": _not_a_number,
    "nothing_to_see": _too_short,
    "one_line": _many_lines,
    "invisible_character": _invisible,
    "time_without_offset": _without_offset,
    "moment": _not_a_moment,
    "section_key": _not_a_section,
}
"""Message and hint by the type of pydantic's error."""


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._]+", "-", text.lower()).strip("-._") or "id"
