"""Which documents have what a query asks for, and how well: sets of rows, and scores by BM25F.

Rows are document numbers, newest document first. The score of a document is the sum, over the terms
asked for, of Whoosh's own BM25 formula, where a term's frequency is the sum of the boosts of the
places at which it stands (title, services and causes above the body), and lengths are rounded as
Whoosh rounds them. ``assets/search/ranking.js`` computes the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Protocol

from whoosh.scoring import bm25
from whoosh.util.numeric import byte_to_length, length_to_byte

from .query import Unit

B = 0.75
K1 = 1.2
SCORE_DIGITS = 6
"""Decimals that count: the last ones depend on the order of adding, which ties must not."""

FALLBACK_WORDS = 8
"""From how many words on a query without an answer is answered by its rarest words."""

FALLBACK_TERMS = 12
"""How many of them are looked for."""

Scores = Mapping[int, float]
"""Score of each matching document, by row."""


class TermLists(Protocol):
    """Where term lists come from."""

    def postings(self, term: str) -> dict[int, float]:
        """The weight of a term in every document that has it, by row."""

    def positions(self, term: str, wanted: set[int]) -> dict[int, list[int]]:
        """Where a term stands in those of the ``wanted`` documents that have it, by row."""

    def completions(self, prefix: str) -> list[str]:
        """Every term that starts with ``prefix``."""


class Ranking:
    """Answers queries from term lists.

    Args:
        lists: the term lists.
        lengths: how many terms each document has, by row.
    """

    def __init__(self, lists: TermLists, lengths: Sequence[int]) -> None:
        self._lists = lists
        self._lengths = [byte_to_length(length_to_byte(length)) for length in lengths]
        self._average = (sum(lengths) / len(lengths) if lengths else 0) or 1
        self._known: dict[str, dict[int, float]] = {}

    def matching(self, units: Iterable[Unit]) -> Scores:
        """The documents that have all that is asked for and nothing that is excluded."""
        wanted = [unit for unit in units if not unit.negated]
        excluded = [unit for unit in units if unit.negated]
        rows = set(range(len(self._lengths)))
        for unit in wanted:
            rows &= self._rows(unit)
        for unit in excluded:
            rows -= self._rows(unit)
        return self._scored(wanted, rows)

    def best(self, units: Iterable[Unit]) -> tuple[Scores, tuple[str, ...]]:
        """For a long query that nothing matches whole: documents with its rarest terms, and these.

        A document must have two of them, or the one if there is but one.
        """
        terms = dict.fromkeys(
            term for unit in units if not unit.negated and not unit.prefix for term, _ in unit.terms
        )
        known = sorted((len(self._postings(term)), term) for term in terms if self._postings(term))
        rarest = [term for _, term in known[:FALLBACK_TERMS]]
        found: dict[int, list[float]] = {}
        for term in rarest:
            for row, score in self._term_scores(self._postings(term)).items():
                found.setdefault(row, []).append(score)
        least = min(2, len(rarest))
        scores = {row: _rounded(each) for row, each in found.items() if len(each) >= least}
        return scores, tuple(rarest)

    def occurs(self, unit: Unit) -> bool:
        """Whether any document has what the unit asks for."""
        return bool(self._rows(unit))

    def _scored(self, units: Iterable[Unit], rows: set[int]) -> Scores:
        parts: dict[int, list[float]] = {row: [] for row in rows}
        lists: dict[str, dict[int, float]] = {}
        for unit in units:
            for term, _ in unit.terms:
                lists[f"={term}"] = self._postings(term)
            if unit.prefix:
                lists[f"^{unit.prefix}"] = self._completed(unit)
        for postings in lists.values():
            for row, score in self._term_scores(postings).items():
                if row in parts:
                    parts[row].append(score)
        return {row: _rounded(each) for row, each in parts.items()}

    def _term_scores(self, postings: Mapping[int, float]) -> Scores:
        if not postings:
            return {}
        idf = log(len(self._lengths) / (len(postings) + 1)) + 1
        return {
            row: bm25(idf, weight, self._lengths[row], self._average, B, K1)
            for row, weight in postings.items()
        }

    def _rows(self, unit: Unit) -> set[int]:
        if unit.prefix:
            return set(self._completed(unit))
        rows = set.intersection(*(set(self._postings(term)) for term, _ in unit.terms))
        return self._in_place(unit, rows) if len(unit.terms) > 1 else rows

    def _in_place(self, unit: Unit, rows: set[int]) -> set[int]:
        """Those rows in which the terms of a phrase stand in the right places."""
        starts: dict[int, set[int]] = {}
        for number, (term, offset) in enumerate(unit.terms):
            places = self._lists.positions(term, rows)
            here = {row: {place - offset for place in places[row]} for row in rows}
            starts = here if number == 0 else {row: starts[row] & here[row] for row in rows}
            rows = {row for row in rows if starts[row]}
        return rows

    def _completed(self, unit: Unit) -> dict[int, float]:
        """Postings of all terms that an unfinished word may become, as if they were one term."""
        key = f"^{unit.prefix}"
        if key not in self._known:
            terms = {*self._lists.completions(unit.prefix), *(term for term, _ in unit.terms)}
            merged: dict[int, float] = {}
            for term in terms:
                for row, weight in self._postings(term).items():
                    merged[row] = merged.get(row, 0) + weight
            self._known[key] = merged
        return self._known[key]

    def _postings(self, term: str) -> dict[int, float]:
        key = f"={term}"
        if key not in self._known:
            self._known[key] = self._lists.postings(term)
        return self._known[key]


def _rounded(scores: Sequence[float]) -> float:
    return round(sum(scores), SCORE_DIGITS)
