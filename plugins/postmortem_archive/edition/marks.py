"""What stands between ``<!-- internal -->`` and ``<!-- /internal -->``: it never leaves the house.

The marks are looked for in the text as it is written, so that what is cut out is the same however a program
reads Markdown. Where a mark could be taken otherwise than its author meant it, that is a fault.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.wording import quoted
from postmortem_archive.parse.markdown import BlockKind, Markdown, walk
from postmortem_archive.parse.prose import without_code

from .fault import Fault, FaultKind

OPEN = "<!-- internal -->"
CLOSE = "<!-- /internal -->"

_MARK = lazy_pattern(r"<!--\s{0,50}(/?)\s{0,5}internal\s{0,50}-->", re.IGNORECASE)
_VERB = r"(?:(?:end|begin|start|stop|close)[\s_:/-]{1,5})?"
_LIKE = lazy_pattern(
    r"(?:[<\u2039\uff1c]|&lt;|&#0{0,5}60;|&#x0{0,5}3c;)"
    r"(?:\s{0,20}[!/])?(?:\s{0,20}[-\u2013\u2014]{1,5})?(?:\s{0,50}/)?"
    rf"(?:(?<=[!/\u2013\u2014-])\s{{0,50}}{_VERB})?internal\b"
    rf"|[<\u2039\uff1c]\s{{0,20}}{_VERB}internal\s{{0,20}}/?>"
    r"|[\[{]%?\s{0,20}/\s{0,20}internal\b",
    re.IGNORECASE,
)
"""What people write for a mark, each part at most once, so that looking for it takes no time."""

_MAY_MARK = lazy_pattern(r"[<\u2039\uff1c]|&(?:lt;|#)|[\[{]%?\s{0,20}/", re.IGNORECASE)
_NO_LETTERS = lazy_pattern(r"[\W_]+")
_LONGEST_LIKE = 60
_WORDS = ("internal", "begininternal", "endinternal")
_OTHER_CELL = lazy_pattern(r"[|\n]")
_COMMENT_END = "-->"


class Span(NamedTuple):
    """A part of a text: offsets of its first character, and of the one behind its last."""

    start: int
    end: int


class Marks(NamedTuple):
    """What is said of a body by its marks and comments.

    Attributes:
        removed: what never leaves, marks and comments included, in order; none overlaps another.
        faults: marks that are not to be understood; nothing of the body may leave then.
    """

    removed: tuple[Span, ...]
    faults: tuple[Fault, ...]


class _Mark(NamedTuple):
    span: Span
    opens: bool


def read_marks(markdown: Markdown, section_lines: Sequence[int]) -> Marks:
    """Find the internal parts and the comments of a body.

    Args:
        markdown: the body.
        section_lines: lines of the file at which its sections begin, in order.
    """
    text = "\n".join(markdown.lines)
    if not may_mark(text):
        return Marks((), ())
    places = Places(text, markdown.first_line)
    comments = list(_comments(text))
    marks: list[_Mark] = []
    faults = list(_odd(text, comments, places))
    for comment in comments:
        if found := _MARK.fullmatch(text, comment.start, comment.end):
            marks.append(_Mark(comment, not found[1]))
    if comments:
        faults += _hidden(text, markdown, comments, marks, places)
    pairs, unpaired = _paired(marks, section_lines, places)
    removed = _joined([*pairs, *comments])
    faults = sorted([*faults, *unpaired], key=lambda fault: fault.position)
    return Marks(removed, tuple(faults))


def may_mark(text: str) -> bool:
    """Whether a text may have a mark in it, or what looks like one; most have not."""
    return bool(_MAY_MARK.search(text))


def without_any_code(markdown: Markdown) -> str:
    """The text with code blanked out, as long as before; line ends stay."""
    lines = list(markdown.lines)
    for block in walk(markdown.blocks):
        first, end = block.first - markdown.first_line, block.end - markdown.first_line
        if block.kind is BlockKind.CODE:
            lines[first:end] = [" " * len(line) for line in lines[first:end]]
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE):
            lines[first:end] = without_code("\n".join(lines[first:end])).split("\n")
    return "\n".join(lines)


class Places:
    """Positions in the file of offsets in a text.

    Args:
        text: whole lines of the file.
        first_line: the line of the file at which it begins.
    """

    def __init__(self, text: str, first_line: int) -> None:
        self._first = first_line
        self.end = len(text)
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def position(self, offset: int) -> Position:
        """Where the character at ``offset`` stands."""
        line = bisect_right(self._starts, offset) - 1
        return Position(self._first + line, offset - self._starts[line] + 1)

    def offset(self, line: int) -> int:
        """Offset at which a line of the file begins; the text's end for the line behind its last."""
        index = line - self._first
        return self._starts[index] if index < len(self._starts) else self.end


def _comments(text: str) -> Iterator[Span]:
    """Comments in the order of the text; one that is not closed goes to its end."""
    at = text.find("<!--")
    while at >= 0:
        close = text.find(_COMMENT_END, at + len("<!--"))
        end = len(text) if close < 0 else close + len(_COMMENT_END)
        yield Span(at, end)
        at = text.find("<!--", end)


def _odd(text: str, comments: Sequence[Span], places: Places) -> Iterator[Fault]:
    """What looks like a mark and is none, and comments without an end."""
    starts = [comment.start for comment in comments]
    for start, end in comments:
        if not text.endswith(_COMMENT_END, start, end):
            yield _fault("this comment is not closed", places.position(start), "close it with -->")
        elif "<!--" in text[start + 1 : end]:
            message = "a comment begins inside of this comment, so its end is not clear"
            yield _fault(message, places.position(start), "close the one before the other begins")
        elif _is_misspelt(text[start:end]):
            yield _like(text[start:end], places.position(start))
    for found in _LIKE.finditer(text):
        number = bisect_right(starts, found.start()) - 1
        inside = number >= 0 and found.start() < comments[number].end
        if inside and _MARK.fullmatch(text, *comments[number]):
            continue
        if inside and found.start() != comments[number].start:
            continue  # told already: a comment inside of a comment
        yield _like(text[found.start() : found.end() + 10], places.position(found.start()))


def _like(written: str, position: Position) -> Fault:
    return _fault(
        f"{quoted(written)} looks like a mark of internal text, and is none",
        position,
        f"write {OPEN} and {CLOSE}; another comment begins with another word",
    )


def _is_misspelt(comment: str) -> bool:
    """Whether a comment is one word that was meant for a mark: what it was to hide would be seen."""
    if len(comment) > _LONGEST_LIKE or _LIKE.match(comment):
        return False
    word = _NO_LETTERS.sub("", unicodedata.normalize("NFKC", comment)).casefold()
    return word.startswith("internal") or bool(word and nearest(word, _WORDS))


def _hidden(
    text: str,
    markdown: Markdown,
    comments: Sequence[Span],
    marks: Sequence[_Mark],
    places: Places,
) -> Iterator[Fault]:
    """Marks in code, where they are shown and do nothing, and in tables, which they would break.

    Other comments may stand in a cell. One that goes on in another cell hides nothing: cells are read
    one by one.
    """
    shown = without_any_code(markdown) if marks else text
    tables = {
        line
        for block in walk(markdown.blocks)
        if block.kind is BlockKind.TABLE
        for line in range(block.first, block.end)
    }
    for mark in marks:
        position = places.position(mark.span.start)
        if shown[mark.span.start] != text[mark.span.start]:
            yield _fault("this mark of internal text stands in code", position, _OUTSIDE)
        elif position.line in tables:
            yield _fault("this mark of internal text stands in a table", position, _OUTSIDE)
    for start, end in comments:
        first, last = places.position(start), places.position(end - 1)
        if not tables.isdisjoint((first.line, last.line)) and _OTHER_CELL.search(text, start, end):
            message = "this comment goes on in another cell of a table, so it hides nothing"
            yield _fault(message, first, "close it in the cell in which it begins")


_OUTSIDE = "put the marks in front of and behind the whole of it, each on a line of its own"


def _paired(
    marks: Sequence[_Mark], section_lines: Sequence[int], places: Places
) -> tuple[list[Span], list[Fault]]:
    pairs: list[Span] = []
    faults: list[Fault] = []
    opened: Span | None = None
    for mark in marks:
        position = places.position(mark.span.start)
        if mark.opens and opened:
            line = places.position(opened.start).line
            message = f"internal text begins here, inside of the internal text of line {line}"
            faults.append(_fault(message, position, f"write {CLOSE} before it, or leave it out"))
        elif mark.opens:
            opened = mark.span
        elif opened is None:
            message = "internal text ends here, and begins nowhere"
            faults.append(_fault(message, position, f"write {OPEN} where it begins"))
        else:
            begins = places.position(opened.start)
            pairs.append(Span(opened.start, mark.span.end))
            opened = None
            if bisect_right(section_lines, begins.line) != bisect_right(
                section_lines, position.line
            ):
                message = "internal text begins here, and ends in another section"
                hint = f"write {CLOSE} before the section ends, and {OPEN} again in the next one"
                faults.append(_fault(message, begins, hint))
    if opened:
        message = "internal text begins here, and ends nowhere"
        hint = f"write {CLOSE} where it ends"
        faults.append(_fault(message, places.position(opened.start), hint))
        pairs.append(Span(opened.start, places.end))
    return pairs, faults


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _fault(message: str, position: Position, hint: str) -> Fault:
    return Fault(FaultKind.MARK, message, position, hint)
