"""The prose of a section: what its author says, without what is quoted or shown.

Rules about words read this. Code, addresses, HTML, comments, block quotes and words in quotation
marks are blanked out: they are somebody else's words. Places stay as they are in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Section

from .markdown import Block, BlockKind, Markdown, read_markdown
from .sections import section_ends

BLANK = "\ufffc"
"""Stands for each character that is blanked out: no letter, no space."""


class PassageKind(StrEnum):
    """Where a passage stands."""

    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    CELL = "cell"  # of a table


class Sentence(NamedTuple):
    """One sentence: its text, blanked and on one line, and where it begins."""

    text: str
    position: Position


class Passage(NamedTuple):
    """A paragraph, a list item's paragraph or a table cell.

    Attributes:
        kind: which of them.
        text: its Markdown with the lines of the file, blanked.
        raw: the same, not blanked; as long as ``text``.
        line: line of the file at which it begins.
        column: column of its first character; later lines begin at column 1.
    """

    kind: PassageKind
    text: str
    raw: str
    line: int
    column: int = 1

    def position(self, offset: int) -> Position:
        """Where the character at ``offset`` (from 0) stands in the file."""
        before = self.text[:offset]
        newlines = before.count("\n")
        if not newlines:
            return Position(self.line, self.column + offset)
        return Position(self.line + newlines, offset - before.rfind("\n"))

    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in order; a passage without an end of sentence is one."""
        found = []
        start = 0
        for end in [*_sentence_ends(self.text), len(self.text)]:
            piece = self.text[start:end]
            if _WORD.search(piece):
                lead = len(piece) - len(piece.lstrip(_AROUND))
                found.append(Sentence(" ".join(piece.split()), self.position(start + lead)))
            start = end
        return tuple(found)


_WORD = lazy_pattern(r"[^\W_]")
_AROUND = " \t\n*_>-+"
_END = lazy_pattern(r"[.!?…][\"'”’)\]*_]{0,4}(?=\s)")  # noqa: RUF001
_NEXT = lazy_pattern(r"\s+[\"'“‘(\[*_]{0,4}(?:[A-Z0-9À-ÞĀ-ɏΑ-ΩА-Я]|" + BLANK + ")")  # noqa: RUF001
_DAY_OF_MONTH = lazy_pattern(
    r"\d\.\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b"
)
_ABBREVIATIONS = frozenset(
    [
        *("e.g", "i.e", "etc", "vs", "approx", "ca", "cf", "no", "nos", "resp", "incl", "excl"),
        *("max", "min", "mr", "mrs", "ms", "dr", "st", "fig", "sec", "u.s", "inc", "ltd"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
    ]
)
_LAST_WORD = lazy_pattern(r"[\w.]{1,20}$")

_MASKS = (
    lazy_pattern(r"<!--.{0,5000}?-->", re.DOTALL),
    lazy_pattern(r"<[/a-zA-Z!][^<>]{0,500}>"),
    lazy_pattern(r"(?<=\])\([^()\n]{0,800}\)"),  # the address of a link
    lazy_pattern(r"(?<=\])\[[^\[\]\n]{0,200}\]"),  # the label of a reference
    lazy_pattern(r"\bhttps?://[^\s<>|]{1,2000}"),
    lazy_pattern(r"[“„][^“”„\n]{1,400}[”“]"),
    lazy_pattern(r"«[^«»\n]{1,400}»"),
    lazy_pattern(r'"[^"\n]{1,400}"'),
    lazy_pattern(r"(?<![\w'])'[^'\n]{2,400}'(?!\w)"),
)
_MAY_HIDE = lazy_pattern(r"[`<\[\"'“„«]|://")
_TICKS = lazy_pattern(r"`+")
_MAX_TICKS = 20_000

_parts: dict[tuple[int, str], tuple[Markdown, tuple[Block, ...]]] = {}
"""The blocks of each section of the file that was read last, by the section's line and text."""


def keep_blocks(markdown: Markdown, sections: Sequence[Section]) -> None:
    """Keep the blocks of a file's sections, so that :func:`passages` need not read them again.

    What is kept is what reading a section's text would give; no other file's is kept longer.
    """
    _parts.clear()
    for section, end in zip(sections, section_ends(markdown, sections), strict=True):
        blocks = markdown.between(section.body_line, end)
        _parts[section.body_line, section.body] = (markdown, blocks)


@lru_cache(maxsize=256)
def passages(section: Section) -> tuple[Passage, ...]:
    """The passages of a section in reading order; headings, code and quotes are none."""
    kept = _parts.get((section.body_line, section.body))
    if kept is None:
        markdown = read_markdown(section.body, section.body_line)
        kept = markdown, markdown.blocks
    return tuple(_passages(*kept, PassageKind.PARAGRAPH))


def sentences(section: Section) -> tuple[Sentence, ...]:
    """The sentences of all passages of a section."""
    return tuple(one for passage in passages(section) for one in passage.sentences())


def blanked(text: str) -> str:
    """Markdown with everything blanked out that its author does not say; as long as before."""
    if not _MAY_HIDE.search(text):
        return text
    text = without_code(text)
    for mask in _MASKS:
        text = mask.sub(_blank, text)
    return text


def _passages(markdown: Markdown, blocks: Sequence[Block], kind: PassageKind) -> Iterator[Passage]:
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            yield _of_lines(markdown, block, kind)
        elif block.kind is BlockKind.LIST:
            yield from _passages(markdown, block.children, kind)
        elif block.kind is BlockKind.ITEM:
            yield from _passages(markdown, block.children, PassageKind.ITEM)
        elif block.kind is BlockKind.TABLE:
            for row in block.rows[1:]:
                for cell in row:
                    yield Passage(
                        PassageKind.CELL,
                        blanked(cell.text),
                        cell.text,
                        cell.position.line,
                        cell.position.column,
                    )


def _of_lines(markdown: Markdown, block: Block, kind: PassageKind) -> Passage:
    raw = markdown.raw(block.first, block.end)
    if kind is PassageKind.ITEM:
        raw = _MARKER.sub(lambda found: " " * len(found[0]), raw, count=1)
    return Passage(kind, blanked(raw), raw, block.first)


_MARKER = lazy_pattern(r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+){1,5}(?:\[[ xX]\]\s)?")


def without_code(text: str) -> str:
    """Code spans blanked out: a run of backticks up to the next run of the same length."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)][:_MAX_TICKS]
    next_of: dict[int, int] = {}
    closes: list[int] = [-1] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        length = runs[number][1] - runs[number][0]
        closes[number] = next_of.get(length, -1)
        next_of[length] = number
    pieces: list[str] = []
    at = number = 0
    while number < len(runs):
        if closes[number] < 0:
            number += 1
            continue
        start, end = runs[number][0], runs[closes[number]][1]
        pieces += [text[at:start], _blank_text(text[start:end])]
        at, number = end, closes[number] + 1
    return "".join([*pieces, text[at:]])


def _blank(found: re.Match[str]) -> str:
    return _blank_text(found[0])


def _blank_text(text: str) -> str:
    return "\n".join(BLANK * len(line) for line in text.split("\n"))


def _sentence_ends(text: str) -> Iterator[int]:
    for found in _END.finditer(text):
        if not _NEXT.match(text, found.end()):
            continue
        if _DAY_OF_MONTH.match(text, found.start() - 1):
            continue
        word = _LAST_WORD.search(text, max(found.start() - 21, 0), found.start())
        last = word[0] if word else ""
        if text[found.start()] == "." and (last.casefold() in _ABBREVIATIONS or _is_initial(last)):
            continue
        yield found.end()


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()
