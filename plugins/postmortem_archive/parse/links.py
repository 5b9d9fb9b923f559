"""Links, images and headings of a body: what each says, where it leads, and where it is written.

Read with the structure's own blocks and one walk over the brackets of each text, so time stays linear
however the brackets are put. Code and comments are not read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.link import Heading, Link, LinkKind

from .markdown import Block, BlockKind, Markdown, plain, walk
from .prose import without_code

MAX_BRACKETS = 20_000
"""Most brackets and image tags of a body that are looked at; a body that has more shows a dump."""

_MAX_SHOWN = 500
_BRACKET = lazy_pattern(r"\\.|!?\[|\]", re.DOTALL)
_ADDRESS = lazy_pattern(
    r"\(\s{0,20}(?:<(?P<angled>[^<>\n]{0,2000})>|(?P<bare>(?:[^()\s<>]|\([^()\s]{0,200}\)){0,2000}))"
    r"(?:\s{1,20}(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,20}\)"
)
_LABEL = lazy_pattern(r"\[([^\[\]]{0,300})\]")
_DEFINITION = lazy_pattern(
    r"[ \t>]{0,40}(?:(?:[-*+]|\d{1,9}[.)])[ \t]{1,4})?\[([^\[\]]{1,300})\]:\s{0,20}"
    r"(?:<([^<>\n]{0,2000})>|([^\s<>]{1,2000}))"
)
_IMAGE_TAG = lazy_pattern(r"<img\b([^<>]{0,4000})>", re.IGNORECASE)
_ATTRIBUTE = lazy_pattern(
    r"\b(src|alt)\s{0,5}=\s{0,5}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s\"'<>]{1,2000}))",
    re.IGNORECASE,
)
_LEAVES = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.CODE, BlockKind.HTML)


class _Text:
    """A piece of a body: its Markdown, and where it begins; its later lines begin at column 1."""

    def __init__(self, text: str, start: Position) -> None:
        self.text = text
        self._start = start
        self._lines = [found.end() for found in re.finditer("\n", text)]

    def position(self, offset: int) -> Position:
        """Where the character at ``offset`` stands in the file."""
        line = bisect_right(self._lines, offset)
        if not line:
            return Position(self._start.line, self._start.column + offset)
        return Position(self._start.line + line, offset - self._lines[line - 1] + 1)


def read_links(markdown: Markdown) -> tuple[Link, ...]:
    """The links, images and reference definitions of a body, in the order of the file."""
    definitions = list(_definitions(markdown))
    labels = {_folded(link.text) for link in definitions}
    found = list(definitions)
    left = MAX_BRACKETS
    for block in walk(markdown.blocks):
        for piece in _texts(markdown, block):
            tags = list(islice(_image_tags(piece), left)) if "<" in piece.text else []
            found += tags
            left -= len(tags)
            if block.kind is not BlockKind.HTML:
                every = (mark for mark in _BRACKET.finditer(piece.text) if mark[0][0] != "\\")
                marks = list(islice(every, left))
                left -= len(marks)
                found += _bracketed(piece, marks, labels)
    return tuple(sorted(found, key=lambda link: (link.position.line, link.position.column)))


def _texts(markdown: Markdown, block: Block) -> Iterator[_Text]:
    """The Markdown or HTML of a block itself, without code and comments; a table's cell by cell."""
    if block.kind is BlockKind.HTML:
        text = markdown.raw(block.first, block.end)
        yield _Text(_without_comments(text), Position(block.first, 1))
    elif block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and _may_link(block.text):
        text = markdown.raw(block.first, block.end)
        yield _Text(_without_comments(without_code(text)), Position(block.first, 1))
    elif block.kind is BlockKind.TABLE:
        for cell in chain.from_iterable(block.rows):
            if _may_link(cell.text):
                yield _Text(_without_comments(without_code(cell.text)), cell.position)


def _may_link(text: str) -> bool:
    """Whether anything in a text can be a link or an image: most have none, and need no closer look."""
    return "[" in text or "<" in text


def _bracketed(piece: _Text, marks: Sequence[re.Match[str]], labels: set[str]) -> Iterator[Link]:
    """What is in brackets and leads somewhere; images may stand inside of links."""
    text = piece.text
    openers: list[re.Match[str]] = []
    read = 0  # up to here it belongs to the link before
    for mark in marks:
        if mark[0] != "]":
            openers.append(mark)
            continue
        opener = openers.pop() if openers else None
        if opener is None or mark.start() < read:
            continue
        shown = " ".join(text[opener.end() : min(mark.start(), opener.end() + _MAX_SHOWN)].split())
        kind = LinkKind.IMAGE if opener[0] == "![" else LinkKind.LINK
        address = _ADDRESS.match(text, mark.end())
        label = _LABEL.match(text, mark.end())
        if address:
            target = address["angled"] if address["angled"] is not None else address["bare"]
            yield Link(kind, target, shown, piece.position(opener.start()))
            read = address.end()
        elif _folded((label[1] if label else "") or shown) in labels:
            yield Link(kind, "", shown, piece.position(opener.start()))
            read = label.end() if label else read


def read_headings(markdown: Markdown) -> tuple[Heading, ...]:
    """The headings of a body in the order of the file; those inside lists and quotes are none."""
    return tuple(
        Heading(
            block.level, plain(block.text[:_MAX_SHOWN]), markdown.position(block.first, block.text)
        )
        for block in markdown.blocks
        if block.kind is BlockKind.HEADING
    )


def _definitions(markdown: Markdown) -> Iterator[Link]:
    """Definitions such as ``[graph]: graph.png``: they stand in lines that belong to no block."""
    if not any("]:" in line for line in markdown.lines):
        return
    taken: set[int] = set()
    for block in walk(markdown.blocks):
        if block.kind in _LEAVES:
            taken.update(range(block.first, block.end))
    for number, line in enumerate(markdown.lines, start=markdown.first_line):
        found = _DEFINITION.match(line) if number not in taken and "]:" in line else None
        if found and not found[1].startswith("^"):  # a footnote
            target = found[2] if found[2] is not None else found[3]
            at = Position(number, found.start(2 if found[2] is not None else 3) + 1)
            yield Link(LinkKind.DEFINITION, target, " ".join(found[1].split()), at)


def _image_tags(piece: _Text) -> Iterator[Link]:
    for found in _IMAGE_TAG.finditer(piece.text):
        values = {
            one[1].lower(): one[2] or one[3] or one[4] or ""
            for one in _ATTRIBUTE.finditer(found[1])
        }
        place = piece.position(found.start())
        yield Link(LinkKind.IMAGE, values.get("src", ""), values.get("alt", "").strip(), place)


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _without_comments(text: str) -> str:
    """The text with its comments blanked out, line ends kept; one that is not closed goes to the end."""
    pieces = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        close = text.find("-->", start)
        end = len(text) if close < 0 else close + len("-->")
        pieces += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])
