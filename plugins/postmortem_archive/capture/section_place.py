"""Where a section ends, and where one that is missing belongs."""

from __future__ import annotations

from postmortem_archive.fixes.base import Edit, Source, Span
from postmortem_archive.model.sections import SECTIONS
from postmortem_archive.parse.markdown import Block
from postmortem_archive.parse.sections import section_ends


def section_blocks(source: Source, key: str) -> tuple[Block, ...] | None:
    """The blocks of the first section with that key; ``None`` where there is none."""
    found = _lines(source, key)
    return None if found is None else source.markdown.between(*found)


def at_end_of_section(source: Source, key: str, text: str) -> Edit:
    """The edit that puts blocks of Markdown behind the last one of a section.

    Args:
        source: the postmortem, which has that section.
        key: the section's key.
        text: the blocks, with their last line end.
    """
    first, end = _lines(source, key) or (1, 1)
    line = end - 1
    while line >= first and not source.lines[line - 1].strip():
        line -= 1
    at = source.line_start(line) + len(source.lines[line - 1])
    return Edit(Span(at, at), (f"\n\n{text.strip(chr(10))}",))


def new_section(source: Source, key: str, heading: str, body: str) -> Edit:
    """The edit that puts a section in before the first one that comes after it in the usual order."""
    order = [kind.key for kind in SECTIONS]
    later = order[order.index(key) + 1 :]
    text = f"## {heading}\n\n{body}"
    for section in source.postmortem.sections:
        if section.key in later:
            at = source.line_start(section.position.line)
            return Edit(Span(at, at), (f"{text}\n",))
    at = len(source.text.rstrip())
    return Edit(Span(at, at), (f"\n\n{text.rstrip()}",))


def _lines(source: Source, key: str) -> tuple[int, int] | None:
    """The first line of a section's body, and the line behind its last one."""
    sections = source.postmortem.sections
    ends = section_ends(source.markdown, sections)
    for section, end in zip(sections, ends, strict=True):
        if section.key == key:
            return section.body_line, end
    return None
