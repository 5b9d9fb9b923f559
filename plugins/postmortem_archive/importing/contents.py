"""Sections by what they contain, where no heading says what they are."""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Section
from postmortem_archive.model.sections import SECTION_BY_KEY
from postmortem_archive.model.wording import shown
from postmortem_archive.parse.markdown import Block, BlockKind, walk
from postmortem_archive.parse.sections import normalise_heading, read_sections, section_ends
from postmortem_archive.parse.timeline_forms import has_clocks, is_mostly_timed, is_timeline_table

from .draft import Draft, Edit, heading_line
from .guess import Guess, Sure

_FEWEST = 2
_ACTION_WORDS = lazy_pattern(
    r"\b(?:actions?|follow[- ]?ups?|next steps?|improvements?|prevent\w{0,10}|remediations?|to[- ]?do|tasks?)\b"
)
_BOX = lazy_pattern(r"\[[ xX]\]\s")
_WORD = lazy_pattern(r"[^\W_]")


def summary_of_preamble(draft: Draft) -> None:
    """Head what stands before the first section as the summary, where there is none."""
    markdown = draft.markdown()
    found = read_sections(markdown, draft.settings)
    keys = {section.key for section in found.sections}
    if "summary" in keys or not keys - {None}:
        return
    first = next(
        (
            block
            for block in markdown.between(1, found.sections[0].position.line)
            if block.kind is BlockKind.PARAGRAPH and _WORD.search(block.text)
        ),
        None,
    )
    if first is not None:
        _insert(draft, "summary", first.first, "the text before the first heading")


def find_timeline(draft: Draft) -> None:
    """Head entries with times as the timeline, where no heading says that they are."""
    markdown = draft.markdown()
    found = read_sections(markdown, draft.settings)
    if any(section.key == "timeline" for section in found.sections):
        return
    ends = section_ends(markdown, found.sections)
    for section, end in zip(found.sections, ends, strict=True):
        blocks = markdown.between(section.body_line, end)
        at = next((i for i, block in enumerate(blocks) if _is_timeline(block)), None)
        if at is None:
            continue
        if section.key is None:
            _wrap(draft, "timeline", section, end, "its entries have times")
            return
        if at == len(blocks) - 1:
            _insert(draft, "timeline", blocks[at].first, "its entries have times")
            return
    first = found.sections[0].position.line if found.sections else markdown.end
    before = markdown.between(1, first)
    if before and _is_timeline(before[-1]):
        _insert(draft, "timeline", before[-1].first, "its entries have times")


def find_actions(draft: Draft) -> None:
    """Head what is to be done as action items, where no heading of a section says so."""
    markdown = draft.markdown()
    found = read_sections(markdown, draft.settings)
    if any(section.key == "actions" for section in found.sections):
        return
    ends = section_ends(markdown, found.sections)
    spans = list(zip(found.sections, ends, strict=True))
    for section, end in spans:
        if section.key is None and _has_boxes(markdown.between(section.body_line, end)):
            _wrap(draft, "actions", section, end, "its list has boxes to tick")
            return
    for section, end in spans:
        at = _action_headings(markdown.between(section.body_line, end))
        if at is not None:
            _insert(draft, "actions", at, "the headings below name actions")
            return
    for section, end in spans:
        blocks = markdown.between(section.body_line, end)
        names_actions = _ACTION_WORDS.search(normalise_heading(section.heading))
        if (
            section.key is None
            and names_actions
            and any(block.kind is BlockKind.LIST for block in blocks)
        ):
            _wrap(draft, "actions", section, end, "its heading names actions")
            return


def _is_timeline(block: Block) -> bool:
    if block.kind is BlockKind.TABLE:
        return is_timeline_table(block) and has_clocks([block])
    return (
        block.kind is BlockKind.LIST
        and len(block.children) >= _FEWEST
        and is_mostly_timed(block)
        and has_clocks([block])
    )


def _has_boxes(blocks: Sequence[Block]) -> bool:
    return any(
        block.kind is BlockKind.PARAGRAPH and _BOX.match(block.text) is not None
        for block in walk(list(blocks))
    )


def _action_headings(blocks: Sequence[Block]) -> int | None:
    """The line of the first of the headings about actions that go on to the end, each with a list."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    level = min((block.level for block in headings), default=0)
    top = [block for block in headings if block.level == level]
    first = None
    for block in reversed(top):
        if not _ACTION_WORDS.search(normalise_heading(block.text)):
            break
        first = block.first
    has_list = any(
        block.kind is BlockKind.LIST
        for block in blocks
        if first is not None and block.first > first
    )
    return first if has_list else None


def _insert(draft: Draft, key: str, line: int, why: str) -> None:
    """Put the heading of a section before a line."""
    heading = SECTION_BY_KEY[key].heading
    before = draft.body.split("\n")[line - 2] if line > 1 else ""
    gap = [""] if before.strip() else []
    draft.edit([Edit(line, line, (*gap, f"## {heading}", ""))], heading)
    draft.guesses.append(Guess(key, "heading added", Sure.GUESS, why))


def _wrap(draft: Draft, key: str, section: Section, end: int, why: str) -> None:
    """Put the heading of a section over a section with a heading of its own, which moves down."""
    heading = SECTION_BY_KEY[key].heading
    own = [
        block
        for block in draft.markdown().between(section.position.line, end)
        if block.kind is BlockKind.HEADING
    ]
    line = section.position.line
    draft.edit([heading_line(block, block.level + 1) for block in own])
    draft.edit([Edit(line, line, (f"## {heading}", ""))], heading)
    draft.guesses.append(Guess(key, shown(section.heading), Sure.GUESS, why))
