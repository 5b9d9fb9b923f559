"""What a fixer is: what it is given, and what it answers.

A fixer looks at a file that was understood and proposes edits; :mod:`.apply` makes them and keeps
them only if the file still means the same. The docstring of a fixer is its part of the reference
page; :mod:`.page` says which headings it has.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from postmortem_archive.model.diagnostic import Position, Problem
from postmortem_archive.model.postmortem import Document, Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.front_matter import FrontMatterHandler
from postmortem_archive.parse.markdown import Markdown, read_markdown
from postmortem_archive.parse.yaml_reader import Path, YamlDocument, read_yaml


@dataclass(frozen=True, slots=True)
class Span:
    """A range of characters of a document's text: from ``start`` up to, not including, ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """The replacement of a range of a document's text.

    Attributes:
        at: what is replaced; an empty range is a place at which something is put in.
        new: what comes in its place, piece by piece: text, or a span whose characters are copied from
            the file as they stand, line ends included.
    """

    at: Span
    new: tuple[str | Span, ...]


class Source:
    """A file that was understood, and what fixers look up in it.

    Args:
        document: the file.
        postmortem: what it says.
    """

    def __init__(self, document: Document, postmortem: Postmortem) -> None:
        self.document = document
        self.postmortem = postmortem
        self.text = postmortem.text

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file, without line ends."""
        return self.text.split("\n")

    @cached_property
    def markdown(self) -> Markdown:
        """The blocks of the body."""
        return read_markdown(self.postmortem.body, self.postmortem.body_line)

    @cached_property
    def front_matter(self) -> YamlDocument:
        """The front matter as text, with the places of its keys and values."""
        front, _ = FrontMatterHandler().split(self.text)
        read = read_yaml(front, first_line=2)
        if isinstance(read, Problem):
            raise TypeError(f"front matter that was read before is refused: {read.message}")
        return read

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    def offset(self, position: Position) -> int:
        """The index in the text at which a position is."""
        return self.line_start(position.line) + position.column - 1

    def line_start(self, number: int) -> int:
        """The index at which a line begins; the line behind the last one begins behind the text."""
        return min(self._starts[number - 1], len(self.text))

    def span_of_lines(self, first: int, end: int) -> Span:
        """The lines from ``first`` up to, not including, ``end``, without the last line end."""
        start = self.line_start(first)
        return Span(start, max(self._starts[end - 1] - 1, start))

    def written(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    def value(self, *path: str | int) -> str | None:
        """A value of the front matter as written; ``None`` where it is no text, or not there."""
        found: object = self.front_matter.value
        for part in path:
            if isinstance(found, dict) and isinstance(part, str):
                found = found.get(part)
            elif isinstance(found, list) and isinstance(part, int) and part < len(found):
                found = found[part]
            else:
                return None
        return found if isinstance(found, str) else None

    def span_of_value(self, path: Path) -> Span | None:
        """Where the characters of a value stand, inside of its quotes if it has any.

        Returns:
            ``None`` where they do not stand there as they are read: folded, escaped, a block.
        """
        value, position = self.value(*path), self.front_matter.positions.get(path)
        return self._span(position, value) if position and value else None

    def span_of_key(self, path: Path) -> Span | None:
        """Where the characters of a key stand, by the path of its value; ``None`` as above."""
        position = self.front_matter.key_positions.get(path)
        return self._span(position, str(path[-1])) if position else None

    def _span(self, position: Position, text: str) -> Span | None:
        at = self.offset(position)
        quote = self.text[at : at + 1]
        if quote not in ("'", '"'):
            return Span(at, at + len(text)) if self.text.startswith(text, at) else None
        is_there = self.text.startswith(f"{quote}{text}{quote}", at)
        return Span(at + 1, at + 1 + len(text)) if is_there else None


class Fixer(ABC):
    """A correction of one kind.

    Attributes:
        name: what it is called in messages: a word or two, joined by hyphens.
        answers: codes of the rules whose findings it puts right; where all of them are off, so
            should the fixer be. Empty where no rule speaks of it.
    """

    name: ClassVar[str]
    answers: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def edits(self, source: Source, settings: Settings) -> Sequence[Edit]:
        """The edits that put a file right, none of which overlap; none where all is well."""
