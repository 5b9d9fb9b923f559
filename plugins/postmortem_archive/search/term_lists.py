"""Term lists of the static index: which postmortems have a term, where, and how it is written."""

from collections.abc import Iterable
from operator import sub
from typing import NamedTuple

from .encode import VARYING
from .fields import Terms
from .pairs import pairs_of
from .spelling import FORMS_READ

_ONE = VARYING[1]


class WrittenTerms(NamedTuple):
    """The terms of a postmortem as term lists take them; of each list, an entry for each term.

    Attributes:
        terms: what is looked up.
        weights: how much each counts, encoded; nothing for 1, the usual weight.
        places: how many there are and where, as steps from one to the next, encoded.
        forms: how it is first written; ``None`` where that is not read.
    """

    terms: list[str]
    weights: list[bytes]
    places: list[bytes]
    forms: list[str | None]


class BlockTerms(NamedTuple):
    """The terms of a block of neighbouring postmortems; of each list, an entry for each term.

    Attributes:
        terms: what is looked up.
        firsts: twice the row of the first one that has it, counted in the block; one more where a
            weight follows.
        rows: the rest of its list of rows and weights.
        places: its list of places.
        counts: how many have it.
        lasts: the row of the last one that has it, counted in the block.
        forms: how the first of those that have it write it; ``None`` for one where that is not read.
    """

    terms: list[str]
    firsts: list[int]
    rows: list[bytes]
    places: list[bytes]
    counts: list[int]
    lasts: list[int]
    forms: list[tuple[str | None, ...]]


class TermList:
    """What is known of a term; see :class:`BlockTerms`."""

    __slots__ = ("count", "first", "forms", "last", "places", "rows")

    def __init__(self, first: int) -> None:
        self.first = first
        self.rows = bytearray()
        self.places = bytearray()
        self.count = 0
        self.last = 0
        self.forms: tuple[str | None, ...] = ()


TermLists = dict[str, TermList]
"""The list of each term."""


def written(terms: Terms) -> WrittenTerms:
    """The terms of a postmortem, encoded; then its pairs of everyday words."""
    pairs = pairs_of(terms.positions)
    found = [*terms.positions, *pairs]
    weights = [b"" if weight == 1 else VARYING[weight] for weight in terms.weights.values()]
    places = [*map(_places, terms.positions.values()), *map(_places, pairs.values())]
    return WrittenTerms(
        found, weights + [b""] * len(pairs), places, list(map(terms.forms.get, found))
    )


def add_postmortems(lists: TermLists, base: int, postmortems: Iterable[WrittenTerms]) -> None:
    """Add neighbouring postmortems to the lists of their terms.

    A weight of 1 is not written out: the gap between rows is doubled, and odd if a weight follows.

    Args:
        lists: of the postmortems before them.
        base: the row of the first one.
        postmortems: the terms of each.
    """
    for row, terms in enumerate(postmortems, start=base):
        for term, weight, places, form in zip(*terms, strict=True):
            found = lists.get(term)
            if found is None:
                found = lists[term] = TermList(row * 2 + bool(weight))
                found.rows += weight
            else:
                doubled = (row - found.last - 1) * 2
                found.rows += VARYING[doubled + 1] + weight if weight else VARYING[doubled]
            found.places += places
            found.last = row
            if found.count < FORMS_READ:
                found.forms += (form,)
            found.count += 1


def as_block(lists: TermLists) -> BlockTerms:
    """Lists as a block that others can be put beside."""
    values = lists.values()
    return BlockTerms(
        list(lists),
        [found.first for found in values],
        [bytes(found.rows) for found in values],
        [bytes(found.places) for found in values],
        [found.count for found in values],
        [found.last for found in values],
        [found.forms for found in values],
    )


def add_block(lists: TermLists, base: int, block: BlockTerms) -> None:
    """Add a block to the lists of its terms.

    Args:
        lists: of the blocks before it.
        base: the row of its first postmortem.
        block: its terms.
    """
    for term, first, rows, places, count, last, forms in zip(*block, strict=True):
        found = lists.get(term)
        if found is None:
            found = lists[term] = TermList(base * 2 + first)
            found.rows += rows
            found.forms = forms
        else:
            found.rows += VARYING[(base - found.last - 1) * 2 + first] + rows
            if found.count < FORMS_READ:
                found.forms += forms[: FORMS_READ - found.count]
        found.places += places
        found.last = base + last
        found.count += count


def _places(positions: list[int]) -> bytes:
    if len(positions) == 1:  # as most terms
        return _ONE + VARYING[positions[0]]
    steps = map(sub, positions, (0, *positions))
    return VARYING[len(positions)] + b"".join(map(VARYING.__getitem__, steps))
