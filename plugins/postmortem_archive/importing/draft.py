"""A body on its way into the format; each step says which words it adds or moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from postmortem_archive.model.moment import Moment
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.actions import Actions, read_actions
from postmortem_archive.parse.markdown import Block, BlockKind, Markdown, read_markdown
from postmortem_archive.parse.sections import Sections, read_sections
from postmortem_archive.parse.timeline import Timeline, read_timeline

from .guess import Guess
from .words import Words, words_of

_read = lru_cache(maxsize=4)(read_markdown)
"""Each step asks for the blocks anew, and few of them change anything."""


class Edit(NamedTuple):
    """Lines ``first`` up to, not including, ``end`` (from 1) that give way to others."""

    first: int
    end: int
    lines: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """A body that is brought into the format.

    Attributes:
        body: as it stands now.
        settings: for the headings that the archive takes for sections.
        title: of the document; empty where none was found.
        added: words that the import added to the body: headings, heads of tables.
        moved: words that it moved from the body into the front matter.
        guesses: what it did, how sure it is, and why.
        notes: what a person should know.
    """

    body: str
    settings: Settings
    title: str = ""
    added: Words = field(default_factory=Words)
    moved: Words = field(default_factory=Words)
    guesses: list[Guess] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def markdown(self) -> Markdown:
        """The blocks of the body; its first line is line 1."""
        return _read(self.body)

    def sections(self) -> Sections:
        """The sections of the body."""
        return read_sections(self.markdown(), self.settings)

    def timeline(self, started: Moment | None) -> Timeline:
        """The entries that the checker reads of the body."""
        markdown = self.markdown()
        return read_timeline(markdown, read_sections(markdown, self.settings).sections, started)

    def actions(self) -> Actions:
        """The action items that the checker reads of the body."""
        markdown = self.markdown()
        return read_actions(markdown, read_sections(markdown, self.settings).sections)

    def edit(self, edits: Iterable[Edit], added: str = "") -> None:
        """Replace lines; ``added`` holds the words that come new."""
        self.body = edited(self.body, edits)
        self.added += words_of(added)


def edited(body: str, edits: Iterable[Edit]) -> str:
    """A text with some of its lines replaced; the edits do not overlap."""
    lines = body.split("\n")
    for edit in sorted(edits, key=lambda one: one.first, reverse=True):
        lines[edit.first - 1 : edit.end - 1] = edit.lines
    return "\n".join(lines)


def headings_of(markdown: Markdown) -> list[Block]:
    """The headings of a body that are inside of nothing else."""
    return [block for block in markdown.blocks if block.kind is BlockKind.HEADING]


def heading_line(block: Block, level: int) -> Edit:
    """A heading on another level; its text stays, and so do anchors in it."""
    text = " ".join(block.text.split("\n"))
    return Edit(block.first, block.end, (f"{'#' * max(1, min(level, 6))} {text}".rstrip(),))
