"""The offsets that a timeline states, and for which of its lines each of them holds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import timezone
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Position, Problem, ProblemKind
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Section

from .clock import read_time
from .markdown import Block, BlockKind
from .timeline_forms import is_timeline_table, table_head
from .zones import ZONE_FIELD, stated_offset, vague_zone, with_its_offsets

MAX_STATEMENT = 300
"""Longest paragraph, in characters, that can say something about all times."""

ABOUT_TIMES = lazy_pattern(r"\b(?:times?|clocks?|zone|timestamps?|throughout)\b", re.IGNORECASE)
"""A word of a sentence that says something about all times."""

_OF_ALL = lazy_pattern(r"\ball (?:the )?(?:times?|timestamps)\b", re.IGNORECASE)
_MAY_STATE = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_HOLDS_ENTRIES = (BlockKind.TABLE, BlockKind.LIST)


class StatedOffsets(NamedTuple):
    """Offsets by line.

    Attributes:
        lines: lines of the file at which another offset begins to hold, ascending.
        offsets: what holds from each of them on; ``None`` where nothing states one.
        problems: a zone that leaves the offset open, where nothing else states one.
    """

    lines: tuple[int, ...]
    offsets: tuple[timezone | None, ...]
    problems: tuple[Problem, ...]

    def at(self, line: int) -> timezone | None:
        """The offset that holds for an entry in a line."""
        return self.offsets[max(bisect_right(self.lines, line) - 1, 0)]


def stated_offsets(section: Section, blocks: Sequence[Block]) -> StatedOffsets:
    """What holds where: a table's own head, else the heading, else the prose before.

    Prose holds until a table or a list is over and another sentence states something else. A note
    below everything counts where nothing above says anything.
    """
    heading = stated_offset(section.heading)
    held = heading or _note_below(blocks)
    marks: list[tuple[int, timezone | None]] = [(0, held)]
    vague = [] if heading else [_vague(section.heading, section.position)]
    is_open = heading is None
    for block in blocks:
        if _is_statement(block):
            offset = stated_offset(block.text)
            if offset is not None and is_open:
                held, is_open = offset, False
                marks.append((block.first, held))
            elif held is None:
                vague.append(_vague(block.text, Position(block.first)))
        elif block.kind is BlockKind.TABLE and is_timeline_table(block):
            own = stated_offset(table_head(block))
            if own is not None:
                marks += [(block.first, own), (block.end, held)]
            elif held is None:
                vague.append(_vague(table_head(block), block.rows[0][0].position))
            is_open = heading is None
        elif block.kind is BlockKind.LIST:
            is_open = heading is None
    is_stated = any(offset is not None for _, offset in marks)
    problems = () if is_stated else tuple(problem for problem in vague if problem)[:1]
    return StatedOffsets(
        tuple(line for line, _ in marks), tuple(offset for _, offset in marks), problems
    )


def offset_of_all_times(blocks: Sequence[Block]) -> timezone | None:
    """The offset in a sentence such as *All times in UTC*, wherever in a body it stands."""
    for block in blocks:
        is_short = block.kind is BlockKind.PARAGRAPH and len(block.text) <= MAX_STATEMENT
        if is_short and _OF_ALL.search(block.text) and (offset := stated_offset(block.text)):
            return offset
    return None


def _is_statement(block: Block) -> bool:
    """Whether a paragraph or a heading may say something about all times, perhaps behind their day."""
    if block.kind not in _MAY_STATE or len(block.text) > MAX_STATEMENT:
        return False
    if not ABOUT_TIMES.search(block.text):
        return False
    time = read_time(block.text)
    return time is None or time.begin.clock is None


def _note_below(blocks: Sequence[Block]) -> timezone | None:
    """The first offset stated below all tables and lists."""
    ends = [index for index, block in enumerate(blocks) if block.kind in _HOLDS_ENTRIES]
    below = blocks[ends[-1] + 1 if ends else 0 :]
    offsets = (stated_offset(block.text) for block in below if _is_statement(block))
    return next((offset for offset in offsets if offset is not None), None)


def _vague(text: str, position: Position) -> Problem | None:
    zone = vague_zone(text)
    if not zone:
        return None
    return Problem(
        ProblemKind.TIMELINE_UNREADABLE,
        f"`{zone}` does not say one offset from UTC, so the offset of `started` is taken",
        position,
        with_its_offsets(zone),
        ZONE_FIELD,
    )
