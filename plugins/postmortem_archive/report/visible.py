"""How wide a text is on a terminal, and the part of a long line that is shown there."""

from typing import NamedTuple

from postmortem_archive.model.visible import visible

_CUT = "..."


def cell_width(text: str) -> int:
    """How many cells of a terminal a :func:`visible` text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - most texts do without

    return cell_len(text)


class Excerpt(NamedTuple):
    """The part of a line that is shown.

    Attributes:
        text: the part, visible.
        caret: how many terminal cells stand before the place that is meant.
    """

    text: str
    caret: int


def excerpt(line: str, column: int, width: int) -> Excerpt:
    """The part of ``line`` around ``column`` (from 1) that fits into ``width`` terminal cells.

    Where the line is cut, three dots say so.
    """
    at = min(max(column - 1, 0), len(line))
    # a bounded window first: a line of a megabyte then costs no more than a short one
    first, last = max(at - width, 0), min(at + width, len(line))
    before, after = visible(line[first:at]), visible(line[at:last])
    cut_before, cut_after = first > 0, last < len(line)
    if not cut_before and not cut_after and cell_width(before + after) <= width:
        return Excerpt(before + after, cell_width(before))
    room = width - 2 * len(_CUT)
    if cut_before or cell_width(before) > room // 2:
        kept = _end_of(before, room // 2)
        before = _CUT + kept if cut_before or kept != before else kept
    kept = _start_of(after, room + len(_CUT) - cell_width(before))
    after = kept + _CUT if cut_after or kept != after else kept
    return Excerpt(before + after, cell_width(before))


def _start_of(text: str, cells: int) -> str:
    """As much from the start of ``text`` as fits into so many cells."""
    end = min(len(text), max(cells, 0))  # most characters take a cell
    while cell_width(text[:end]) > cells and end > 0:
        end -= 1
    return text[:end]


def _end_of(text: str, cells: int) -> str:
    """As much from the end of ``text`` as fits into so many cells."""
    start = max(len(text) - max(cells, 0), 0)
    while cell_width(text[start:]) > cells and start < len(text):
        start += 1
    return text[start:]
