"""Values of front matter and of ``archive.yml`` against their models: what fits, what does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from postmortem_archive.model.diagnostic import Problem, ProblemKind
from postmortem_archive.model.wording import quoted, shown

from .wrong_values import Wrong, did_you_mean, explain_value
from .yaml_errors import in_quotes
from .yaml_reader import Path, YamlDocument, YamlValue

MAX_PROBLEMS = 20
"""Most problems that are told of one top-level part; more of the same help nobody."""

MAX_QUOTED = 200
"""Longest value, in characters, that a hint shows in quotes."""

_KINDS = {
    "time_without_offset": ProblemKind.TIME_WITHOUT_OFFSET,
    "extra_forbidden": ProblemKind.UNKNOWN_FIELD,
}


class Validated(NamedTuple):
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
        values: top-level parts by name; names that the model does not know are not among them.
        document: where the values stand.
        records: the model of the records inside a top-level part, for naming the keys it knows.
    """
    try:
        model.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False)
    else:
        return Validated(dict(values), ())
    wrong: Counter[str] = Counter()
    problems: list[Problem] = []
    for detail in found:
        part = str(detail["loc"][0])
        wrong[part] += 1
        if wrong[part] <= MAX_PROBLEMS:
            problems.append(_problem(detail, document, records))
    return Validated({k: v for k, v in values.items() if k not in wrong}, tuple(problems))


def unknown_names(
    model: type[BaseModel], values: Mapping[str, YamlValue], document: YamlDocument, noun: str
) -> Iterator[Problem]:
    """A problem for each top-level name that the model does not know.

    Args:
        model: what knows its names.
        values: top-level parts by name.
        document: where they stand.
        noun: what such a part is called: ``field``.
    """
    free = [name for name in model.model_fields if name not in values]
    for name in values:
        if name not in model.model_fields:
            yield Problem(
                ProblemKind.UNKNOWN_FIELD,
                f"unknown {noun} {quoted(name)}",
                document.key_positions[(name,)],
                did_you_mean(name, free),
                name,
            )


def cut_values(document: YamlDocument) -> Iterator[Problem]:
    """A problem for each of the first values that may have lost text to a comment."""
    for cut in document.cut_values[:MAX_PROBLEMS]:
        name = cut.path[-1] if cut.path else ""
        label = f"{shown(name)}: " if isinstance(name, str) and name else ""
        whole = in_quotes(shown(f"{cut.kept} {cut.lost}".strip(), MAX_QUOTED))
        yield Problem(
            ProblemKind.CUT_BY_COMMENT,
            f"the text {quoted(cut.lost)} is left out: YAML takes ` #` for the start of a comment",
            cut.position,
            f"quote the value: {label}{whole}; if it is meant as a comment, "
            "put a space behind the #",
            str(cut.path[0]) if cut.path else "",
        )


def _problem(
    detail: ErrorDetails, document: YamlDocument, records: Mapping[str, type[BaseModel]]
) -> Problem:
    at_key = "[key]" in detail["loc"] or detail["type"] == "extra_forbidden"
    path: Path = tuple(part for part in detail["loc"] if part != "[key]")
    field = str(path[0]) if path else ""
    position = document.position_of(path)
    if at_key and path in document.key_positions:
        position = document.key_positions[path]
    message, hint = explain_value(Wrong(path, detail["input"], records.get(field), detail))
    return Problem(
        _KINDS.get(detail["type"], ProblemKind.WRONG_TYPE), message, position, hint, field
    )
