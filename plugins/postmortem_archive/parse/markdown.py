"""The structure of a Markdown text: blocks with their lines, as far as the records need it.

Only the block rules of markdown-it-py run. Its inline rules are not needed here, and they are what
takes minutes on a long run of brackets; with nesting bounded by ``maxNesting``, lines by
:data:`~postmortem_archive.parse.text.MAX_LINES`, table cells by :data:`MAX_PIPES` and lists in lists
by :data:`MAX_MARKS`, time stays linear.
"""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from postmortem_archive.model.diagnostic import Position, Problem, ProblemKind
from postmortem_archive.model.lazy_pattern import lazy_pattern

MAX_PIPES = 40_000
"""Most signs ``|`` in a file; each may begin a table cell, and cells cost time."""

MAX_MARKS = 10_000
"""Most marks of lists and quotes (``-``, ``1.``, ``>``) at the beginnings of lines: each opens a block."""

_MARKS_AHEAD = lazy_pattern(r"^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))+", re.MULTILINE)
_MARK_AHEAD = lazy_pattern(r"[-*+>]|\d[.)]")

_READER = (
    MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").disable(["inline", "text_join"])
)


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    TABLE = "table"
    CODE = "code"
    HTML = "html"
    QUOTE = "quote"
    RULE = "rule"


class Cell(NamedTuple):
    """A table cell: its Markdown and where it begins."""

    text: str
    position: Position


@dataclass(slots=True)
class Block:
    """A block of a Markdown text.

    Attributes:
        kind: what it is.
        first: its first line in the file.
        end: the line after its last one.
        text: Markdown of a heading or a paragraph; the text of code and HTML; else empty.
        level: of a heading, 1 to 6.
        children: what is inside a list, an item or a quote.
        rows: the cells of a table, its head first.
    """

    kind: BlockKind
    first: int
    end: int
    text: str = ""
    level: int = 0
    children: list[Block] = field(default_factory=list)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)


class Markdown(NamedTuple):
    """A Markdown text and its top-level blocks.

    Attributes:
        lines: its lines, without line ends.
        first_line: line of the file at which it begins.
        blocks: the top-level blocks, in order.
        firsts: the first line of each of them.
    """

    lines: tuple[str, ...]
    first_line: int
    blocks: tuple[Block, ...]
    firsts: tuple[int, ...]

    @property
    def end(self) -> int:
        """The line of the file after the last one."""
        return self.first_line + len(self.lines)

    def line(self, number: int) -> str:
        """A line by its number in the file; empty where there is no such line."""
        index = number - self.first_line
        return self.lines[index] if 0 <= index < len(self.lines) else ""

    def raw(self, first: int, end: int) -> str:
        """The lines from ``first`` up to, not including, ``end``, joined by LF."""
        start = max(first - self.first_line, 0)
        return "\n".join(self.lines[start : max(end - self.first_line, start)])

    def position(self, number: int, text: str) -> Position:
        """Where ``text`` begins in a line, or else where the line's own text begins."""
        line = self.line(number)
        column = line.find(text.split("\n", 1)[0]) if text else -1
        if column < 0:
            column = len(line) - len(line.lstrip())
        return Position(number, column + 1)

    def between(self, first: int, end: int) -> tuple[Block, ...]:
        """The top-level blocks that begin in line ``first`` or later, but before ``end``."""
        return self.blocks[bisect_left(self.firsts, first) : bisect_left(self.firsts, end)]

    def item_text(self, item: Block, lead: str, end: int | None = None) -> str:
        """Text of a list item: ``lead`` and what follows its first paragraph, not indented.

        Args:
            item: the item, whose first child is a paragraph.
            lead: what is to stand for that paragraph.
            end: line before which to end; the item's own end where not given.
        """
        rest = self.raw(item.children[0].end, item.end if end is None else end)
        return f"{lead}\n{textwrap.dedent(rest)}".strip() if rest.strip() else lead.strip()


def bounds_problem(text: str) -> Problem | None:
    """Why the structure of a text is not read at all, or ``None``."""
    pipes = text.count("|")
    marks = sum(len(_MARK_AHEAD.findall(found[0])) for found in _MARKS_AHEAD.finditer(text))
    if pipes > MAX_PIPES:
        counted = f"{pipes:,} signs | (table cells); at most {MAX_PIPES:,}"
    elif marks > MAX_MARKS:
        counted = f"{marks:,} marks of lists and quotes; at most {MAX_MARKS:,}"
    else:
        return None
    return Problem(
        ProblemKind.UNREADABLE,
        f"the file has {counted} are read",
        hint="keep logs and dumps in files of their own and link to them",
    )


def read_markdown(text: str, first_line: int = 1) -> Markdown:
    """Read the blocks of a text that begins at line ``first_line`` of its file."""
    lines = tuple(text.split("\n"))
    blocks = tuple(_blocks(_READER.parse(text), lines, first_line))
    return Markdown(lines, first_line, blocks, tuple(block.first for block in blocks))


def first_paragraph(item: Block) -> Block | None:
    """The paragraph that a list item begins with, if it does."""
    first = item.children[0] if item.children else None
    return first if first is not None and first.kind is BlockKind.PARAGRAPH else None


def walk(blocks: tuple[Block, ...] | list[Block]) -> Iterator[Block]:
    """All blocks and what is inside them, in reading order."""
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        yield block
        waiting.extend(reversed(block.children))


def open_comments(markdown: Markdown) -> list[Problem]:
    """A problem for each comment ``<!--`` that is not closed, so that what is below it is hidden."""
    return [
        Problem(
            ProblemKind.COMMENT_NOT_CLOSED,
            "this comment is not closed, so everything below it is hidden",
            markdown.position(block.first, "<!--"),
            "close it with -->",
        )
        for block in walk(markdown.blocks)
        if block.kind is BlockKind.HTML
        and block.text.lstrip().startswith("<!--")
        and "-->" not in block.text
    ]


_OPENS = {
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "list_item_open": BlockKind.ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "heading_open": BlockKind.HEADING,
    "paragraph_open": BlockKind.PARAGRAPH,
    "table_open": BlockKind.TABLE,
}
_CLOSES = frozenset(name.replace("_open", "_close") for name in _OPENS)
_LEAVES = {
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "html_block": BlockKind.HTML,
    "hr": BlockKind.RULE,
}


def _blocks(tokens: list[Token], lines: tuple[str, ...], first_line: int) -> list[Block]:
    top: list[Block] = []
    stack: list[Block] = []
    row_line = 0
    cells: list[str] = []
    for token in tokens:
        first, end = (token.map[0], token.map[1]) if token.map else (0, 0)
        kind = _OPENS.get(token.type) or _LEAVES.get(token.type)
        if kind is not None:
            block = Block(kind, first_line + first, first_line + end, token.content)
            block.level = int(token.tag[1]) if kind is BlockKind.HEADING else 0
            (stack[-1].children if stack else top).append(block)
            if token.type in _OPENS:
                stack.append(block)
        elif token.type == "tr_open":
            row_line, cells = first, []
        elif token.type == "tr_close":
            stack[-1].rows.append(_row(cells, lines[row_line], first_line + row_line))
        elif token.type == "inline" and stack[-1].kind is BlockKind.TABLE:
            cells.append(token.content)
        elif token.type == "inline":
            stack[-1].text = token.content
        elif token.type in _CLOSES:
            stack.pop()
    return top


def _row(cells: list[str], line: str, number: int) -> tuple[Cell, ...]:
    """The cells of a row, each with the place at which its text stands in the line."""
    row: list[Cell] = []
    cursor = len(line) - len(line.lstrip(" |"))
    for text in cells:
        written = text if text in line else text.replace("|", r"\|")
        found = line.find(written, cursor) if written else -1
        start = found if found >= 0 else min(cursor, len(line))
        row.append(Cell(text, Position(number, start + 1)))
        cursor = start + len(written)
        bar = line.find("|", cursor)
        cursor = bar + 1 if bar >= 0 else len(line)
    return tuple(row)


_IMAGE_OR_LINK = lazy_pattern(
    r"!?\[([^\[\]]{0,300})\](?:\([^()\s]{0,500}(?:\s[^()]{0,100})?\)|\[[^\[\]]{0,100}\])"
)
_TAG = lazy_pattern(r"<[^<>]{0,300}>")
_ATTRIBUTES = lazy_pattern(r"\s*\{[:#.][^{}]{0,200}\}")
_MARKS = lazy_pattern(r"\*\*|__|~~|``?|\*|(?<!\w)_|_(?!\w)")
_ANY_MARKUP = lazy_pattern(r"[\[<{*_~`]")


def plain(text: str) -> str:
    """A line of Markdown without links, emphasis, code, tags and ``{#anchor}`` lists."""
    if not _ANY_MARKUP.search(text):
        return " ".join(text.split())
    text = _IMAGE_OR_LINK.sub(r"\1", text)
    text = _ATTRIBUTES.sub("", _TAG.sub("", text))
    return " ".join(_MARKS.sub("", text).split())
