"""Where an approval is written in the front matter of a file, however that is written."""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from postmortem_archive.fixes.base import Edit, Source, Span
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.front_matter import Approval
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.parse.front_matter import FrontMatterHandler
from postmortem_archive.parse.yaml_reader import yaml_nodes

FIELD = "approved_by"

_FIRST_LINE = 2  # the front matter begins below the first ---
_STEP = "  "
_PLAIN = lazy_pattern(r"[A-Za-z][\w-]{0,100}(?: [A-Za-z][\w-]{0,100}){0,20}")
_NO_TEXT = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
"""Words that some readers of YAML take for something else than text."""


def approval_edits(source: Source, approval: Approval) -> tuple[Edit, ...]:
    """The edits that put an approval into the place of those of the same role, or behind the others.

    Args:
        source: a file whose front matter was understood.
        approval: what is to be written.

    Raises:
        ArchiveError: the front matter is written in a way in which no place for it is found.
    """
    front, _ = FrontMatterHandler().split(source.text)
    root = yaml_nodes(front)
    if root is None or root.flow_style:
        raise _no_place("the front matter is not written with one field a line")
    given = {key.value: (key, value) for key, value in root.value}
    margin = " " * root.start_mark.column
    if FIELD not in given:
        end = source.line_start(source.postmortem.body_line - 1)
        lines = [f"{margin}{FIELD}:", *_block(margin + _STEP, approval)]
        return (_put_in(end, "".join(f"{line}\n" for line in lines)),)
    key, value = given[FIELD]
    return _Field(source, key, value, margin).edits(approval)


class _Field:
    """The field as it is written: its name, and its value, if it has one."""

    def __init__(self, source: Source, key: yaml.Node, value: yaml.Node, margin: str) -> None:
        self._source = source
        self._key = key
        self._value = value
        self._margin = margin

    def edits(self, approval: Approval) -> tuple[Edit, ...]:
        value = self._value
        if isinstance(value, yaml.SequenceNode):
            own = [number for number, one in enumerate(value.value) if _role(one) == approval.role]
            if value.flow_style:
                return tuple(self._in_flow(value, own, approval))
            return tuple(self._in_block(value, own, approval))
        if isinstance(value, yaml.MappingNode) or self._source.value(FIELD) is not None:
            raise _no_place(f"the field {FIELD} holds no list")
        if value.value:  # null or ~
            at = Span(self._offset(value.start_mark), self._offset(value.end_mark))
            return (Edit(at, (f"[{_flow(approval)}]",)),)
        return (self._below(self._key, _block(self._margin + _STEP, approval)),)

    def _in_flow(
        self, items: yaml.SequenceNode, own: list[int], approval: Approval
    ) -> Iterable[Edit]:
        ends = [self._offset(one.end_mark) for one in items.value]
        if not ends:
            yield _put_in(self._offset(items.start_mark) + 1, _flow(approval))
        elif not own:
            yield _put_in(ends[-1], f", {_flow(approval)}")
        for number in own:
            if number == own[0]:
                start = self._offset(items.value[number].start_mark)
                yield Edit(Span(start, ends[number]), (_flow(approval),))
            else:
                yield Edit(Span(ends[number - 1], ends[number]), ())

    def _in_block(
        self, items: yaml.SequenceNode, own: list[int], approval: Approval
    ) -> Iterable[Edit]:
        column = items.start_mark.column
        lines = _block(" " * column, approval)
        if not own:
            yield self._below(items.value[-1], lines)
        for number in own:
            item = items.value[number]
            first, last = self._dash(item, column), self._last_line(item)
            if number == own[0]:
                yield Edit(self._source.span_of_lines(first, last + 1), ("\n".join(lines),))
            else:
                span = Span(self._source.line_start(first), self._source.line_start(last + 1))
                yield Edit(span, ())

    def _below(self, node: yaml.Node, lines: Iterable[str]) -> Edit:
        """The lines, put in below the last line of something."""
        number = self._last_line(node)
        end = self._source.span_of_lines(number, number + 1).end
        return _put_in(end, "".join(f"\n{line}" for line in lines))

    def _dash(self, item: yaml.Node, column: int) -> int:
        """The line of the dash of an item, which may stand above what it holds."""
        number = _FIRST_LINE + item.start_mark.line
        while self._source.lines[number - 1][column : column + 1] != "-":
            number -= 1
            if number < _FIRST_LINE:
                raise _no_place(f"an item of {FIELD} begins nowhere")
        return number

    def _last_line(self, node: yaml.Node) -> int:
        """The last line on which something of it stands; comments and blank lines behind it are not of it."""
        at = self._content_end(node)
        before = self._source.text[:at].rstrip()
        return before.count("\n") + 1

    def _content_end(self, node: yaml.Node) -> int:
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            pair = last if isinstance(last, tuple) else (last,)
            return max(map(self._content_end, pair))
        return self._offset(node.end_mark)

    def _offset(self, mark: yaml.Mark) -> int:
        return self._source.line_start(_FIRST_LINE + mark.line) + mark.column


def _role(item: yaml.Node) -> str:
    """The role that an item names; empty where it names none."""
    pairs = item.value if isinstance(item, yaml.MappingNode) else ()
    roles = [value.value for key, value in pairs if key.value == "role"]
    return roles[0].strip() if roles and isinstance(roles[0], str) else ""


def _fields(approval: Approval) -> list[str]:
    said = {"role": approval.role, "by": approval.by}
    return [
        *(f"{name}: {_scalar(text)}" for name, text in said.items()),
        f"on: {approval.on}",
        f"text: {_scalar(approval.text)}",
    ]


def _block(margin: str, approval: Approval) -> list[str]:
    first, *others = _fields(approval)
    return [f"{margin}- {first}", *(f"{margin}  {field}" for field in others)]


def _flow(approval: Approval) -> str:
    return "{" + ", ".join(_fields(approval)) + "}"


def _scalar(text: str) -> str:
    """A text in quotes, unless every reader of YAML takes it for text as it is."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _NO_TEXT:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _put_in(at: int, text: str) -> Edit:
    return Edit(Span(at, at), (text,))


def _no_place(why: str) -> ArchiveError:
    return ArchiveError(
        f"{why}, so there is no place for the approval", "write one field a line: approved_by: []"
    )
