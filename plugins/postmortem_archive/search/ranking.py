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
from .symptom import Telling
from .synonyms import Phrase

B = 0.75
K1 = 1.2
SCORE_DIGITS = 6
"""Decimals that count: the last ones depend on the order of adding, which ties must not."""

FALLBACK_WORDS = 8
"""From how many words on a query without an answer is answered by its rarest words."""

FALLBACK_TERMS = 12
"""How many of them are looked for."""

FALLBACK_WORTH = 0.3
"""Least score of what it finds, as a part of the best one's."""

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

    def best(self, words: Iterable[Telling]) -> tuple[Scores, tuple[Telling, ...]]:
        """For a long text that nothing matches whole: documents with its rarest words, and these.

        A document must have two of them, or the one if there is but one, and must be worth a good
        part of what the best one is worth.
        """
        known = [word for word in words if self._postings(word.term)]
        known.sort(
            key=lambda word: -_rounded([word.weight * self._idf(len(self._postings(word.term)))])
        )
        rarest = known[:FALLBACK_TERMS]
        found: dict[int, list[float]] = {}
        for word in rarest:
            for row, score in self._term_scores(self._postings(word.term)).items():
                found.setdefault(row, []).append(score * word.weight)
        least = min(2, len(rarest))
        scores = {row: _rounded(each) for row, each in found.items() if len(each) >= least}
        worth = max(scores.values(), default=0.0) * FALLBACK_WORTH
        kept = {row: score for row, score in scores.items() if score >= worth}
        return kept, tuple(rarest)

    def having_any(self, units: Iterable[Unit]) -> set[int]:
        """The documents that have at least one of these."""
        return {row for unit in units for row in self._rows(unit)}

    def occurs(self, unit: Unit) -> bool:
        """Whether any document has what the unit asks for."""
        return bool(self._rows(unit))

    def _scored(self, units: Iterable[Unit], rows: set[int]) -> Scores:
        parts: dict[int, list[float]] = {row: [] for row in rows}
        lists: dict[str, dict[int, float]] = {}
        for unit in units:
            if unit.prefix or not unit.synonyms:
                lists |= {f"={term}": self._postings(term) for term, _ in unit.terms}
            if unit.prefix or unit.synonyms:
                lists[_merged_key(unit)] = self._merged(unit)
        for postings in lists.values():
            for row, score in self._term_scores(postings).items():
                if row in parts:
                    parts[row].append(score)
        return {row: _rounded(each) for row, each in parts.items()}

    def _term_scores(self, postings: Mapping[int, float]) -> Scores:
        if not postings:
            return {}
        idf = self._idf(len(postings))
        return {
            row: bm25(idf, weight, self._lengths[row], self._average, B, K1)
            for row, weight in postings.items()
        }

    def _idf(self, holders: int) -> float:
        return log(len(self._lengths) / (holders + 1)) + 1

    def _rows(self, unit: Unit) -> set[int]:
        if unit.prefix or unit.synonyms:
            return set(self._merged(unit))
        return self._having(unit.terms)

    def _having(self, phrase: Phrase) -> set[int]:
        """The documents that have a word or, in the right places, all words of a phrase."""
        rows = set.intersection(*(set(self._postings(term)) for term, _ in phrase))
        if len(phrase) == 1:
            return rows
        starts: dict[int, set[int]] = {}
        for number, (term, offset) in enumerate(phrase):
            places = self._lists.positions(term, rows)
            here = {row: {place - offset for place in places[row]} for row in rows}
            starts = here if number == 0 else {row: starts[row] & here[row] for row in rows}
            rows = {row for row in rows if starts[row]}
        return rows

    def _merged(self, unit: Unit) -> dict[int, float]:
        """Postings of all that a word may become or stand for, as if that were one term."""
        key = _merged_key(unit)
        if key not in self._known:
            terms = {term for term, _ in unit.terms}
            terms |= {phrase[0][0] for phrase in unit.synonyms if len(phrase) == 1}
            terms |= set(self._lists.completions(unit.prefix) if unit.prefix else ())
            lists = [self._postings(term) for term in terms]
            lists += [self._phrase_postings(phrase) for phrase in unit.synonyms if len(phrase) > 1]
            merged: dict[int, float] = {}
            for postings in lists:
                for row, weight in postings.items():
                    merged[row] = merged.get(row, 0) + weight
            self._known[key] = merged
        return self._known[key]

    def _phrase_postings(self, phrase: Phrase) -> dict[int, float]:
        """A phrase counts in a document as much as the least of its words."""
        lists = [self._postings(term) for term, _ in phrase]
        return {row: min(postings[row] for postings in lists) for row in self._having(phrase)}

    def _postings(self, term: str) -> dict[int, float]:
        key = f"={term}"
        if key not in self._known:
            self._known[key] = self._lists.postings(term)
        return self._known[key]


def _merged_key(unit: Unit) -> str:
    """The same for units that are merged of the same terms, and for nothing else."""
    if unit.prefix:
        return f"^{unit.prefix}"
    return f"~{sorted([(term,) for term in unit.terms] + list(unit.synonyms))}"


def _rounded(scores: Sequence[float]) -> float:
    return round(sum(scores), SCORE_DIGITS)
