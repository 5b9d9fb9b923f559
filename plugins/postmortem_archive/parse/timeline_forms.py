"""The forms in which people write a timeline, each read into raw entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from postmortem_archive.model.lazy_pattern import lazy_pattern

from .clock import Point, read_time
from .entries import RawEntry, read_entry
from .markdown import Block, BlockKind, Cell, Markdown, first_paragraph, plain

_TIME_HEAD = lazy_pattern(r"\b(?:date|time|when|day|clock|timestamp|utc)\b", re.IGNORECASE)
_DAY_HEAD = lazy_pattern(r"\b(?:date|day)\b", re.IGNORECASE)
_WEEKDAY_HEAD = lazy_pattern(r"\W{0,4}(?:week\s?)?day\W{0,4}", re.IGNORECASE)
_DATE_HEAD = lazy_pattern(r"\bdate\b", re.IGNORECASE)
_CLOCK_HEAD = lazy_pattern(r"\b(?:time|clock|hour|utc)\b", re.IGNORECASE)
_TEXT_HEAD = lazy_pattern(
    r"\b(?:what|events?|descriptions?|happened|actions?|details?|notes?|entry|activity|update)\b",
    re.IGNORECASE,
)
_ATTEMPT = lazy_pattern(
    r"[^\w?]*(?P<written>(?:\?{2,}|\d{1,4}[:./-]|HH|xx:)[^\s|,;\])]{0,30}"
    r"(?:\s\d{1,2}:[\d?xX]{2}(?![^\s|,;\])]))?)"
)
_REMARK = lazy_pattern(r"[*_]{0,3}(?:notes?|remarks?|n\.?b\.?)[*_]{0,3}:", re.IGNORECASE)
"""A label of an item that tells about the others, and is no entry itself."""

_FOOTNOTE = lazy_pattern(r"\[\^[^\]]{1,100}\]")
_WORD = lazy_pattern(r"[^\W_]")

_SAMPLE = 100


class DayMark(NamedTuple):
    """A day that stands alone, as a heading or a line of its own, and holds for what follows."""

    point: Point


Found = RawEntry | DayMark
"""What a block of a timeline can hold."""


def is_mostly_timed(block: Block) -> bool:
    """Whether at least half of a list's first items begin with a time or a day."""
    times = [read_entry(_lead(item))[0] for item in block.children[:_SAMPLE]]
    return bool(times) and 2 * sum(time is not None for time in times) >= len(times)


def list_entries(markdown: Markdown, block: Block) -> list[Found]:
    """The entries of a list.

    Where most items begin with a time, the others are entries whose time cannot be read, unless they
    are headed as a note; elsewhere they are no entries, unless they look like an attempt at one.
    """
    found: list[Found] = []
    all_entries = is_mostly_timed(block)
    for item in block.children:
        lead = _lead(item)
        inner = [child for child in item.children if child.kind is BlockKind.LIST]
        time, text = read_entry(lead)
        is_heading = time is None or (time.begin.clock is None and not text)
        if is_heading and any(is_mostly_timed(child) for child in inner):
            if time is not None:
                found.append(DayMark(time.begin))
            for child in inner:
                found.extend(list_entries(markdown, child))
            continue
        position = markdown.position(item.first, lead[time.start :] if time else lead)
        full = markdown.item_text(item, text) if lead else ""
        if time is not None:
            found.append(RawEntry(position, time, time.written, full))
        elif (all_entries and not _REMARK.match(lead)) or _ATTEMPT.match(lead):
            found.append(RawEntry(position, None, _attempted(lead), full))
    return found


def paragraph_entries(markdown: Markdown, block: Block) -> list[Found]:
    """The entries of a paragraph whose lines begin with times; none where it is just prose.

    The first line needs a clock; a later one needs a sign behind it too, because wrapped prose may
    begin a line with a time.
    """
    lines = block.text.split("\n")
    first = read_entry(lines[0])[0]
    if first is None:
        return []
    if first.begin.clock is None:
        is_alone = len(lines) == 1 and not first.rest
        return [DayMark(first.begin)] if is_alone else _dated_paragraph(markdown, block)
    starts = [0]
    for index, line in enumerate(lines[1:], start=1):
        time = read_time(line)
        if time is not None and time.begin.clock and time.is_set_off:
            starts.append(index)
    found: list[Found] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        piece = "\n".join(lines[start:end])
        time, text = read_entry(piece)
        position = markdown.position(
            block.first + start, lines[start][time.start :] if time else ""
        )
        found.append(RawEntry(position, time, time.written if time else "", text))
    return found


def _dated_paragraph(markdown: Markdown, block: Block) -> list[Found]:
    time = read_time(block.text)
    if time is None or not time.is_set_off:
        return []
    position = markdown.position(block.first, block.text[time.start :])
    return [RawEntry(position, time, time.written, time.rest)]


def code_entries(markdown: Markdown, block: Block) -> list[Found]:
    """The entries of a block of code in which most lines begin with a time of day; else none."""
    if block.kind is not BlockKind.CODE:
        return []
    lines = [(number, markdown.line(number)) for number in range(block.first, block.end)]
    written = [(number, line) for number, line in lines if _WORD.search(line)]
    found: list[RawEntry] = []
    for number, line in written:
        time, text = read_entry(line)
        if time is not None and time.begin.clock is not None:
            position = markdown.position(number, line[time.start :])
            found.append(RawEntry(position, time, time.written, text))
    return [*found] if len(found) > 1 and 2 * len(found) > len(written) else []


def heading_entry(markdown: Markdown, block: Block) -> RawEntry:
    """The entry that a heading begins; its time is missing where the heading says none."""
    time, text = read_entry(block.text)
    position = markdown.position(block.first, block.text[time.start :] if time else block.text)
    written = time.written if time else _attempted(block.text)
    return RawEntry(position, time, written, text)


def is_timeline_table(block: Block) -> bool:
    """Whether a table has a column of times."""
    if not block.rows:
        return False
    column = _time_column(block.rows[0])
    if column is not None:
        return True
    firsts = [row[0].text for row in block.rows[1:] if row]
    return bool(firsts) and 2 * sum(read_time(text) is not None for text in firsts) >= len(firsts)


def table_head(block: Block) -> str:
    """The heads of the columns of days and times."""
    heads = block.rows[0]
    when = _time_column(heads) or 0
    clock = _clock_column(heads, when)
    return heads[when].text if clock is None else f"{heads[when].text} {heads[clock].text}"


def table_entries(block: Block) -> list[Found]:
    """One entry for each row that has any text; further columns are kept as ``extra``."""
    heads = block.rows[0]
    when = _time_column(heads) or 0
    clock = _clock_column(heads, when)
    used = {when, clock if clock is not None else when}
    used |= {index for index in range(when) if _WEEKDAY_HEAD.fullmatch(heads[index].text)}
    others = [index for index in range(len(heads)) if index not in used]
    what = next(
        (i for i in others if _TEXT_HEAD.search(heads[i].text)), others[0] if others else when
    )
    found: list[Found] = []
    for row in block.rows[1:]:
        if not any(cell.text for cell in row):
            continue
        written = row[when].text
        if clock is not None:
            written = f"{written} {row[clock].text}".strip()
        time = read_time(written)
        extra = tuple(
            (plain(heads[index].text), row[index].text)
            for index in others
            if index != what and row[index].text
        )
        rest = time.rest if time else ""
        is_alone = what == when  # a table of one column holds times and texts in the same cell
        text = rest if is_alone else row[what].text
        leftover = "" if is_alone else _leftover(written, rest)
        found.append(RawEntry(row[when].position, time, plain(written), text, extra, leftover))
    return found


def has_clocks(blocks: Sequence[Block]) -> bool:
    """Whether any of some blocks holds an entry with a time of day."""
    for block in blocks:
        texts: list[str] = []
        if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH):
            texts = [block.text]
        elif block.kind is BlockKind.LIST:
            texts = [_lead(item) for item in block.children]
        elif block.kind is BlockKind.TABLE and is_timeline_table(block):
            texts = [row[0].text for row in block.rows[1:] if row]
        if any((time := read_entry(text)[0]) and time.begin.clock for text in texts):
            return True
    return False


def _lead(item: Block) -> str:
    """The text of the first paragraph of a list item."""
    first = first_paragraph(item)
    return first.text if first else ""


def _attempted(text: str) -> str:
    found = _ATTEMPT.match(text[:80])
    return found["written"] if found else ""


def _leftover(written: str, rest: str) -> str:
    """The words behind a time as the author wrote them; empty where there are just signs."""
    words = plain(_FOOTNOTE.sub("", rest))
    if not _WORD.search(words):
        return ""
    bare = plain(_FOOTNOTE.sub("", written))
    return bare[bare.rfind(" ", 0, bare.rfind(words)) + 1 :] if words in bare else words


def _time_column(heads: tuple[Cell, ...]) -> int | None:
    found = [i for i, cell in enumerate(heads) if _TIME_HEAD.search(cell.text)]
    # a column of week days may stand before that of dates
    if len(found) > 1 and found[1] == found[0] + 1 and _is_weekday_column(heads, found[0]):
        return found[1]
    return found[0] if found else None


def _is_weekday_column(heads: tuple[Cell, ...], index: int) -> bool:
    next_head = heads[index + 1].text
    return bool(_WEEKDAY_HEAD.fullmatch(heads[index].text) and _DATE_HEAD.search(next_head))


def _clock_column(heads: tuple[Cell, ...], when: int) -> int | None:
    """The column of clocks beside a column of days, if the two are apart."""
    if when + 1 >= len(heads) or not _DAY_HEAD.search(heads[when].text):
        return None
    if _CLOCK_HEAD.search(heads[when].text) or not _CLOCK_HEAD.search(heads[when + 1].text):
        return None
    return when + 1
