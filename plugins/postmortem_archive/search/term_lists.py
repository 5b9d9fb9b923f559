"""Term lists of the static index: which postmortems have a term, where, and how it is written."""

from operator import sub
from typing import NamedTuple

from .encode import varying
from .fields import Terms
from .spelling import FORMS_READ


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


class TermList:
    """What is known of a term: rows and weights, places, and how it is written."""

    __slots__ = ("count", "forms", "last", "places", "rows")

    def __init__(self) -> None:
        self.count = 0
        self.last = -1
        self.rows = bytearray()
        self.places = bytearray()
        self.forms: tuple[str, ...] = ()


TermLists = dict[str, TermList]
"""The list of each term."""


def written(terms: Terms) -> WrittenTerms:
    """The terms of a postmortem, encoded."""
    return WrittenTerms(
        list(terms.positions),
        [b"" if weight == 1 else varying(weight) for weight in terms.weights.values()],
        [_places(positions) for positions in terms.positions.values()],
        [terms.forms.get(term) for term in terms.positions],
    )


def add_terms(lists: TermLists, row: int, terms: WrittenTerms) -> None:
    """Add a postmortem to the lists of its terms; rows must ascend.

    A weight of 1 is not written out: the gap between rows is doubled, and odd if a weight follows.
    """
    for term, weight, places, form in zip(*terms, strict=True):
        found = lists.get(term)
        if found is None:
            found = lists[term] = TermList()
        doubled = (row - found.last - 1) * 2
        found.rows += varying(doubled + 1) + weight if weight else varying(doubled)
        found.places += places
        found.last = row
        if form and found.count < FORMS_READ:
            found.forms += (form,)
        found.count += 1


def _places(positions: list[int]) -> bytes:
    steps = map(sub, positions, (0, *positions))
    return varying(len(positions)) + b"".join(map(varying, steps))
