"""Where in a timeline new rows go in: its own table or list where there is one, else a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, timedelta
from typing import NamedTuple

from postmortem_archive.fixes.base import Edit, Source, Span
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import KeyMoment, TimelineEntry
from postmortem_archive.model.sections import SECTION_BY_KEY
from postmortem_archive.parse.markdown import Block, BlockKind, plain
from postmortem_archive.parse.timeline_forms import is_mostly_timed, is_timeline_table
from postmortem_archive.parse.zones import stated_offset

from . import ledger
from .event import CapturedEvent
from .rows import TIMELINE_HEAD, head, row, timeline_cells
from .section_place import at_end_of_section, new_section, section_blocks

_TIME = lazy_pattern(r"\b(?:time|when|clock|timestamp|utc)\b", re.IGNORECASE)
_DAY = lazy_pattern(r"\b(?:date|day)\b", re.IGNORECASE)
_TEXT = lazy_pattern(
    r"\b(?:what|events?|descriptions?|happened|details?|notes?|entry|activity|update)\b",
    re.IGNORECASE,
)
_SOURCE = lazy_pattern(r"\b(?:sources?|evidence|links?|references?|where from)\b", re.IGNORECASE)
_BULLET = lazy_pattern(r" {0,3}(?P<sign>[-*+])[ \t]+")


class NewRow(NamedTuple):
    """A row to be written: an event, and the key moment that is proposed for it."""

    event: CapturedEvent
    moment: KeyMoment | None = None


class _Columns(NamedTuple):
    """Which columns of a table hold what; ``source`` is ``None`` where no column is for that."""

    number: int
    time: int
    text: int
    source: int | None
    states_utc: bool


def timeline_edits(
    source: Source, rows: Sequence[NewRow], codes: Sequence[str], *, within: bool
) -> list[Edit]:
    """The edits that add rows to the timeline, and their codes to the comment below it.

    Args:
        source: the postmortem.
        rows: the new rows, in the order of time.
        codes: of all that was captured.
        within: put each row at its place among the entries; else all of them below everything.
    """
    blocks = section_blocks(source, "timeline")
    if blocks is None:
        body = f"{_table(rows)}\n{ledger.comment(codes)}"
        return [new_section(source, "timeline", SECTION_BY_KEY["timeline"].heading, body)]
    end = ledger.end_of_codes(source.text)
    if end is not None:
        added = Edit(Span(end, end), (ledger.written(codes),))
        return [*_row_edits(source, blocks, rows, "", within=within), added]
    below = f"\n{ledger.comment(codes)}"
    return _row_edits(source, blocks, rows, below, within=within)


def _row_edits(
    source: Source, blocks: Sequence[Block], rows: Sequence[NewRow], below: str, *, within: bool
) -> list[Edit]:
    if within:
        for block in blocks:
            columns = _columns(block) if is_table(block) else None
            if columns is not None:
                return _into_table(source, block, columns, rows, below)
            if block.kind is BlockKind.LIST and is_mostly_timed(block):
                sign = _BULLET.match(source.lines[block.first - 1])
                if sign:
                    return _into_list(source, block, sign["sign"], rows, below)
    text = (_table(rows) if rows else "") + below
    return [at_end_of_section(source, "timeline", text)]


def is_table(block: Block) -> bool:
    """Whether a block is a table of times."""
    return block.kind is BlockKind.TABLE and is_timeline_table(block)


def _columns(block: Block) -> _Columns | None:
    """The columns of a timeline table; ``None`` where its days have a column of their own."""
    heads = [plain(cell.text) for cell in block.rows[0]]
    times = [i for i, text in enumerate(heads) if _TIME.search(text)]
    if not times or any(_DAY.search(text) and i not in times for i, text in enumerate(heads)):
        return None
    others = [i for i in range(len(heads)) if i != times[0]]
    texts = [i for i in others if _TEXT.search(heads[i])] or others
    if not texts:
        return None
    offset = stated_offset(heads[times[0]])
    is_utc = offset is not None and offset.utcoffset(None) == timedelta()
    own = next((i for i in others if i != texts[0] and _SOURCE.search(heads[i])), None)
    return _Columns(len(heads), times[0], texts[0], own, is_utc)


def _into_table(
    source: Source, block: Block, columns: _Columns, rows: Sequence[NewRow], below: str
) -> list[Edit]:
    """One edit for each place between two rows of the table; what comes below it goes in last."""
    edits: list[Edit] = []
    for line, before, here in _placed(source, block, rows):
        day = before
        lines: list[str] = []
        for new in here:
            time, text, where = timeline_cells(
                new.event, day, new.moment, states_utc=columns.states_utc
            )
            day = f"{new.event.at:%Y-%m-%d}"
            cells = [""] * columns.number
            cells[columns.time], cells[columns.text] = time, text
            if columns.source is None:
                cells[columns.text] = f"{text} ({where})"
            else:
                cells[columns.source] = where
            lines.append(row(cells))
        edits.append(_lines_at(source, line, lines))
    return [*edits, *_below(source, block, below)]


def _into_list(
    source: Source, block: Block, sign: str, rows: Sequence[NewRow], below: str
) -> list[Edit]:
    edits: list[Edit] = []
    for line, _, here in _placed(source, block, rows):
        lines = []
        for new in here:
            time, text, where = timeline_cells(new.event, "", new.moment, states_utc=False)
            lines.append(f"{sign} {time} {text} ({where})")
        edits.append(_lines_at(source, line, lines))
    return [*edits, *_below(source, block, below)]


def _placed(
    source: Source, block: Block, rows: Sequence[NewRow]
) -> Iterator[tuple[int, str, list[NewRow]]]:
    """Lines before which rows go in, the day (UTC) that stands before them, and these rows."""
    entries = [
        entry
        for entry in source.postmortem.timeline
        if entry.start is not None and block.first <= entry.position.line < block.end
    ]
    places: dict[int, list[NewRow]] = {}
    end = _last_line(source, block) + 1
    for new in rows:
        later = next((entry for entry in entries if _is_later(entry, new.event)), None)
        places.setdefault(later.position.line if later else end, []).append(new)
    for line, here in sorted(places.items()):
        before = [entry for entry in entries if entry.position.line < line]
        yield line, _day_before(before), here


def _is_later(entry: TimelineEntry, event: CapturedEvent) -> bool:
    return entry.start is not None and entry.start.utc > event.at


def _day_before(entries: Sequence[TimelineEntry]) -> str:
    """The day that an entry without one would inherit, where times are in UTC; else empty."""
    start = entries[-1].start if entries else None
    if start is None or start.at.utcoffset() != UTC.utcoffset(None):
        return ""
    return f"{start.utc:%Y-%m-%d}"


def _last_line(source: Source, block: Block) -> int:
    """The last line of a block that is not blank; a list goes on over blank lines behind it."""
    line = block.end - 1
    while line > block.first and not source.lines[line - 1].strip():
        line -= 1
    return line


def _lines_at(source: Source, line: int, lines: Sequence[str]) -> Edit:
    """The edit that puts whole lines in before a line, or behind a last one without a line end."""
    at = source.line_start(line) if line <= len(source.lines) else len(source.text)
    text = "".join(f"{one}\n" for one in lines)
    if at == len(source.text) and not source.text.endswith("\n"):
        text = "\n" + text.removesuffix("\n")
    return Edit(Span(at, at), (text,))


def _below(source: Source, block: Block, text: str) -> list[Edit]:
    if not text:
        return []
    return [_lines_at(source, _last_line(source, block) + 1, text.removesuffix("\n").split("\n"))]


def _table(rows: Sequence[NewRow]) -> str:
    """A table of its own, with its last line end."""
    lines: list[str] = []
    day = ""
    for new in rows:
        lines.append(row(timeline_cells(new.event, day, new.moment, states_utc=True)))
        day = f"{new.event.at:%Y-%m-%d}"
    return "\n".join([head(TIMELINE_HEAD), *lines, ""])
