"""The stretch of a text that shows best why it was found, and which words of it to mark."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .analyzer import Token, fold, tokens
from .query import Unit
from .synonyms import Phrase

WIDTH = 200
"""About how long an excerpt is, in characters."""

LEAD = 40
"""How much of it stands before the first marked word."""

MAX_TEXT = 200_000
"""How much of a text is looked through, in characters."""

MAX_STARTS = 1_000
"""At how many places of a text it is tried whether a phrase stands there."""

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some text and what to mark in it.

    Attributes:
        text: one line.
        marks: (start, end) of the words to mark, ascending, not overlapping, in characters.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def excerpt(text: str, units: Iterable[Unit]) -> Excerpt:
    """The best stretch of ``text`` for what was asked for; else its beginning."""
    text = _SPACES.sub(" ", text[:MAX_TEXT]).strip()
    found = _matches(text, units)
    start = _best_start([(place, term) for place, _, term in found])
    begin, end = _window(text, start)
    marks = [(max(a, begin), min(b, end)) for a, b, _ in found if a < end and b > begin]
    before, after = ("… " if begin else ""), (" …" if end < len(text) else "")
    shift = len(before) - begin
    return Excerpt(
        f"{before}{text[begin:end]}{after}",
        tuple((a + shift, b + shift) for a, b in _merged(marks)),
    )


def marked(text: str, units: Iterable[Unit]) -> Excerpt:
    """A whole line, such as a title, with the words to mark."""
    return Excerpt(text, _merged([(a, b) for a, b, _ in _matches(text, units)]))


def _matches(text: str, units: Iterable[Unit]) -> list[tuple[int, int, str]]:
    """(start, end, term) of everything in ``text`` that was asked for, in the order of the text."""
    wanted = [unit for unit in units if not unit.negated]
    phrases = {phrase for unit in wanted for phrase in _meanings(unit)}
    terms = {phrase[0][0] for phrase in phrases if len(phrase) == 1}
    prefixes = tuple(unit.prefix for unit in wanted if unit.prefix)
    found = list(tokens(text))
    places = _in_phrases(found, [phrase for phrase in phrases if len(phrase) > 1])
    return [
        (token.start, token.end, token.term)
        for number, token in enumerate(found)
        if token.term in terms
        or number in places
        or (prefixes and fold(text[token.start : token.end]).startswith(prefixes))
    ]


def _meanings(unit: Unit) -> Iterator[Phrase]:
    """All that a unit asks for: itself or, of a word not finished, what it may be; synonyms."""
    if unit.prefix:
        yield from ((pair,) for pair in unit.terms)
    else:
        yield unit.terms
    yield from unit.synonyms


def _in_phrases(found: Sequence[Token], phrases: Sequence[Phrase]) -> set[int]:
    """Numbers of the tokens that stand in a phrase, all of whose words are there in their places."""
    places: dict[tuple[str, int], int] = {}
    if phrases:
        places = {(token.term, token.position): number for number, token in enumerate(found)}
    marked: set[int] = set()
    for phrase in phrases:
        starts = (token.position for token in found if token.term == phrase[0][0])
        for start in islice(starts, MAX_STARTS):
            keys = [(term, start + offset) for term, offset in phrase]
            if all(key in places for key in keys):
                marked.update(places[key] for key in keys)
    return marked


def _best_start(places: list[tuple[int, str]]) -> int:
    """Where the window with the most different terms begins, then the one with the most words."""
    best, best_start = (0, 0), 0
    last = 0
    for first, (start, _) in enumerate(places):
        while last < len(places) and places[last][0] < start + WIDTH - LEAD:
            last += 1
        terms = [term for _, term in places[first:last]]
        if (value := (len(set(terms)), len(terms))) > best:
            best, best_start = value, start
    return best_start


def _window(text: str, start: int) -> tuple[int, int]:
    """Begin and end of the excerpt around ``start``, at spaces where there are any near."""
    begin = max(0, start - LEAD)
    if begin:
        space = text.find(" ", begin, start)
        begin = space + 1 if space >= 0 else begin
    end = min(len(text), begin + WIDTH)
    if end < len(text):
        space = text.rfind(" ", begin + WIDTH // 2, end)
        end = space if space >= 0 else end
    return begin, end


def _merged(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
