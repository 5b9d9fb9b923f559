"""Make text from an archive safe to print: what a terminal would obey is shown instead.

File names and file contents come from strangers. An escape sequence could clear the screen or forge
a verdict, a carriage return could hide a line, a bidirectional override could turn a word round.
In the log of a CI job, ``##[error]`` and ``##vso[...]`` would be obeyed wherever they stand.
"""

import re
import unicodedata
from typing import NamedTuple

_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode categories of characters that are not printed but obeyed, or that have no shape."""

_JOINERS = "\u200c\u200d"
"""Needed inside words of some scripts and inside emoji; they do no harm."""

COMMAND = re.compile(r"##(?=\[|vso\[|teamcity\[)", re.IGNORECASE)
"""Begins what a CI runner obeys, wherever in a line it stands."""

_CUT = "..."


def visible(text: str) -> str:
    r"""The text, with characters that are obeyed and not shown as ``\x1b``; tabs as a space."""
    if not text.isprintable():
        text = "".join(map(_visible_character, text))
    return without_commands(text)


def without_commands(text: str) -> str:
    r"""The text, with what a CI runner would obey anywhere in a line shown as ``#\x23[``."""
    return COMMAND.sub(r"#\\x23", text)


def _visible_character(character: str) -> str:
    if character == "\t":
        return " "
    if character in _JOINERS or unicodedata.category(character) not in _HIDDEN:
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


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
