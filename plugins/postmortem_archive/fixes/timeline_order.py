"""The fixer of timelines that go back in time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from postmortem_archive.model.diagnostic import ProblemKind
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import TimelineEntry
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.clock import ReadTime, read_time
from postmortem_archive.parse.entries import MIDNIGHT_CROSSED
from postmortem_archive.parse.markdown import Block, BlockKind

from .base import Edit, Fixer, Source, Span

MAX_STEP = timedelta(hours=3)
"""Longest step back of an entry without a day; behind a longer one may be a day that was forgotten."""

MAX_DATED_STEP = timedelta(days=1)
"""Longest step back of an entry with a day; behind a longer one may be a wrong figure."""

_CLOCK = re.compile(r"\d{1,2}(?::\d{2}|\s?[AaPp]\.?[Mm])")
_BULLET = re.compile(r" {0,3}[-*+][ \t]+")
_LEAST_REVERSED = 3


@dataclass(frozen=True, slots=True)
class _Timed:
    """An entry that is known to the minute, and the lines it takes.

    Attributes:
        entry: the entry.
        read: its time as written.
        at: its begin, in its own offset.
        span: its lines, without the line end of the last one.
    """

    entry: TimelineEntry
    read: ReadTime
    at: datetime
    span: Span

    @property
    def has_day(self) -> bool:
        return self.read.begin.day is not None


class TimelineOrder(Fixer):
    """Entries of a timeline are put into the order of time.

    ## What it changes

    The order of the rows of one table, or of the items of one list with bullets, where an entry is earlier
    than the one before it. An entry that would lose the day it has from the one before gets that
    day written out. A timeline that runs from the newest entry to the oldest is turned round.

    ## What it leaves alone

    A table or a list in which the time of any entry is missing, approximate, not understood, or a
    bare day; numbered lists; and entries without a day that go back by more than three hours or
    before the first entry: the day that was forgotten is more likely than the place that is wrong.

    ## Why it is safe

    Each entry stands for the same point in time as before, with the same words.

    ## Before

    ```markdown
    ## Timeline

    All times in UTC.

    - 2026-03-12 14:30 A second pool is opened.
    - 2026-03-12 14:05 **Started**: orders fail.
    - 15:05 **Resolved**: all orders succeed.
    ```

    ## After

    ```markdown
    ## Timeline

    All times in UTC.

    - 2026-03-12 14:05 **Started**: orders fail.
    - 2026-03-12 14:30 A second pool is opened.
    - 15:05 **Resolved**: all orders succeed.
    ```
    """

    name = "timeline-order"
    answers = ("PM302",)

    def edits(self, source: Source, settings: Settings) -> Sequence[Edit]:  # noqa: ARG002
        """One edit for each place that gets another entry, or an entry with its day written out."""
        timeline = source.postmortem.timeline
        by_line = {entry.position.line: index for index, entry in enumerate(timeline)}
        edits: list[Edit] = []
        for block in source.markdown.blocks:
            lines = _lines(source, block)
            indices = [by_line[span.start] for span in lines if span.start in by_line]
            if not lines or len(indices) < len(lines):
                continue
            entries = timeline[indices[0] : indices[-1] + 1]
            behind = indices[-1] + 1
            following = timeline[behind] if behind < len(timeline) else None
            if len(entries) > len(lines) or (following and following.position.line < block.end):
                continue  # there are entries within entries
            timed = _timed(source, entries, lines)
            if timed and _is_certain(timed, source.postmortem.meta.started):
                edits.extend(_sorted(source, timed, following))
        return edits


def _lines(source: Source, block: Block) -> list[Span]:
    """The lines of each row of a table, or of each item of a list with bullets of one kind.

    The spans count lines of the file; blank lines behind an item are none of its own.
    """
    if block.kind is BlockKind.TABLE:
        numbers = [row[0].position.line for row in block.rows[1:] if row]
        return [Span(number, number + 1) for number in numbers]
    if block.kind is not BlockKind.LIST:
        return []
    bullets = {
        found[0] if (found := _BULLET.match(source.lines[item.first - 1])) else None
        for item in block.children
    }
    if None in bullets or len(bullets) > 1:
        return []
    spans: list[Span] = []
    for item in block.children:
        end = item.end
        while end > item.first + 1 and not source.lines[end - 2].strip():
            end -= 1
        spans.append(Span(item.first, end))
    return spans


def _timed(source: Source, entries: Sequence[TimelineEntry], lines: Sequence[Span]) -> list[_Timed]:
    """The entries with what is needed to sort them; none where one is not known with certainty."""
    doubtful = {
        problem.position
        for problem in source.document.problems
        if problem.kind is ProblemKind.TIMELINE_UNREADABLE
    }
    timed: list[_Timed] = []
    for entry, span in zip(entries, lines, strict=True):
        read = read_time(entry.time_text)
        if entry.start is None or entry.start.day_only or read is None or read.rest:
            return []
        if entry.is_approximate or entry.position in doubtful:
            return []
        if read.begin.month_day or read.begin.next_day:
            return []
        timed.append(
            _Timed(entry, read, entry.start.at, source.span_of_lines(span.start, span.end))
        )
    return timed


def _is_certain(timed: Sequence[_Timed], started: Moment | None) -> bool:
    """Whether it is the place of entries that is wrong, rather than their times."""
    if _is_reversed(timed):
        starts = [item.entry.start for item in timed if item.entry.start]
        return started is None or not any(start.is_before(started) for start in starts)
    floor = timed[0].at
    if started and not started.day_only:
        floor = min(floor, started.at)
    for before, item in pairwise(timed):
        step = before.at - item.at
        if item.has_day and step > MAX_DATED_STEP:
            return False
        if not item.has_day and step > timedelta() and (step > MAX_STEP or item.at < floor):
            return False
    return True


def _is_reversed(timed: Sequence[_Timed]) -> bool:
    """Whether all entries run from the newest to the oldest."""
    steps = [before.at - item.at for before, item in pairwise(timed)]
    is_back = [step > timedelta() for step in steps]
    return min(steps, default=timedelta()) >= timedelta() and sum(is_back) + 1 >= _LEAST_REVERSED


def _sorted(source: Source, timed: Sequence[_Timed], following: TimelineEntry | None) -> list[Edit]:
    """The edits that sort entries; none where the day of one could not be kept."""
    written = reversed(timed) if _is_reversed(timed) else timed
    ordered = sorted(written, key=lambda item: item.at)
    if ordered[-1] is not timed[-1] and following is not None and not _has_day(following):
        return []
    may_write = _days_before_clocks(source, timed)
    edits: list[Edit] = []
    for index, (old, item) in enumerate(zip(timed, ordered, strict=True)):
        before = ordered[index - 1] if index else None
        new: tuple[str | Span, ...] = (item.span,)
        if (before or item is not timed[0]) and not _keeps_day(item, before):
            at = source.offset(item.entry.position)
            if not may_write or not _CLOCK.match(source.text, at):
                return []
            day = item.at.date().isoformat()
            new = (Span(item.span.start, at), f"{day} ", Span(at, item.span.end))
        if old is not item or len(new) > 1:
            edits.append(Edit(old.span, new))
    return edits


def _keeps_day(item: _Timed, before: _Timed | None) -> bool:
    """Whether an entry is read as of its day behind ``before``; nothing before says no day."""
    if item.has_day:
        return True
    if before is None:
        return False
    day = before.at.astimezone(item.at.tzinfo).date()
    read = datetime.combine(day, item.at.timetz())
    if before.at - read > MIDNIGHT_CROSSED:
        read += timedelta(days=1)
    return read == item.at


def _days_before_clocks(source: Source, timed: Sequence[_Timed]) -> bool:
    """Whether days stand right before clocks here, and not in a column of their own."""
    return all(
        source.text.startswith(item.entry.time_text, source.offset(item.entry.position))
        for item in timed
        if item.has_day
    )


def _has_day(entry: TimelineEntry) -> bool:
    read = read_time(entry.time_text)
    return read is not None and read.begin.day is not None
