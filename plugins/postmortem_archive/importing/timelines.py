"""Timelines of a heading or a paragraph per entry become the format's table, if not a word is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import TimelineEntry
from postmortem_archive.parse.entries import RawEntry
from postmortem_archive.parse.markdown import Block, BlockKind, Markdown
from postmortem_archive.parse.sections import read_sections, section_ends
from postmortem_archive.parse.timeline_forms import heading_entry, paragraph_entries

from .draft import Draft, Edit, edited
from .words import words_of

_HEAD = "| Time | What happened |"
_RULE = "|---|---|"
_FEWEST = 2
_SIGN = lazy_pattern(r":(?=\s)")


class _Row(NamedTuple):
    time: str
    text: str


def tabulate_timeline(draft: Draft, started: Moment | None) -> bool:
    """Make the format's table of a timeline that is written in headings or paragraphs.

    It is left as it is where an entry is more than a paragraph (lists, code, pictures), and where the
    table would be read in another way than what stood there.

    Returns:
        Whether the body was changed.
    """
    markdown = draft.markdown()
    sections = read_sections(markdown, draft.settings).sections
    parts = [
        (section, end)
        for section, end in zip(sections, section_ends(markdown, sections), strict=True)
        if section.key == "timeline"
    ]
    if len(parts) != 1:
        return False
    section, end = parts[0]
    blocks = markdown.between(section.body_line, end)
    edit = _of_headings(markdown, blocks, end) or _of_paragraphs(markdown, blocks, end)
    if edit is None:
        return False
    before = draft.timeline(started)
    after = Draft(edited(draft.body, [edit]), draft.settings)
    head = words_of(_HEAD)
    if words_of(after.body) != words_of(draft.body) + head:
        return False
    if [*map(_meaning, after.timeline(started).entries)] != [*map(_meaning, before.entries)]:
        return False
    draft.edit([edit], _HEAD)
    return True


def _meaning(entry: TimelineEntry) -> tuple[object, ...]:
    return (entry.start, entry.end, entry.moment, " ".join(_SIGN.sub(" ", entry.text).split()))


def _of_headings(markdown: Markdown, blocks: Sequence[Block], end: int) -> Edit | None:
    """The table in the place of headings that each say a time of day, with a paragraph below each."""
    first = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING), None)
    if first is None:
        return None
    rows: list[_Row] = []
    is_open = False
    for block in blocks[first:]:
        if block.kind is BlockKind.HEADING:
            entry = heading_entry(markdown, block)
            if entry.time is None or entry.time.begin.clock is None:
                return None
            rows.append(_Row(entry.written, entry.text))
            is_open = True
        elif block.kind is BlockKind.PARAGRAPH and is_open:
            rows[-1] = rows[-1]._replace(text=_joined(rows[-1].text, _one_line(block.text)))
            is_open = False
        else:
            return None
    return _table(blocks[first].first, end, rows)


def _of_paragraphs(markdown: Markdown, blocks: Sequence[Block], end: int) -> Edit | None:
    """The table in the place of paragraphs that each begin with a time of day."""
    found = [
        paragraph_entries(markdown, block) if block.kind is BlockKind.PARAGRAPH else []
        for block in blocks
    ]
    first = next((i for i, pieces in enumerate(found) if pieces), None)
    if first is None:
        return None
    rows: list[_Row] = []
    for pieces in found[first:]:
        if not pieces or not all(isinstance(piece, RawEntry) for piece in pieces):
            return None
        rows += [
            _Row(piece.written, _one_line(piece.text))
            for piece in pieces
            if isinstance(piece, RawEntry)
        ]
    return _table(blocks[first].first, end, rows)


def _table(first: int, end: int, rows: Sequence[_Row]) -> Edit | None:
    if len(rows) < _FEWEST or any("|" in row.time or "|" in row.text for row in rows):
        return None
    lines = [f"| {row.time} | {row.text} |" for row in rows]
    return Edit(first, end, (_HEAD, _RULE, *lines, ""))


def _joined(heading: str, text: str) -> str:
    """The words of a heading and what stands below it, as one text."""
    sign = ":" if heading[-1:].isalnum() else ""
    return f"{heading}{sign} {text}".strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())
