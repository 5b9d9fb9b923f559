"""What to answer where nothing was found: with the words that were meant, or with what may be meant.

A word that no postmortem has is taken for another one only where that one is near and clearly nearer
than any other, or much oftener found together with the other words of the query. Then the answer is
that of the corrected words, and says so. Otherwise the nearest word is only suggested. What stands in
quotes is never corrected, nor is a word with digits or technical punctuation.

``assets/search/corrections.js`` does exactly the same; a test compares the two.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from .analyzer import MAX_TERM, fold, tokens
from .index import Index
from .query import FIELDS, Notice, Query, Unit, parse_query, printable, unknown_field
from .ranking import Ranking, Scores
from .spelling import (
    FIRST_CHANGED,
    FORMS_READ,
    SHORTEST,
    cost,
    is_common,
    is_other_spelling,
    is_word,
    limit,
    may_be,
    surcharge,
)

MAX_CORRECTED = 4
"""Most unknown words of a query for which other words are looked for."""

_MOST_COST = 48  # of a word that is looked at more closely
_MOST_MEASURED = 6  # words that are
_AS_NEAR = 2  # by how much the cost of two candidates may differ where frequency decides
_MUCH_OFTENER = 2  # times
_WITH_OTHERS = 4  # what a correction may cost more where other words of the query confirm it

_CHUNK = re.compile(r'"[^"]*"?|[^\s\ufeff"]+')


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """A word that may have been meant.

    Attributes:
        cost: how far it is from what was typed.
        term: what finds it.
        excess: by how much the cost is above what needs no question.
        form: as it is written.
    """

    cost: int
    term: str
    excess: int
    form: str


@dataclass(frozen=True, slots=True)
class _Guess:
    """What may stand in place of an unknown word as typed, and whether that is sure."""

    source: str
    is_sure: bool


def explained(
    query: Query, ranking: Ranking, index: Index, *, typing: bool
) -> tuple[Scores, Sequence[Unit], list[Notice]]:
    """What to answer where the words of a query find nothing.

    Returns:
        What the words that were meant find, the words to mark, and what to say about it.
    """
    unknown = [unit for unit in query.units if not unit.negated and not ranking.occurs(unit)]
    known = [unit for unit in query.units if unit not in unknown]
    guesses = _Corrections(index, ranking).guesses(unknown, known)
    meant = replaced(query.text, {source: guess.source for source, guess in guesses.items()})
    if unknown and all(unit.source in guesses and guesses[unit.source].is_sure for unit in unknown):
        corrected = parse_query(meant, index.vocabulary, typing=typing)
        if scores := ranking.matching(corrected.units):
            quoted = replaced(query.text, {unit.source: f'"{unit.source}"' for unit in unknown})
            *others, last = [f"'{printable(unit.source)}'" for unit in unknown]
            either = f"{', '.join(others)} or {last}" if others else last
            message = f"No postmortem has {either}; showing results for '{printable(meant)}'."
            return scores, corrected.units, [Notice(message, quoted)]
    messages = [_unknown(unit, guesses) for unit in unknown]
    return (
        {},
        query.units,
        [Notice(text, meant if meant != query.text else "") for text in messages],
    )


def replaced(text: str, sources: Mapping[str, str]) -> str:
    """A query with some of its words, as typed, replaced; what stands in quotes stays."""
    return _CHUNK.sub(lambda match: sources.get(match[0], match[0]), text)


def _unknown(unit: Unit, guesses: Mapping[str, _Guess]) -> str:
    source = printable(unit.source)
    if name := unknown_field(unit.source):
        return (
            f"No postmortem has the word '{source}', and there is no field '{name}'. "
            f"Fields: {', '.join(FIELDS)}."
        )
    if len(unit.terms) > 1 and not unit.prefix:
        return f"No postmortem has '{source}' in this order."
    guess = guesses.get(unit.source)
    hint = f" Did you mean '{guess.source}'?" if guess else ""
    return f"No postmortem has the word '{source}'.{hint}"


class _Corrections:
    """Looks for words of the archive near to unknown ones."""

    def __init__(self, index: Index, ranking: Ranking) -> None:
        self._index = index
        self._ranking = ranking
        self._forms = lru_cache(self._read_forms)

    @cached_property
    def _words(self) -> list[str]:
        return [term for term in self._index.store.vocabulary() if is_word(term)]

    def guesses(self, unknown: Iterable[Unit], known: Sequence[Unit]) -> dict[str, _Guess]:
        """What may be meant, by the source of the unknown word.

        Longer words are looked at first: they tell more, and what they find confirms the others.
        """
        rows = set(self._ranking.matching(known))
        units = [unit for unit in unknown if not unit.literal and not unknown_field(unit.source)]
        units.sort(key=lambda unit: -len(unit.source))
        found: dict[str, _Guess] = {}
        for unit in units[:MAX_CORRECTED]:
            written = list(tokens(unit.source))
            if len(written) != 1 or not is_word(written[0].term):
                continue
            start, end, term = written[0].start, written[0].end, written[0].term
            typed = fold(unit.source[start:end])
            if len(term) < SHORTEST or len(typed) > MAX_TERM:
                continue
            best, is_sure = self._best(typed, term, rows)
            if best is None:
                continue
            source = f"{unit.source[:start]}{best.form}{unit.source[end:]}"
            found[unit.source] = _Guess(source, is_sure)
            if is_sure:
                rows &= self._rows(best.term)
        return found

    def _best(self, typed: str, term: str, rows: set[int]) -> tuple[_Candidate | None, bool]:
        """The word most probably meant, and whether it is sure.

        Words with the same first letter are tried first, then common ones too, whatever theirs.
        """
        best, is_sure = self._chosen(typed, self._near(typed, term, every=False), rows)
        if not is_sure or (best and best.cost > FIRST_CHANGED):
            best, is_sure = self._chosen(typed, self._near(typed, term, every=True), rows)
        return (best if is_sure or (best and best.excess <= len(typed)) else None), is_sure

    def _chosen(
        self, typed: str, near: Sequence[_Candidate], rows: set[int]
    ) -> tuple[_Candidate | None, bool]:
        if not near:
            return None, False
        rivals = [one for one in near if one.cost <= near[0].cost + _AS_NEAR]
        together = {one.term: len(self._rows(one.term) & rows) for one in rivals}
        rivals.sort(key=lambda one: (-together[one.term], one))
        best = rivals[0]
        documents = len(self._index.facts)
        rarity = surcharge(best.cost, len(self._rows(best.term)), documents)
        is_sure = (
            typed.isalpha()
            and best.term.isalpha()
            and best.excess + rarity <= (_WITH_OTHERS if len(rows) < documents else 0)
            and together[best.term] > 0
            and not is_other_spelling(typed, best.form)
            and all(
                best.cost < other.cost
                or together[best.term] >= _MUCH_OFTENER * together[other.term]
                for other in rivals[1:]
            )
        )
        return best, is_sure

    def _near(self, typed: str, term: str, *, every: bool) -> list[_Candidate]:
        """The nearest words with the same first letter, or also those of every other, if common."""
        measured = sorted(
            (far, word)
            for word in self._words
            if (every or word[0] == term[0]) and may_be(term, word)
            if (far := cost(term, word)) <= _MOST_COST
        )
        found: list[_Candidate] = []
        for far, word in measured:
            rows = self._rows(word)
            if rows and (word[0] == term[0] or is_common(len(rows), len(self._index.facts))):
                found.append(self._candidate(typed, term, word, far))
            if len(found) == _MOST_MEASURED:
                break
        return sorted(found)

    def _candidate(self, typed: str, term: str, word: str, far: int) -> _Candidate:
        """Measured by the stem and by the ways in which the newest postmortems write the word."""
        rows = sorted(self._rows(word))[:FORMS_READ]
        forms = {form for row in rows if (form := self._forms(row).get(word))} or {word}
        measured = sorted((cost(typed, form), form) for form in forms)
        nearest, form = measured[0]
        excess = min(far - limit(len(term)), nearest - limit(len(typed)))
        return _Candidate(min(far, nearest), word, excess, form)

    def _rows(self, term: str) -> set[int]:
        return self._ranking.having_any([Unit(((term, 0),), term)])

    def _read_forms(self, row: int) -> dict[str, str]:
        """How each term is first written in a postmortem."""
        text = f"{self._index.facts[row].title}\n{self._index.store.text(row)}"
        forms: dict[str, str] = {}
        for token in tokens(text):
            if token.term not in forms:
                forms[token.term] = fold(text[token.start : token.end])
        return forms
