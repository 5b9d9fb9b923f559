"""The fixer of tables whose bars do not line up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.markdown import Block, BlockKind

from .base import Edit, Fixer, Source, Span

MAX_WIDTH = 160
"""Widest row, in columns of a terminal, that is made; wider ones wrap, and then nothing lines up."""

_LEAST = 3
"""Fewest dashes below a head."""

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")
_NO_WIDTH = ("Mn", "Me", "Cf")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table: where it stands from its first bar to its last, and what is between them."""

    span: Span
    indent: str
    cells: tuple[str, ...]


class Tables(Fixer):
    """The bars of a table are lined up.

    ## What it changes

    The spaces around the cells of a table, and the dashes below its head, where its bars do not line
    up. Characters that take two columns, such as 障, count as two. Cells of a column with `--:` below its
    head are moved to the right.

    ## What it leaves alone

    Tables whose bars line up already, in whatever style; that would be wider than 160 columns; that
    lack the outer bars; with a row that has more or fewer cells than the head; with a tab in a
    cell; inside lists, quotations and code.

    ## Why it is safe

    Space around a cell and the number of dashes mean nothing in Markdown. The text of no cell changes.

    ## Before

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 2026-03-12 14:05 | **Started**: orders fail |
    | 15:05 | **Resolved**: the pool is enlarged |
    ```

    ## After

    ```markdown
    ## Timeline

    | Time (UTC)       | What happened                      |
    |------------------|------------------------------------|
    | 2026-03-12 14:05 | **Started**: orders fail           |
    | 15:05            | **Resolved**: the pool is enlarged |
    ```
    """

    name = "tables"

    def edits(self, source: Source, settings: Settings) -> Sequence[Edit]:  # noqa: ARG002
        """One edit for each row that changes."""
        edits: list[Edit] = []
        for block in source.markdown.blocks:
            if block.kind is BlockKind.TABLE:
                edits.extend(_aligned(source, block))
        return edits


def _aligned(source: Source, block: Block) -> list[Edit]:
    rows = _rows(source, block)
    if rows is None or _line_up(source, rows):
        return []
    head, rule, *body = rows
    texts = [head, *body]
    widths = [
        max(_LEAST, *(width(row.cells[column].strip(" \t")) for row in texts))
        for column in range(len(head.cells))
    ]
    if len(head.indent) + sum(widths) + 3 * len(widths) + 1 > MAX_WIDTH:
        return []
    rules = [cell.strip(" \t") for cell in rule.cells]
    written = [_written_rule(rule, widths)]
    for row in texts:
        cells = [
            _padded(cell.strip(" \t"), size, to_the_right=mark.endswith(":") and mark[0] != ":")
            for cell, size, mark in zip(row.cells, widths, rules, strict=True)
        ]
        written.append(f"| {' | '.join(cells)} |")
    return [
        Edit(row.span, (new,))
        for row, new in zip([rule, *texts], written, strict=True)
        if new != source.written(row.span)
    ]


def _rows(source: Source, block: Block) -> list[_Row] | None:
    """The rows of a table, that of dashes second; ``None`` where they are not all of one shape."""
    rows = [_row(source, number) for number in range(block.first, block.end)]
    found = [row for row in rows if row is not None]
    if len(found) < len(rows) or len(rows) != len(block.rows) + 1:
        return None
    shapes = {(row.indent, len(row.cells)) for row in found}
    if len(shapes) > 1 or not all(_RULE.fullmatch(cell.strip(" \t")) for cell in found[1].cells):
        return None
    return None if any("\t" in cell.strip(" \t") for row in found for cell in row.cells) else found


def _row(source: Source, number: int) -> _Row | None:
    line = source.lines[number - 1]
    bare = line.strip(" \t")
    bars = [found.start() for found in _BAR.finditer(bare)]
    if len(bars) < 2 or bars[0] != 0 or bars[-1] != len(bare) - 1:
        return None
    indent = line[: line.index("|")]
    start = source.line_start(number) + len(indent)
    cells = (bare[bar + 1 : end] for bar, end in pairwise(bars))
    return _Row(Span(start, start + len(bare)), indent, tuple(cells))


def _line_up(source: Source, rows: Sequence[_Row]) -> bool:
    """Whether each bar stands below the one above it."""
    has_tabs = any("\t" in source.written(row.span) for row in rows)
    return not has_tabs and len({tuple(width(cell) for cell in row.cells) for row in rows}) == 1


def _written_rule(rule: _Row, widths: Sequence[int]) -> str:
    """The row of dashes, which reach the bars unless the author kept them apart."""
    margin = " " if rule.cells[0].startswith((" ", "\t")) else ""
    cells = []
    for cell, size in zip(rule.cells, widths, strict=True):
        mark = cell.strip(" \t")
        left, right = (":" if mark.startswith(":") else ""), (":" if mark.endswith(":") else "")
        dashes = size + 2 - 2 * len(margin) - len(left) - len(right)
        cells.append(f"{margin}{left}{'-' * dashes}{right}{margin}")
    return f"|{'|'.join(cells)}|"


def _padded(text: str, size: int, *, to_the_right: bool) -> str:
    space = " " * (size - width(text))
    return f"{space}{text}" if to_the_right else f"{text}{space}"


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_width_of_character, text))


def _width_of_character(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
