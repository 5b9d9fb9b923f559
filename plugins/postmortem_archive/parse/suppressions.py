"""Comments that ask for rules not to be heard: ``<!-- postmortem: ignore PM402 reason -->``.

In the body such a comment stands alone on its line. Directly above a section's heading it holds for that
section, anywhere else for the section in which it stands. In the front matter it is a YAML comment
without indentation, ``# postmortem: ignore PM109 reason``, and holds for the front matter and for
what is said of the file as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Section
from postmortem_archive.model.suppression import Suppression

from .markdown import Block, BlockKind, Markdown, walk

_COMMENT = lazy_pattern(r"<!--\s*postmortem:\s*ignore\b([^<>]{0,500}?)-->", re.IGNORECASE)
_YAML_COMMENT = lazy_pattern(r"#[ \t]*postmortem:[ \t]*ignore\b(.{0,500})", re.IGNORECASE)
_NAMES = lazy_pattern(
    r"\s*((?:[\w-]{1,60}\s*,\s*){0,20}[\w-]{1,60})(?:\s*:\s+|\s+|$)(.*)", re.DOTALL
)


def read_suppressions(
    text: str, markdown: Markdown, sections: Sequence[Section]
) -> tuple[Suppression, ...]:
    """All suppressions of a file, in the order of the file.

    Args:
        text: the whole file.
        markdown: its body.
        sections: those of the body.
    """
    return (*_in_front_matter(text, markdown.first_line), *_in_body(markdown, sections))


def _in_front_matter(text: str, body_line: int) -> Iterator[Suppression]:
    for number, line in enumerate(text.split("\n", body_line)[: body_line - 1], start=1):
        if found := _YAML_COMMENT.match(line):
            yield _suppression(found[1], Position(number, 1), 1, body_line)


def _in_body(markdown: Markdown, sections: Sequence[Section]) -> Iterator[Suppression]:
    starts = [markdown.first_line, *(section.position.line for section in sections), markdown.end]
    headings = frozenset(starts)
    followed_by = {
        id(block): after.first for block, after in pairwise(markdown.blocks) if _is_comment(block)
    }
    for block in walk(markdown.blocks):
        if block.kind is not BlockKind.HTML:
            continue
        for found in _COMMENT.finditer(block.text):
            line = block.first + block.text.count("\n", 0, found.start())
            # directly above a heading, and not behind it: it is meant for what comes
            meant = followed_by.get(id(block), line)
            first, end = _part(starts, meant if meant in headings else line)
            yield _suppression(found[1], markdown.position(line, found[0]), first, end)


def _is_comment(block: Block) -> bool:
    return block.kind is BlockKind.HTML and _COMMENT.search(block.text) is not None


def _part(starts: list[int], line: int) -> tuple[int, int]:
    """The part of the body in which a line is: its first line, and the one after its last."""
    after = bisect_right(starts, line)
    return (starts[after - 1], starts[after]) if 0 < after < len(starts) else (line, line + 1)


def _suppression(written: str, position: Position, first: int, end: int) -> Suppression:
    found = _NAMES.match(written)
    if not found:
        return Suppression((), " ".join(written.split()), position, first, end)
    names = tuple(name.strip() for name in found[1].split(","))
    return Suppression(names, " ".join(found[2].split()), position, first, end)
