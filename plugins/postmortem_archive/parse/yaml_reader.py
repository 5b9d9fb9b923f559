"""Bounded YAML for front matter and ``archive.yml``: plain maps, lists and text, with positions.

Everything is decided on the event stream of PyYAML's C parser, before any value is built: depth,
number of events and length of texts are bounded; anchors, aliases, merge keys, tags, duplicate keys
and further documents are refused. Every value stays the text that was written: ``no``, ``10:30``,
``1.10`` and ``2024`` never become something else. Only ``null``, ``~`` and nothing at all,
unquoted, become ``None``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, cast

import yaml

from postmortem_archive.model.diagnostic import Position, Problem, ProblemKind
from postmortem_archive.model.lazy_pattern import lazy_pattern

from .yaml_errors import explain

MAX_DEPTH = 12
"""Deepest nesting of maps and lists."""

MAX_EVENTS = 100_000
"""Most parser events: about one for each value, key, and start or end of a map or list."""

MAX_SCALAR = 10_000
"""Longest single text, in characters."""

YamlValue = None | str | list["YamlValue"] | dict[str, "YamlValue"]
"""What a YAML text is read as."""

Path = tuple[str | int, ...]
"""Where a value is: keys and, in lists, indices from 0. The empty path is the whole document."""

_NULLS = ("", "~", "null", "Null", "NULL")

# A comment that somebody means as one has a space behind its sign; `#payments` is a name.
_COMMENT_LIKE_TEXT = lazy_pattern(r"[ \t]+(#\S.*)")

# YAML takes the last three for line ends although editors do not show them as such.
_FORBIDDEN = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")


class CutValue(NamedTuple):
    """A value without quotes that ends at a comment which looks like a part of it.

    Attributes:
        path: where the value is.
        kept: what YAML reads of it; empty where all of it is lost.
        lost: the comment, from its sign to the end of the line.
        position: of the sign.
    """

    path: Path
    kept: str
    lost: str
    position: Position


class YamlDocument(NamedTuple):
    """What a YAML text says, and where.

    Attributes:
        value: the document's value; ``None`` where there is none.
        positions: where each value begins, by path; a value that is not there stands at its key.
        key_positions: where each key begins, by the path of its value.
        cut_values: values that may have lost text to a comment.
    """

    value: YamlValue
    positions: Mapping[Path, Position]
    key_positions: Mapping[Path, Position]
    cut_values: tuple[CutValue, ...]

    def position_of(self, path: Path) -> Position:
        """Where a value is, or the nearest value around it."""
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions.get(path, Position())


def read_yaml(text: str, first_line: int = 1) -> YamlDocument | Problem:
    """Read a YAML text whose first line is line ``first_line`` of its file.

    Returns:
        The document, or the first problem that keeps it from being read.
    """
    if found := _FORBIDDEN.search(text):
        line = text.count("\n", 0, found.start())
        column = found.start() - text.rfind("\n", 0, found.start())
        return _problem(
            f"the invisible character U+{ord(found[0]):04X} is not allowed here",
            Position(first_line + line, column),
            "delete it",
        )
    builder = _Builder(first_line, text.split("\n"))
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except _RefusedError as refused:
        return refused.problem
    except yaml.YAMLError as error:
        return explain(error, text, first_line)
    return builder.document()


def yaml_nodes(text: str) -> yaml.MappingNode | None:
    """How the map that a text is, is written; ``None`` for a text that is another thing, or is refused.

    Args:
        text: is read by :func:`read_yaml` first, so its bounds hold here too.
    """
    if isinstance(read_yaml(text), Problem):
        return None
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    return root if isinstance(root, yaml.MappingNode) else None


class _RefusedError(Exception):
    """Ends the reading with a problem; never leaves this module."""

    def __init__(self, message: str, position: Position, hint: str) -> None:
        super().__init__(message)
        self.problem = _problem(message, position, hint)


@dataclass(slots=True)
class _Frame:
    """A map or list that is being read; ``key`` is the key in a map that awaits its value."""

    container: list[YamlValue] | dict[str, YamlValue]
    path: Path
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    """Turns parser events into values; holds what is open on a stack, so nothing recurses."""

    first_line: int
    lines: list[str]
    value: YamlValue = None
    events: int = 0
    documents: int = 0
    stack: list[_Frame] = field(default_factory=list)
    positions: dict[Path, Position] = field(default_factory=dict)
    key_positions: dict[Path, Position] = field(default_factory=dict)
    cut_values: list[CutValue] = field(default_factory=list)

    def document(self) -> YamlDocument:
        return YamlDocument(self.value, self.positions, self.key_positions, tuple(self.cut_values))

    def take(self, event: yaml.Event) -> None:
        mark = cast("yaml.Mark", event.start_mark)  # the C parser marks every event
        position = Position(self.first_line + mark.line, mark.column + 1)
        self._check(event, position)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, position)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open({}, position)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open([], position)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()

    def _check(self, event: yaml.Event, position: Position) -> None:
        self.events += 1
        if self.events > MAX_EVENTS:
            raise _RefusedError(
                f"there are more than {MAX_EVENTS:,} keys and values", position, "shorten it"
            )
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _RefusedError(
                    "a second YAML document begins here", position, "remove this `---` line"
                )
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _RefusedError(
                "YAML anchors and aliases (& and *) are not read",
                position,
                'write the value out, or quote it if the sign is meant: "*text*"',
            )
        if getattr(event, "tag", None) is not None:
            raise _RefusedError(
                "YAML tags (!) are not read",
                position,
                'quote the value if the sign is meant: "!text"',
            )

    def _scalar(self, event: yaml.ScalarEvent, position: Position) -> None:
        text = event.value
        if len(text) > MAX_SCALAR:
            raise _RefusedError(
                f"this text has {len(text):,} characters; at most {MAX_SCALAR:,} are read",
                position,
                "move it below the front matter",
            )
        frame = self.stack[-1] if self.stack else None
        is_plain = event.style in ("", None)
        if frame is not None and self._awaits_key(frame):
            self._key(frame, text, position, is_plain=is_plain)
            return
        missing = is_plain and text in _NULLS
        if missing and not text and frame is not None and frame.key is not None:
            position = self.key_positions[(*frame.path, frame.key)]
        path = self._put(None if missing else text, position)
        if is_plain:
            self._note_comment(event, path)

    def _note_comment(self, event: yaml.ScalarEvent, path: Path) -> None:
        """Keep the comment directly behind a value where it looks like a part of the value."""
        end = cast("yaml.Mark", event.end_mark)
        # Where the text ends within a value, the parser may point behind its last line.
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        if found := _COMMENT_LIKE_TEXT.match(line, end.column):
            position = Position(self.first_line + end.line, found.start(1) + 1)
            self.cut_values.append(CutValue(path, event.value, found[1].rstrip(), position))

    def _key(self, frame: _Frame, key: str, position: Position, *, is_plain: bool) -> None:
        path = (*frame.path, key)
        if is_plain and key == "<<":
            raise _RefusedError(
                "YAML merge keys (<<) are not read", position, "write the fields out"
            )
        if path in self.key_positions:
            first = self.key_positions[path]
            raise _RefusedError(
                f"`{key[:100]}` is given twice: in line {first.line} and in line {position.line}",
                position,
                "keep one of them",
            )
        self.key_positions[path] = position
        frame.key = key

    def _open(self, container: list[YamlValue] | dict[str, YamlValue], position: Position) -> None:
        if len(self.stack) == MAX_DEPTH:
            raise _RefusedError(
                f"lists and maps are nested more than {MAX_DEPTH} deep",
                position,
                "use a flatter form, or quote the value if the brackets are meant as text",
            )
        if self.stack and self._awaits_key(self.stack[-1]):
            raise _RefusedError(
                "a list or a map cannot be the name of a field",
                position,
                "quote the value if brackets or braces are part of its text",
            )
        path = self._put(container, position)
        self.stack.append(_Frame(container, path))

    @staticmethod
    def _awaits_key(frame: _Frame) -> bool:
        return isinstance(frame.container, dict) and frame.key is None

    def _put(self, value: YamlValue, position: Position) -> Path:
        """Put a value where it belongs and return its path."""
        if not self.stack:
            self.value = value
            path: Path = ()
        else:
            frame = self.stack[-1]
            if isinstance(frame.container, list):
                path = (*frame.path, len(frame.container))
                frame.container.append(value)
            else:
                key = cast("str", frame.key)
                path = (*frame.path, key)
                frame.container[key] = value
                frame.key = None
        self.positions[path] = position
        return path


def _problem(message: str, position: Position, hint: str) -> Problem:
    return Problem(ProblemKind.FRONT_MATTER_BROKEN, message, position, hint)
