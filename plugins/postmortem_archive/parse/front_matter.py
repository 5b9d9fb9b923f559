"""Front matter: where it ends, what it says, and what of it cannot be taken as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from frontmatter.default_handlers import YAMLHandler
from pydantic import BaseModel

from postmortem_archive.model.diagnostic import Position, Problem, ProblemKind
from postmortem_archive.model.front_matter import Approval, FrontMatter, Reference

from .validation import cut_values, unknown_names, validate
from .yaml_errors import colon_slip
from .yaml_reader import Path, YamlDocument, YamlValue, read_yaml

_RECORDS: Mapping[str, type[BaseModel]] = {"references": Reference, "approved_by": Approval}


class FrontMatterHandler(YAMLHandler):
    """python-frontmatter's handler, for finding front matter and splitting it off.

    Its own boundary takes ``----`` and the blank lines behind a boundary along, so lines would be
    lost. Neither its loader is used, which is unbounded and turns ``no`` into a truth value, nor
    ``frontmatter.parse``, which strips the text and takes front matter that is not closed for none.
    """

    FM_BOUNDARY = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)

    def detect(self, text: str) -> bool:
        """Whether the text begins with ``---``; ``...`` can only close."""
        return text.startswith("---") and super().detect(text)


@dataclass(frozen=True, slots=True)
class FrontMatterRead:
    """What the beginning of a file says.

    Attributes:
        meta: the fields that are valid; ``None`` where the front matter cannot be read at all.
        extra_meta: unknown fields, as read.
        positions: where each value stands, by path; the empty path is the front matter itself.
        problems: what could not be taken as it stands.
        body: the text after the front matter.
        body_line: line at which ``body`` begins.
    """

    meta: FrontMatter | None
    problems: tuple[Problem, ...]
    extra_meta: Mapping[str, object] = field(default_factory=dict)
    positions: Mapping[Path, Position] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1


def read_front_matter(text: str) -> FrontMatterRead:
    """Read the front matter of a file's text; see :class:`FrontMatterRead` for what comes of it."""
    handler = FrontMatterHandler()
    if not handler.detect(text):
        return _refused(ProblemKind.FRONT_MATTER_MISSING, *_why_missing(text))
    try:
        front, body = handler.split(text)
    except ValueError:
        return _refused(
            ProblemKind.FRONT_MATTER_BROKEN,
            "the front matter is not closed",
            "add a line with only --- below the last field",
            Position(1),
        )
    document = read_yaml(front, first_line=2)
    if isinstance(document, Problem):
        return FrontMatterRead(None, (document,))
    if document.value is not None and not isinstance(document.value, dict):
        message, hint = colon_slip(front.strip().split("\n", 1)[0]) or (
            "the front matter has no fields",
            "write one field a line: title: What broke, for whom",
        )
        position = document.position_of(())
        return _refused(ProblemKind.FRONT_MATTER_BROKEN, message, hint, position)
    meta, extra, problems = _fields(document.value or {}, document)
    above = text[: len(text) - len(body)]
    return FrontMatterRead(
        meta,
        problems,
        extra,
        {(): Position(1), **{path: at for path, at in document.positions.items() if path}},
        body,
        above.count("\n") + (1 if above.endswith("\n") else 2),
    )


def _why_missing(text: str) -> tuple[str, str, Position]:
    first = next((i for i, line in enumerate(text.split("\n")) if line.strip()), 0)
    if first and text.split("\n")[first].rstrip() == "---":
        return (
            "the front matter does not begin in the first line",
            "delete what is above the first ---",
            Position(first + 1),
        )
    return (
        "there is no front matter",
        "begin the file with a line ---, fields such as `title: What broke`, and another line ---",
        Position(1),
    )


def _refused(kind: ProblemKind, message: str, hint: str, position: Position) -> FrontMatterRead:
    return FrontMatterRead(None, (Problem(kind, message, position, hint),))


def _fields(
    values: dict[str, YamlValue], document: YamlDocument
) -> tuple[FrontMatter, dict[str, object], tuple[Problem, ...]]:
    """Sort fields into known and unknown ones, and check the known ones."""
    known: dict[str, YamlValue] = {}
    extra: dict[str, object] = {}
    for name, value in values.items():
        if name not in FrontMatter.model_fields:
            extra[name] = value
        elif value is not None:  # `tags:` with nothing behind it says as much as no `tags` at all
            known[name] = value
    checked = validate(FrontMatter, known, document, _RECORDS)
    meta = FrontMatter.model_validate(checked.values)
    problems = [
        *unknown_names(FrontMatter, values, document, "field"),
        *checked.problems,
        *cut_values(document),
    ]
    problems.sort(key=lambda problem: (problem.position.line, problem.position.column))
    return meta, extra, tuple(problems)
