"""Small tables of words and figures, on a terminal, in a file and as Markdown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from postmortem_archive.model.visible import visible
from postmortem_archive.model.wording import shown

from .lines import cell_of, print_line
from .markdown_text import prose

_GAP = 2
"""Cells between two columns."""

_BAR = re.compile(r"(?<!\\)\\*\|")
_LEAST_WORDS = 12
"""Cells that a column of words has at least, so that it can be read."""

_LONGEST = 60
"""Most characters of a cell; a name may be longer, and is cut."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; what stands in its cells is text, whatever it looks like.

    Attributes:
        head: the headings of its columns.
        rows: a cell for each heading.
        left: how many of the first columns hold words; the others hold figures and stand right.
        extra: how many columns of words stand at the end, and are left out where a terminal is narrow.
    """

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    left: int = 1
    extra: int = 0

    def is_figure(self, number: int) -> bool:
        """Whether the column of that number, from 0, holds figures."""
        return self.left <= number < len(self.head) - self.extra


def print_table(table: Table, console: Console, indent: int = 0) -> None:
    """Print a table: fitted to the width of a terminal; elsewhere each row is one line."""
    rows = [tuple(_cell(value, console) for value in row) for row in (table.head, *table.rows)]
    if not console.is_terminal:
        _print_lines(table, rows, console, indent)
        return
    widths = _fitted(table, rows, console.width - indent)
    if widths:
        _print_fitted(table, rows, widths, console, indent)
    else:
        _print_records(rows, console, indent)


def markdown_table(table: Table) -> str:
    """The table as Markdown (GitHub's); nothing in it is obeyed or linked."""
    marks = ["--:" if table.is_figure(number) else "---" for number in range(len(table.head))]
    lines = [_markdown_row(table.head), "|" + "|".join(marks) + "|"]
    return "\n".join([*lines, *map(_markdown_row, table.rows)])


def _print_lines(
    table: Table, rows: Sequence[tuple[str, ...]], console: Console, indent: int
) -> None:
    widths = _natural(rows)
    for row in rows:
        cells = (
            _padded(cell, width, right=table.is_figure(number))
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print_line(console, Text((" " * _GAP).join(cells)), indent)


def _print_fitted(
    table: Table,
    rows: Sequence[tuple[str, ...]],
    widths: Sequence[int],
    console: Console,
    indent: int,
) -> None:
    fitted = RichTable(box=None, padding=(0, _GAP, 0, 0), header_style="bold", pad_edge=False)
    for number, width in enumerate(widths):
        fitted.add_column(
            Text(rows[0][number]),
            justify="right" if table.is_figure(number) else "left",
            width=width,
            overflow="fold",
        )
    for row in rows[1:]:
        fitted.add_row(*map(Text, row[: len(widths)]))
    console.print(Padding(fitted, (0, 0, 0, indent), expand=False))


def _print_records(rows: Sequence[tuple[str, ...]], console: Console, indent: int) -> None:
    """A line for each cell: where not even the figures fit beside one another."""
    head, *body = rows
    for first, *others in body:
        print_line(console, Text(first, style="bold"), indent)
        for heading, cell in zip(head[1:], others, strict=True):
            print_line(console, Text(f"{heading}: {cell}"), indent + _GAP)


def _fitted(table: Table, rows: Sequence[tuple[str, ...]], room: int) -> list[int]:
    """A width for each column that is shown; none where they do not fit.

    Figures are never folded, only their headings; words share what is left.
    """
    natural = _natural(rows)
    if _sum(natural) <= room:
        return natural
    natural = natural[: len(natural) - table.extra]
    if _sum(natural) <= room:
        return natural
    words = [number for number in range(len(natural)) if not table.is_figure(number)]
    figures = _natural(rows[1:])
    widths = [
        0 if number in words else max(figures[number], _longest_word(rows[0][number]))
        for number in range(len(natural))
    ]
    left = room - _sum(widths)
    for place, number in enumerate(words):
        widths[number] = min(natural[number], left // (len(words) - place))
        left -= widths[number]
    is_readable = all(widths[number] >= min(natural[number], _LEAST_WORDS) for number in words)
    return widths if is_readable else []


def _sum(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * len(widths)


def _natural(rows: Sequence[tuple[str, ...]]) -> list[int]:
    """Cells that each column needs for its longest cell."""
    return [max(map(cell_len, column)) for column in zip(*rows, strict=True)]


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split()), default=0)


def _markdown_row(row: Sequence[str]) -> str:
    # within code, too, a bar ends a cell unless one backslash stands before it; hosts differ on two
    return "| " + " | ".join(_BAR.sub(r"\\|", prose(value)) for value in row) + " |"


def _cell(value: str, console: Console) -> str:
    """A cell on one line, with characters that the output's encoding does not have as escapes."""
    return cell_of(visible(shown(value, _LONGEST)), console)


def _padded(cell: str, width: int, *, right: bool) -> str:
    gap = " " * (width - cell_len(cell))
    return gap + cell if right else cell + gap
