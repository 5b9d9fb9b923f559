"""The lines of a public text as one text, in which something is looked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.lazy_pattern import lazy_pattern

from .confidential import Found
from .known_words import KnownWords

_AROUND = lazy_pattern(r"[^\w\s]{1,3}$")


class PublicLines:
    """Lines joined by line ends, so that what is wrapped is found too.

    Args:
        lines: each with where it stands in the file.
        allowed: words of which nothing is to be said.
    """

    def __init__(self, lines: Iterable[tuple[str, Position]], allowed: Sequence[str]) -> None:
        every = list(lines)
        self.text = "\n".join(text for text, _ in every)
        self._positions = [position for _, position in every]
        self._starts = [0]
        for text, _ in every:
            self._starts.append(self._starts[-1] + len(text) + 1)
        known = KnownWords(allowed, any_case=True)
        self._allowed = sorted(self._with_signs(*place) for place in known.found_in(self.text))
        self._allowed_starts = [start for start, _ in self._allowed]

    def position(self, offset: int) -> Position:
        """Where in the file the character at ``offset`` stands."""
        number = bisect_right(self._starts, offset) - 1
        place = self._positions[number]
        return Position(place.line, place.column + offset - self._starts[number])

    def unallowed(self, found: Iterable[Found]) -> Iterator[Found]:
        """Those that do not stand in words that are allowed."""
        for one in found:
            number = bisect_right(self._allowed_starts, one.start) - 1
            if number < 0 or self._allowed[number][1] < one.end:
                yield one

    def _with_signs(self, start: int, end: int) -> tuple[int, int]:
        """A place with the signs right before it, which belong to it: ``+1 415``, ``@ana``."""
        before = _AROUND.search(self.text, max(start - 3, 0), start)
        return (before.start() if before else start), end
