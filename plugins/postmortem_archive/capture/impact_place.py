"""Windows of downtime in the section ``impact``: a table of them, to the second."""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_archive.fixes.base import Edit, Source, Span
from postmortem_archive.model.sections import SECTION_BY_KEY
from postmortem_archive.parse.markdown import Block, BlockKind, plain

from .event import Downtime
from .rows import DOWNTIME_HEAD, downtime_cells, head, row
from .section_place import at_end_of_section, new_section, section_blocks


def impact_edits(source: Source, windows: Sequence[Downtime]) -> list[Edit]:
    """The edits that add windows to the table of downtime, which is begun where there is none."""
    if not windows:
        return []
    lines = [row(downtime_cells(window)) for window in windows]
    blocks = section_blocks(source, "impact")
    table = "\n".join([head(DOWNTIME_HEAD), *lines, ""])
    if blocks is None:
        return [new_section(source, "impact", SECTION_BY_KEY["impact"].heading, table)]
    for block in blocks:
        if _is_downtime(block):
            last = block.end - 1
            at = source.line_start(last) + len(source.lines[last - 1])
            return [Edit(Span(at, at), ("".join(f"\n{line}" for line in lines),))]
    return [at_end_of_section(source, "impact", table)]


def _is_downtime(block: Block) -> bool:
    """Whether a block is the table that an earlier capture began; further columns are welcome."""
    if block.kind is not BlockKind.TABLE:
        return False
    heads = tuple(plain(cell.text) for cell in block.rows[0])
    return heads == DOWNTIME_HEAD
