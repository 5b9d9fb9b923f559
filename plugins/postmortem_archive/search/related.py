"""Which postmortems have something to do with each other, and why.

Two are alike by the causes, services and triggers they share, and by their telling words. Whatever is
rare in the archive counts for more: a cause that half of the archive names says little, a service that
only these two name says a lot. Nobody is compared with everybody: what shares something is looked up in
lists, made once, of which no more than a bounded number of the newest is looked at.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .features import PLAIN_WORD, Features
from .relation import Relation

MAX_RELATED = 5
"""Most relations of a postmortem by what it shares; those that an author names are all kept."""

MAX_WORDS = 5
"""Most shared words that are given as a reason."""

LEAST_ALIKE = 0.9
"""Least likeness that is worth somebody's time unasked. Two values that only these two share are enough,
as is one such value with kindred words, or text as alike as two accounts of one kind of failure are.
Chosen on the archive in this repository: better none than one that has nothing to do with it."""

LEAST_ASKED_FOR = 0.1
"""The same where somebody asks: notes of the first minutes have few words yet."""

_LEAST_SHARED = 2
"""Causes and services that must be shared by those that are less alike."""

_TRIGGER_COUNTS = 0.5  # a deployment sets off half of all incidents, a leap day hardly any

_WORDS_COUNT = 5.0
"""Likeness of two texts that are the same; texts about one kind of failure have a fifth of that."""

_SMALL_ARCHIVE = 8
"""In an archive smaller than this, nothing that two share can be known to be rare or common."""

_SHORT_TEXT = 40.0
"""Squares of the weights of a headline with a sentence or two; a whole postmortem has four times that."""

_MOST_WITH_VALUE = 200
"""Newest postmortems looked at per shared value: bounds the work where a value is on every page."""

_MOST_WITH_TERM = 40
"""Newest postmortems looked at per shared term."""

_TERMS_LOOKED_UP = 40
"""Heaviest terms by which others are looked for."""

_COMPARED = 20
"""How many of those that share something are compared whole."""

_NOISE = 1e-8
"""More than what rounding takes from a sum."""


class Relations:
    """Relations within an archive.

    Args:
        features: of all its postmortems, newest first.
    """

    def __init__(self, features: Sequence[Features]) -> None:
        self._lists = _Lists(features)

    def of(
        self, own: Features, limit: int = MAX_RELATED, least: float = LEAST_ALIKE
    ) -> tuple[Relation, ...]:
        """What is related to a postmortem: what is named, then what is most alike.

        Without being named, another one must share two causes or services, or be quite alike.

        Args:
            own: its features; it may be one of the archive, or none.
            limit: most relations besides those that are named.
            least: likeness from which on it is quite alike.
        """
        view = _View(self._lists, own)
        named = self._named_with(own)
        alike = [view.likeness(row) for row in view.candidates() if row not in named]
        alike = [found for found in alike if found.value >= least or found.shares_values]
        alike.sort(key=lambda found: (-found.value, found.row))
        return (
            *(view.relation(view.likeness(row), named=True) for row in named),
            *(view.relation(found, named=False) for found in alike[:limit]),
        )

    def _named_with(self, own: Features) -> list[int]:
        lists = self._lists
        names = dict.fromkeys((*lists.naming.get(own.id, ()), *own.related))
        rows = [lists.by_id[name] for name in names if name in lists.by_id]
        return [row for row in rows if lists.features[row].id != own.id]


class _Lists:
    """Who has what: made once, looked up for each postmortem.

    Attributes:
        features: of all postmortems, newest first.
        rows: place of each of them by its path.
        with_value: rows of those with a cause, a service or a trigger.
        with_term: rows of the newest of those with a term.
        counts: how many have a term.
        lengths: of the terms of each row, as far as they were asked for.
    """

    def __init__(self, features: Sequence[Features]) -> None:
        self.features = features
        self.rows = {item.path: row for row, item in enumerate(features)}
        self.with_value: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self.with_term: defaultdict[str, list[int]] = defaultdict(list)
        self.counts: defaultdict[str, int] = defaultdict(int)
        self.lengths: dict[int, float] = {}
        for row, item in enumerate(features):
            for value in item.values():
                self.with_value[value].append(row)
            for term in item.terms:
                self.counts[term] += 1
                if self.counts[term] <= _MOST_WITH_TERM:
                    self.with_term[term].append(row)

    @cached_property
    def rarities(self) -> Mapping[str, float]:
        """How rare each term is, with nothing but the archive in view."""
        size = len(self.features)
        return {term: _rarity(count, size) for term, count in self.counts.items()}

    @cached_property
    def by_id(self) -> Mapping[str, int]:
        """Rows by ID; of two with the same ID the first path counts."""
        rows = sorted(self.rows.values(), key=lambda row: self.features[row].path, reverse=True)
        return {self.features[row].id: row for row in rows}

    @cached_property
    def naming(self) -> Mapping[str, Sequence[str]]:
        """For every ID the IDs that it names or that name it."""
        found: dict[str, dict[str, None]] = {}
        for item in self.features:
            for other in item.related:
                found.setdefault(item.id, {})[other] = None
                found.setdefault(other, {})[item.id] = None
        return {key: tuple(value) for key, value in found.items()}


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How much alike the postmortem of a row is, and by what values."""

    row: int
    value: float
    causes: tuple[str, ...]
    services: tuple[str, ...]
    trigger: str

    @property
    def shares_values(self) -> bool:
        """Whether enough causes and services are shared, however common they are."""
        return len(self.causes) + len(self.services) >= _LEAST_SHARED


class _View:
    """The archive as seen from one postmortem, which counts as one of it."""

    def __init__(self, lists: _Lists, own: Features) -> None:
        self._lists = lists
        self._own = own
        self._row = lists.rows.get(own.path)
        self._more = 0 if self._row is not None else 1
        self._size = len(lists.features) + self._more
        rarities = self._rarities(own.terms)
        self._weights = {term: weight * rarities[term] for term, weight in own.terms.items()}
        # what a term adds to the likeness of the texts, but for its weight in the other one
        self._parts = {term: weight * rarities[term] for term, weight in self._weights.items()}
        self._length = _length(self._weights.values())
        size = max(self._size, _SMALL_ARCHIVE)
        self._rarity_of = {
            value: _rarity(len(lists.with_value.get(value, ())) + self._more, size)
            for value in own.values()
        }

    def candidates(self) -> list[int]:
        """Rows of those that may be most alike, by the values and the heaviest terms they share."""
        found: defaultdict[int, float] = defaultdict(float)
        for value, rarity in self._rarity_of.items():
            worth = rarity**2
            for row in self._lists.with_value.get(value, ())[:_MOST_WITH_VALUE]:
                found[row] += worth
        for term in heapq.nlargest(_TERMS_LOOKED_UP, self._weights, key=self._weights.__getitem__):
            worth = (self._weights[term] / self._length) ** 2 * _WORDS_COUNT
            for row in self._lists.with_term.get(term, ()):
                found[row] += worth
        if self._row is not None:
            found.pop(self._row, None)
        least = min(heapq.nlargest(_COMPARED, found.values()), default=0.0) - _NOISE
        best = sorted((-round(worth, 9), row) for row, worth in found.items() if worth >= least)
        return [row for _, row in best[:_COMPARED]]

    def likeness(self, row: int) -> "_Likeness":
        """How much alike the postmortem of that row is."""
        own, other = self._own, self._lists.features[row]
        causes = tuple(value for value in own.causes if value in other.causes)
        services = tuple(value for value in own.services if value in other.services)
        trigger = own.trigger if own.trigger == other.trigger else ""
        terms = other.terms
        # exact, so that the sum does not hang on the order of a set
        words = math.fsum([self._parts[term] * terms[term] for term in self._shared(row)])
        value = self._of_facts(causes, services, trigger) + _WORDS_COUNT * words / self._scale(row)
        return _Likeness(row, round(value, 9), causes, services, trigger)

    def relation(self, found: "_Likeness", *, named: bool) -> Relation:
        """The same as others are told it."""
        other = self._lists.features[found.row]
        return Relation(
            *(other.path, named, found.causes, found.services, found.trigger),
            self._telling(other, found),
            found.value,
        )

    def _of_facts(self, causes: Sequence[str], services: Sequence[str], trigger: str) -> float:
        """What shared values count: rare ones much, common ones next to nothing.

        The same cause in the same service counts once more, by the more common of the two.
        """
        of_causes = [self._rarity_of["cause", value] for value in causes]
        of_services = [self._rarity_of["service", value] for value in services]
        both = min(max(of_causes, default=0.0), max(of_services, default=0.0))
        facts = both + sum(value * value for value in of_causes + of_services)
        return facts + (
            _TRIGGER_COUNTS * self._rarity_of["trigger", trigger] ** 2 if trigger else 0
        )

    def _shared(self, row: int) -> set[str]:
        """The terms that both have."""
        return self._own.terms.keys() & self._lists.features[row].terms.keys()

    def _scale(self, row: int) -> float:
        """By this the likeness of two texts comes to 1 at most.

        In texts of a few words it stays below that: one word that two headlines share says little.
        """
        return self._length * self._other_length(row)

    def _other_length(self, row: int) -> float:
        if self._more:  # with a draft among them, what it has is less rare
            return self._length_of(row)
        lengths = self._lists.lengths
        if row not in lengths:
            lengths[row] = self._length_of(row)
        return lengths[row]

    def _length_of(self, row: int) -> float:
        terms = self._lists.features[row].terms
        rarities = self._rarities(terms)
        return _length(weight * rarities[term] for term, weight in terms.items())

    def _rarities(self, terms: Iterable[str]) -> Mapping[str, float]:
        if self._more:
            return {term: _rarity(self._count(term), self._size) for term in terms}
        return self._lists.rarities

    def _telling(self, other: Features, found: "_Likeness") -> tuple[str, ...]:
        """The heaviest rare terms that both have in a title or a tag, or that are technical.

        Where that gives no reason at all, whatever this one has there, or anywhere if it is notes.
        """
        own, rare = self._own, max(2, self._size // 3)
        known = [term for term in self._shared(found.row) if term in own.forms]
        keys = [
            term
            for term in known
            if min(own.terms[term], other.terms[term]) > PLAIN_WORD and self._count(term) <= rare
        ]
        if not (keys or found.causes or found.services or found.trigger):
            keys = known
        scale = self._scale(found.row)
        parts = {term: round(self._parts[term] * other.terms[term] / scale, 9) for term in keys}
        keys.sort(key=lambda term: (-parts[term], term))
        return tuple(own.forms[term] for term in keys[:MAX_WORDS])

    def _count(self, term: str) -> int:
        return self._lists.counts.get(term, 0) + (self._more if term in self._own.terms else 0)


def _rarity(holders: int, size: int) -> float:
    """1 where only one of an archive has something, 0 where all have it."""
    return math.log((size + 1) / holders) / math.log(size + 1)


def _length(weights: Iterable[float]) -> float:
    return math.sqrt(max(sum(weight * weight for weight in weights), _SHORT_TEXT))
