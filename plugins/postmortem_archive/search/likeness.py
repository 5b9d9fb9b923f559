"""How much alike two postmortems are, and by what: the archive as seen from one of them."""

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .features import PLAIN_WORD, Features
from .holders import Holders, Mark
from .relation import Relation

MAX_WORDS = 5
"""Most shared words that are given as a reason."""

_LEAST_SHARED = 2
"""Causes and services that must be shared by those that are less alike."""

_TRIGGER_COUNTS = 0.5  # a deployment sets off half of all incidents, a leap day hardly any

_WORDS_COUNT = 5.0
"""Likeness of two texts that are the same; texts about one kind of failure have a fifth of that."""

_SHORT_TEXT = 40.0
"""Squares of the weights of a headline with a sentence or two; a whole postmortem has four times that."""

_LENGTH_DIGITS = 1
"""Lengths are rounded to about one in a hundred, so that one rarer word changes nothing for others."""

_TERMS_LOOKED_UP = 40
"""Heaviest terms by which others are looked for."""

_COMPARED = 20
"""How many of those that share something are compared whole."""

NOISE = 1e-8
"""More than what rounding takes from a sum."""


class Compared(NamedTuple):
    """The postmortems of an archive, as they are compared.

    Attributes:
        holders: who has what.
        features: the features of a number.
        numbers: the number of each, by its path.
        lengths: of the texts by number, as far as they were asked for.
    """

    holders: Holders
    features: Callable[[int], Features]
    numbers: Mapping[str, int]
    lengths: dict[int, float]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much alike the postmortem of a number is, and by what values."""

    number: int
    value: float
    causes: tuple[str, ...]
    services: tuple[str, ...]
    trigger: str

    @property
    def shares_values(self) -> bool:
        """Whether enough causes and services are shared, however common they are."""
        return len(self.causes) + len(self.services) >= _LEAST_SHARED


class View:
    """The archive as seen from one postmortem, which counts as one of it.

    Args:
        compared: the archive.
        own: the features of the one; it may be of the archive, or not.

    Attributes:
        looked_up: what others are looked for by, and what sharing it is worth.
        length: of its text.
    """

    def __init__(self, compared: Compared, own: Features) -> None:
        self._compared = compared
        self._holders = compared.holders
        self._own = own
        self._number = compared.numbers.get(own.path)
        self._more = 0 if self._number is not None else 1
        rarities = self._rarities((*own.values(), *own.terms))
        self._value_rarities = {value: rarities[value] for value in own.values()}
        weights = {term: weight * rarities[term] for term, weight in own.terms.items()}
        # what a term adds to the likeness of the texts, but for its weight in the other one
        self._parts = {term: weight * rarities[term] for term, weight in weights.items()}
        self.length = _length(weights.values())
        self.looked_up: dict[Mark, float] = {
            value: rarity**2 for value, rarity in self._value_rarities.items()
        }
        for term in heapq.nlargest(_TERMS_LOOKED_UP, weights, key=weights.__getitem__):
            self.looked_up[term] = (weights[term] / self.length) ** 2 * _WORDS_COUNT

    def candidates(self) -> tuple[list[int], float]:
        """Numbers of those that may be most alike, and what another one must be worth to be of them."""
        found: defaultdict[int, float] = defaultdict(float)
        for mark, worth in self.looked_up.items():
            for number in self._holders.newest(mark):
                found[number] += worth
        if self._number is not None:
            found.pop(self._number, None)
        most = heapq.nlargest(_COMPARED, found.values())
        least = min(most, default=0.0) - NOISE
        ranks = self._holders.ranks
        best = sorted(
            (-round(worth, 9), ranks[number], number)
            for number, worth in found.items()
            if worth >= least
        )
        return [number for _, _, number in best[:_COMPARED]], least if len(most) == _COMPARED else 0

    def likeness(self, number: int) -> Likeness:
        """How much alike the postmortem of that number is."""
        own, other = self._own, self._compared.features(number)
        causes = tuple(value for value in own.causes if value in other.causes)
        services = tuple(value for value in own.services if value in other.services)
        trigger = own.trigger if own.trigger == other.trigger else ""
        parts, terms = self._parts, other.terms
        # exact, so that the sum does not hang on the order of a set
        words = math.fsum([parts[term] * terms[term] for term in parts.keys() & terms.keys()])
        value = self._of_facts(causes, services, trigger)
        value += _WORDS_COUNT * words / self._scale(number)
        return Likeness(number, round(value, 9), causes, services, trigger)

    def relation(self, found: Likeness, *, named: bool) -> Relation:
        """The same as others are told it."""
        other = self._compared.features(found.number)
        return Relation(
            *(other.path, named, found.causes, found.services, found.trigger),
            self._telling(other, found),
            found.value,
        )

    def _of_facts(self, causes: Sequence[str], services: Sequence[str], trigger: str) -> float:
        """What shared values count: rare ones much, common ones next to nothing.

        The same cause in the same service counts once more, by the more common of the two.
        """
        rarities = self._value_rarities
        of_causes = [rarities["cause", value] for value in causes]
        of_services = [rarities["service", value] for value in services]
        both = min(max(of_causes, default=0.0), max(of_services, default=0.0))
        facts = both + sum(value * value for value in of_causes + of_services)
        return facts + (_TRIGGER_COUNTS * rarities["trigger", trigger] ** 2 if trigger else 0)

    def _scale(self, number: int) -> float:
        """By this the likeness of two texts comes to 1 at most.

        In texts of a few words it stays below that: one word that two headlines share says little.
        """
        return self.length * self._other_length(number)

    def _other_length(self, number: int) -> float:
        if self._more:  # with a draft among them, what it has is less rare
            return self._length_of(number)
        lengths = self._compared.lengths
        if number not in lengths:
            lengths[number] = self._length_of(number)
        return lengths[number]

    def _length_of(self, number: int) -> float:
        terms = self._compared.features(number).terms
        return text_length(terms, self._rarities(terms))

    def _rarities(self, marks: Iterable[Mark]) -> Mapping[Mark, float]:
        if self._more:
            return {mark: self._holders.rarity(mark, self._more_with(mark)) for mark in marks}
        return self._holders.rarities

    def _more_with(self, mark: Mark) -> int:
        has = mark in self._own.terms if isinstance(mark, str) else mark in self._own.values()
        return self._more if has else 0

    def _telling(self, other: Features, found: Likeness) -> tuple[str, ...]:
        """The heaviest rare terms that both have in a title or a tag, or that are technical.

        Where that gives no reason at all, whatever this one has there, or anywhere if it is notes.
        """
        own, rare = self._own, max(2, self._holders.size(self._more) // 3)
        known = [term for term in own.terms if term in other.terms and term in own.forms]
        keys = [
            term
            for term in known
            if min(own.terms[term], other.terms[term]) > PLAIN_WORD
            and self._holders.count(term, self._more_with(term)) <= rare
        ]
        if not (keys or found.causes or found.services or found.trigger):
            keys = known
        scale = self._scale(found.number)
        parts = {term: round(self._parts[term] * other.terms[term] / scale, 9) for term in keys}
        keys.sort(key=lambda term: (-parts[term], term))
        return tuple(own.forms[term] for term in keys[:MAX_WORDS])


def text_length(terms: Mapping[str, float], rarities: Mapping[Mark, float]) -> float:
    """The length of a text in the space of its terms, where rare ones reach farther."""
    return _length(weight * rarities[term] for term, weight in terms.items())


def _length(weights: Iterable[float]) -> float:
    squares = sum(weight * weight for weight in weights)
    return round(math.sqrt(max(squares, _SHORT_TEXT)), _LENGTH_DIGITS)
