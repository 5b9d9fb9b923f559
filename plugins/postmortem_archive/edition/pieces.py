"""The parts of a text that are left once something is cut out, and where each of them was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Position

from .marks import Places, Span


class Passage(NamedTuple):
    """A line of a public text.

    Attributes:
        text: the line.
        position: where its first character stands in the file.
    """

    text: str
    position: Position


def passages(text: str, span: Span, removed: Sequence[Span], places: Places) -> tuple[Passage, ...]:
    """The lines that are left of a part of a text; blank ones at its ends are left out.

    Args:
        text: the whole text.
        span: the part.
        removed: what is cut out, in order; none overlaps another.
        places: of the text.
    """
    lines: list[Passage] = []
    line, at = "", span.start
    for start, end in _left(span, removed):
        offset = start
        for number, piece in enumerate(text[start:end].split("\n")):
            if number:
                lines.append(Passage(line, places.position(at)))
                line = ""
            if not line:
                at = offset
            line += piece
            offset += len(piece) + 1
    lines.append(Passage(line, places.position(at)))
    while lines and not lines[-1].text.strip():
        lines.pop()
    first = next((number for number, one in enumerate(lines) if one.text.strip()), 0)
    return tuple(lines[first:])


def _left(span: Span, removed: Sequence[Span]) -> Iterator[Span]:
    at = span.start
    for start, end in removed:
        if end > at and start < span.end:
            yield Span(at, max(start, at))
            at = max(at, end)
    if at < span.end:
        yield Span(at, span.end)
