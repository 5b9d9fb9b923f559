"""The chain of whys: the list below a heading such as *Five whys*."""

from __future__ import annotations

import re

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Why

from .markdown import Block, BlockKind, Markdown, first_paragraph
from .sections import normalise_heading

_HEADING = lazy_pattern(r"(?:the )?(?:five|5|three|3)?[ -]?(?:x )?why'?s?'?(?: analysis| chain)?")
_WHY = lazy_pattern(r"\*\*\s*why\b[^*]{0,20}\*\*", re.IGNORECASE)


def read_whys(markdown: Markdown) -> tuple[Why, ...]:
    """Read the first chain of whys of a body.

    It is the first list below a heading that says *whys*, numbered or not; a list inside an item
    goes on with the chain. Paragraphs that begin with a bold *Why?* are read alike where there is
    no list.
    """
    for index, block in enumerate(markdown.blocks):
        if block.kind is not BlockKind.HEADING or not _is_whys(block.text):
            continue
        below = _below(markdown, index)
        lists = [inner for inner in below if inner.kind is BlockKind.LIST]
        if lists:
            return tuple(_chain(markdown, lists[0]))
        return tuple(
            Why(markdown.position(inner.first, inner.text), inner.text)
            for inner in below
            if inner.kind is BlockKind.PARAGRAPH and _WHY.match(inner.text)
        )
    return ()


def _is_whys(heading: str) -> bool:
    return bool(_HEADING.fullmatch(normalise_heading(heading)))


def _below(markdown: Markdown, index: int) -> list[Block]:
    """The blocks between a heading and the next one."""
    below: list[Block] = []
    for block in markdown.blocks[index + 1 :]:
        if block.kind is BlockKind.HEADING:
            break
        below.append(block)
    return below


def _chain(markdown: Markdown, whys: Block) -> list[Why]:
    """The items of a list and of the lists inside them, in reading order."""
    chain: list[Why] = []
    waiting = list(reversed(whys.children))
    while waiting:
        item = waiting.pop()
        inner = [child for child in item.children if child.kind is BlockKind.LIST]
        text = _own_text(markdown, item, inner)
        if text:
            chain.append(Why(markdown.position(item.first, text), text))
        waiting.extend(reversed([step for child in inner for step in child.children]))
    return chain


def _own_text(markdown: Markdown, item: Block, inner: list[Block]) -> str:
    """What an item says before the lists inside it."""
    first = first_paragraph(item)
    end = inner[0].first if inner else item.end
    return markdown.item_text(item, first.text, end) if first else ""
