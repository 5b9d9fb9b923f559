"""The fixer of sections that stand in another order than readers expect."""

from __future__ import annotations

import re
from collections.abc import Sequence

from postmortem_archive.model.diagnostic import ProblemKind
from postmortem_archive.model.postmortem import Why
from postmortem_archive.model.sections import SECTIONS
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.markdown import BlockKind, read_markdown
from postmortem_archive.parse.sections import SECTION_LEVEL
from postmortem_archive.parse.whys import read_whys

from .base import Edit, Fixer, Source, Span

_PLACES = {kind.key: place for place, kind in enumerate(SECTIONS)}
_HEADING = re.compile(r" {0,3}##(?:[ \t]|$)")
_ABOUT_SECTION = re.compile(r"<!--\s{0,20}postmortem:(?:(?!-->).)*-->", re.DOTALL)
"""A comment that says something about the section below it."""

_NEXT = "## Next"


class SectionOrder(Fixer):
    """Sections are put into the order of the format.

    ## What it changes

    The order of the level-2 sections: summary, impact, timeline, root cause, resolution, what went well,
    what could be improved, luck, lessons, action items, customer summary, references. A section that the
    format does not know moves with the known one before it, and a comment `<!-- postmortem: … -->` above a
    heading moves with that heading. Blank lines and rules (`---`) between sections stay where they are.

    ## What it leaves alone

    A file with a section that is there twice, with a part under a further level-1 heading, with a
    comment, a block of code or HTML that goes on to the end of the file, or with several chains of
    whys of which another would become the first. What stands above the first
    known section stays there.

    ## Why it is safe

    Each section moves as a whole, not a character of it changes.

    ## Before

    ```markdown
    ## Impact

    12 % of orders failed.

    ## Summary

    For an hour, 12 % of orders failed.
    ```

    ## After

    ```markdown
    ## Summary

    For an hour, 12 % of orders failed.

    ## Impact

    12 % of orders failed.
    ```
    """

    name = "section-order"

    def edits(self, source: Source, settings: Settings) -> Sequence[Edit]:  # noqa: ARG002
        """One edit for each place that gets another section."""
        known = [section for section in source.postmortem.sections if section.key]
        places = [_PLACES[section.key] for section in known if section.key]
        if places == sorted(places) or len(places) > len(set(places)) or not _may_move(source):
            return ()
        headings = [section.position.line for section in known]
        above = [source.postmortem.body_line, *headings]
        starts = [_start(source, *lines) for lines in zip(above, headings, strict=False)]
        ends = [*starts[1:], len(source.lines) + 1]
        spans = [
            source.span_of_lines(start, _end(source, start, end))
            for start, end in zip(starts, ends, strict=True)
        ]
        moved = [spans[index] for index in sorted(range(len(spans)), key=places.__getitem__)]
        if not _stay_themselves(source, spans, moved):
            return ()
        return [Edit(old, (new,)) for old, new in zip(spans, moved, strict=True) if old != new]


def _may_move(source: Source) -> bool:
    """Whether sections are what they seem to be: level-2 headings that nothing unclosed hides."""
    if any(item.kind is ProblemKind.COMMENT_NOT_CLOSED for item in source.document.problems):
        return False
    sections = source.postmortem.sections
    first = sections[0].position.line
    levels = {
        block.level
        for block in source.markdown.blocks
        if block.kind is BlockKind.HEADING and block.first >= first
    }
    is_marked = all(_HEADING.match(source.lines[item.position.line - 1]) for item in sections)
    return is_marked and min(levels) == SECTION_LEVEL


def _start(source: Source, above: int, heading: int) -> int:
    """The line at which a section begins: its heading, or a comment above that is about it."""
    start = heading
    for block in reversed(source.markdown.between(above, heading)):
        if block.kind is not BlockKind.HTML or not _ABOUT_SECTION.fullmatch(block.text.strip()):
            break
        if any(source.lines[number - 1].strip() for number in range(block.end, start)):
            break
        start = block.first
    return start


def _end(source: Source, start: int, end: int) -> int:
    """The line behind the last one of a section, blank lines and rules at its end left aside."""
    rules = {
        block.first for block in source.markdown.between(start, end) if block.kind is BlockKind.RULE
    }
    while end - 1 > start and (_is_blank(source, end - 1) or end - 1 in rules):
        # a rule right below a text would make a heading of another text that comes to stand there
        if end - 1 in rules and not _is_blank(source, end - 2):
            break
        end -= 1
    return end


def _is_blank(source: Source, number: int) -> bool:
    return not source.lines[number - 1].strip()


def _stay_themselves(source: Source, spans: Sequence[Span], moved: Sequence[Span]) -> bool:
    """Whether each section means at its new place what it meant before.

    A block of code may be open up to the end of the file, some HTML ends at a blank line alone: the
    heading behind it would be none. Of several chains of whys the first one counts.
    """
    starts = [*(span.start for span in spans), len(source.text)][1:]
    chains: list[tuple[Why, ...]] = []
    for span, start, new in zip(spans, starts, moved, strict=True):
        between = source.text[span.end : start]
        markdown = read_markdown(source.written(new) + between + _NEXT)
        if start < len(source.text) and markdown.blocks[-1].kind is not BlockKind.HEADING:
            return False
        chains.append(read_whys(markdown))
    first = next((chain for chain in chains if chain), ())
    return [why.text for why in first] == [why.text for why in source.postmortem.whys]
