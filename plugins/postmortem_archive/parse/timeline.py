"""Timelines: tables, lists, a heading per entry, and paragraphs that begin with a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timezone
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Problem, ProblemKind
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import Section, TimelineEntry
from postmortem_archive.model.wording import quoted

from .clock import YEARS, read_time
from .entries import Clockwork, RawEntry, read_entry, to_entry
from .markdown import Block, BlockKind, Markdown, plain
from .sections import section_ends
from .timeline_forms import (
    DayMark,
    Found,
    code_entries,
    has_clocks,
    heading_entry,
    is_mostly_timed,
    is_timeline_table,
    list_entries,
    paragraph_entries,
    table_entries,
)
from .timeline_offsets import ABOUT_TIMES, MAX_STATEMENT, offset_of_all_times, stated_offsets
from .zones import ZONE_FIELD, ZONE_IN_PROSE

_ON_DAY = lazy_pattern(r"[,)]{0,2}\s+on\s+")


class Timeline(NamedTuple):
    """The entries of a timeline and what could not be read of it."""

    entries: tuple[TimelineEntry, ...]
    problems: tuple[Problem, ...]


def read_timeline(
    markdown: Markdown, sections: Sequence[Section], started: Moment | None
) -> Timeline:
    """Read the entries of all timeline sections.

    An entry without a day takes that of the entry before, the first one that of ``started``; a
    clock that goes back by more than :data:`~postmortem_archive.parse.entries.MIDNIGHT_CROSSED` is
    of the next day.

    Args:
        markdown: the body.
        sections: its sections.
        started: first harm, from the front matter.
    """
    if started is not None and started.at.year not in YEARS:
        started = None
    of_all = offset_of_all_times(markdown.blocks)
    parts = [
        _read_span(markdown, section, blocks, started, of_all)
        for section, blocks in _spans(markdown, sections)
    ]
    return Timeline(
        tuple(entry for part in parts for entry in part.entries),
        tuple(problem for part in parts for problem in part.problems),
    )


def _spans(
    markdown: Markdown, sections: Sequence[Section]
) -> Iterator[tuple[Section, tuple[Block, ...]]]:
    """Timeline sections with their blocks; a section headed by a time goes on with the last."""
    ends = section_ends(markdown, sections)
    for index, section in enumerate(sections):
        if section.key != "timeline":
            continue
        last = index
        while last + 1 < len(sections) and _is_time_heading(sections[last + 1]):
            last += 1
        yield section, markdown.between(section.body_line, ends[last])


def _is_time_heading(section: Section) -> bool:
    return section.key is None and read_time(section.heading) is not None


def _read_span(
    markdown: Markdown,
    section: Section,
    blocks: tuple[Block, ...],
    started: Moment | None,
    of_all: timezone | None,
) -> Timeline:
    offsets = stated_offsets(section, blocks)
    problems = list(offsets.problems)
    clockwork = Clockwork(offsets.at(section.body_line) or of_all, started)
    if day := _stated_day(blocks):
        clockwork.set_day(day)
    entries: list[TimelineEntry] = []
    has_missing_day = False
    for found in _Collector(markdown).collect(blocks):
        if isinstance(found, DayMark):
            if day := clockwork.full_day(found.point):
                clockwork.set_day(day)
            continue
        clockwork.stated = offsets.at(found.position.line) or of_all
        entry = to_entry(found, clockwork)
        entries.append(entry)
        if found.leftover:
            problems.append(_not_understood(found))
        if entry.start is not None:
            continue
        is_missing_day = found.time is not None and not found.time.vague_zone
        # One missing day is one finding, however many entries wait for it.
        if not (is_missing_day and has_missing_day):
            problems.append(_problem(found))
        has_missing_day = has_missing_day or is_missing_day
    return Timeline(tuple(entries), tuple(problems))


@dataclass(slots=True)
class _Collector:
    """Collects entries and days in reading order.

    An entry that a heading or a paragraph begins stays open: what follows belongs to its text, up
    to the next entry or heading.
    """

    markdown: Markdown
    found: list[Found] = field(default_factory=list)
    open_entry: RawEntry | None = None
    open_since: int = 0
    is_under_heading: bool = False

    def collect(self, blocks: tuple[Block, ...]) -> list[Found]:
        """Everything that the blocks of a timeline hold."""
        levels = _entry_levels(blocks)
        for index, block in enumerate(blocks):
            if block.kind is BlockKind.HEADING:
                self._heading(block, _below(blocks, index), levels)
            elif block.kind is BlockKind.TABLE and is_timeline_table(block):
                self._close(block.first)
                self.found.extend(table_entries(block))
            elif block.kind is BlockKind.LIST and (
                is_mostly_timed(block) or self.open_entry is None
            ):
                self._close(block.first)
                self.found.extend(list_entries(self.markdown, block))
            elif block.kind is BlockKind.PARAGRAPH and not self.is_under_heading:
                self._paragraph(block)
        self._close(blocks[-1].end if blocks else 0)
        if not any(isinstance(one, RawEntry) for one in self.found):
            # beside other entries, a block of code with times is a log
            for block in blocks:
                self.found.extend(code_entries(self.markdown, block))
        return self.found

    def _heading(self, block: Block, below: Sequence[Block], levels: set[int]) -> None:
        self._close(block.first)
        entry = heading_entry(self.markdown, block)
        if entry.time is not None and entry.time.begin.clock is None and has_clocks(below):
            self.found.append(DayMark(entry.time.begin))
        elif entry.time is not None or block.level in levels:
            self._open(entry, block.end, is_under_heading=True)

    def _paragraph(self, block: Block) -> None:
        pieces = paragraph_entries(self.markdown, block)
        if not pieces:
            return
        self._close(block.first)
        self.found.extend(pieces[:-1])
        last = pieces[-1]
        if isinstance(last, RawEntry):
            self._open(last, block.end, is_under_heading=False)
        else:
            self.found.append(last)

    def _open(self, entry: RawEntry, since: int, *, is_under_heading: bool) -> None:
        self.open_entry, self.open_since = entry, since
        self.is_under_heading = is_under_heading

    def _close(self, end: int) -> None:
        if self.open_entry is not None:
            rest = self.markdown.raw(self.open_since, end).strip("\n").rstrip()
            text = f"{self.open_entry.text}\n\n{rest}".strip() if rest else self.open_entry.text
            self.found.append(self.open_entry._replace(text=text))
        self.open_entry, self.is_under_heading = None, False


def _entry_levels(blocks: Sequence[Block]) -> set[int]:
    """The heading levels at which at least half of the headings say a time of day."""
    timed: Counter[int] = Counter()
    every: Counter[int] = Counter()
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            time = read_entry(block.text)[0]
            every[block.level] += 1
            timed[block.level] += time is not None and time.begin.clock is not None
    return {level for level in every if timed[level] and 2 * timed[level] >= every[level]}


def _below(blocks: Sequence[Block], index: int) -> Sequence[Block]:
    """The blocks below a heading, up to the next one of its level or a higher one."""
    level = blocks[index].level
    for end in range(index + 1, len(blocks)):
        if blocks[end].kind is BlockKind.HEADING and blocks[end].level <= level:
            return blocks[index + 1 : end]
    return blocks[index + 1 :]


def _stated_day(blocks: Sequence[Block]) -> date | None:
    """The day in a sentence such as *All times in UTC, on 5 February 2019*."""
    for block in blocks:
        text = block.text[:MAX_STATEMENT]
        if block.kind is BlockKind.PARAGRAPH and ABOUT_TIMES.search(text):
            for found in ZONE_IN_PROSE.finditer(text):
                sign = _ON_DAY.match(text, found.end())
                time = read_time(text[sign.end() :]) if sign else None
                if time is not None and time.begin.day:
                    return time.begin.day
    return None


def _not_understood(found: RawEntry) -> Problem:
    return Problem(
        ProblemKind.TIMELINE_UNREADABLE,
        f"{quoted(found.leftover)} behind the time is not understood",
        found.position,
        "write the offset as 14:05Z or 14:05+02:00, and other words in the next column",
        "timeline",
    )


def _problem(found: RawEntry) -> Problem:
    written = plain(found.written)
    message = f"the time {quoted(written)} cannot be read" if written else "this entry has no time"
    hint = "write it as 14:05, or with its day as 2026-03-12 14:05"
    field = "timeline"
    if found.time is not None and found.time.vague_zone:
        zone = found.time.vague_zone
        message = f"the time {quoted(written)} leaves the offset open: {zone} is more than one"
        hint = "write it in UTC, as 14:05Z"
        field = ZONE_FIELD
    elif found.time is not None:
        message = f"the day of {quoted(written)} is not known: nothing before it says one"
        hint = "give `started` in the front matter, or write the day: 2026-03-12 14:05"
    return Problem(ProblemKind.TIMELINE_UNREADABLE, message, found.position, hint, field)
