"""What happened before: the past postmortems most like a new one, and what of them is still open.

Two postmortems are alike by the causes and services they share, and by the words of their title,
tags, summary, timeline and root cause. Whatever is rare in the archive counts for more: a cause
that half of the archive names says little, a service that only these two name says a lot.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from postmortem_archive.model.postmortem import ActionItem, Postmortem

from .analyzer import exact_terms, tokens
from .plain import plain_text
from .stemmer import stem

MAX_PRECEDENTS = 3
"""Most precedents of a postmortem; each must be worth the time of somebody in a review."""

MAX_WORDS = 5
"""Most shared words that are given as a reason."""

_LEAST_ALIKE = 0.9
"""Least likeness of a precedent. Two values that only these two share are enough, as is one such
value with kindred words, or text as alike as two accounts of one kind of failure are. Chosen on the
archive in this repository: better none than one that has nothing to do with it."""

_WORDS_COUNT = 5.0
"""Likeness of two texts that are the same; texts about one kind of failure have a fifth of that."""

_SMALL_ARCHIVE = 8
"""In an archive smaller than this, nothing that two share can be known to be rare or common."""

_SHORT_TEXT = 40.0
"""Squares of the weights of a headline with a sentence or two; a whole postmortem has four times that."""

_KEY_WORD = 3.0  # of the title or a tag: its author chose it to say what happened
_TECHNICAL = 2.0  # `us-east-1`, `max_connections`: nobody writes that by chance
_PLAIN_WORD = 1.0

_SHORTEST = 3
_LONGEST_PART = 8_000  # characters that are read of a section
_IS_TECHNICAL = re.compile(r"[\d_./:@=&+~#%\\]")
_CALENDAR = """
january february march april june july august september october november december monday tuesday
wednesday thursday friday saturday sunday hour hours minute minutes day days
"""
_COMMON = """
about after again all also and another any are because been before being between both but can could
did does down during each every for from had has have how into its many more most much nor not off
one only other our out over own same some such than that the their them then there these they this
those three through too two under until was were what when where which while who why will with
without would you
"""
_SAYS_NOTHING = frozenset(map(stem, _CALENDAR.split() + _COMMON.split()))
"""Two incidents in November have nothing in common, nor have two that happened "after" something;
in a small archive such words may look rare."""


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action item that is still to be done, and whether its due date has passed."""

    action: ActionItem
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Precedent:
    """A past postmortem, and why it is worth reading beside the new one.

    Attributes:
        postmortem: the past one.
        causes: the causes that both have, in the order of the new one.
        services: the services that both have, in the order of the new one.
        words: telling words that both have, as the new one writes them, most telling first.
        open_actions: action items of the past one that are still to be done, overdue ones first.
    """

    postmortem: Postmortem
    causes: tuple[str, ...]
    services: tuple[str, ...]
    words: tuple[str, ...]
    open_actions: tuple[OpenAction, ...]


@dataclass(frozen=True, slots=True)
class Precedents:
    """A new postmortem with what happened before it, most alike first; there may be nothing."""

    postmortem: Postmortem
    found: tuple[Precedent, ...]


def precedents(
    changed: Sequence[Postmortem], archive: Sequence[Postmortem], today: date
) -> tuple[Precedents, ...]:
    """What happened before each of the ``changed`` postmortems.

    The archive is read once to see what is rare in it, and once more for each changed postmortem.

    Args:
        changed: the new or changed ones; they are no precedents of one another.
        archive: all postmortems, which may include the changed ones.
        today: the day against which due dates are held.

    Returns:
        One record for each changed postmortem, in their order.
    """
    new_paths = {item.path for item in changed}
    past = [item for item in archive if item.path not in new_paths]
    features = [_Features.of(item) for item in past]
    found = []
    for item in changed:
        own = _Features.of(item)
        rarity = _Rarity([own, *features])
        found.append(Precedents(item, tuple(_most_alike(own, features, rarity, today))))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Features:
    """What a postmortem is compared by: its causes, its services, its terms with their weights."""

    postmortem: Postmortem
    causes: frozenset[str]
    services: frozenset[str]
    terms: Mapping[str, float]

    @classmethod
    def of(cls, item: Postmortem) -> "_Features":
        weights: dict[str, float] = {}
        for text, weight in _texts(item):
            for term in _terms(text):
                telling = _TECHNICAL if _IS_TECHNICAL.search(term) else _PLAIN_WORD
                weights[term] = max(weights.get(term, 0.0), weight * telling)
        return cls(item, frozenset(item.meta.causes), frozenset(item.meta.services), weights)


class _Rarity:
    """How rare causes, services and terms are in an archive: 1 where only one has it, 0 where all."""

    def __init__(self, features: Sequence[_Features]) -> None:
        self._causes = Counter(value for item in features for value in item.causes)
        self._services = Counter(value for item in features for value in item.services)
        self._terms = Counter(term for item in features for term in item.terms)
        self._size = len(features)

    def of_facts(self, causes: Iterable[str], services: Iterable[str]) -> float:
        """What shared causes and services count: rare ones much, common ones next to nothing.

        The same cause in the same service counts once more, by the more common of the two.
        """
        size = max(self._size, _SMALL_ARCHIVE)
        of_causes = [_rarity(self._causes[value], size) for value in sorted(causes)]
        of_services = [_rarity(self._services[value], size) for value in sorted(services)]
        both = min(max(of_causes, default=0.0), max(of_services, default=0.0))
        return both + sum(value * value for value in of_causes + of_services)

    def of_terms(self, terms: Mapping[str, float]) -> dict[str, float]:
        """The terms with their weights, rare ones heavier; their squares add up to one.

        In a text of a few words they add up to less: one word that two headlines share says little.
        """
        weights = {
            term: weight * _rarity(self._terms[term], self._size) for term, weight in terms.items()
        }
        length = math.sqrt(max(sum(weight * weight for weight in weights.values()), _SHORT_TEXT))
        return {term: weight / length for term, weight in weights.items()}

    def is_rare(self, term: str) -> bool:
        """Whether few enough have the term for it to be a reason: two, or a third of all."""
        return self._terms[term] <= max(2, self._size // 3)


def _rarity(holders: int, size: int) -> float:
    return math.log((size + 1) / holders) / math.log(size + 1)


def _most_alike(
    new: _Features, past: Sequence[_Features], rarity: _Rarity, today: date
) -> Iterator[Precedent]:
    own = rarity.of_terms(new.terms)
    scored = []
    for order, other in enumerate(past):
        facts = rarity.of_facts(new.causes & other.causes, new.services & other.services)
        theirs = rarity.of_terms(other.terms)
        shared = {term: own[term] * theirs[term] for term in own.keys() & theirs.keys()}
        # added up in order of size, so that the sum does not hang on the order of a set
        likeness = facts + _WORDS_COUNT * sum(sorted(shared.values()))
        if likeness >= _LEAST_ALIKE:
            scored.append((-round(likeness, 9), order, other, shared))
    scored.sort(key=lambda entry: entry[:2])
    for _, _, other, shared in scored[:MAX_PRECEDENTS]:
        yield Precedent(
            other.postmortem,
            _in_order(new.postmortem.meta.causes, other.causes),
            _in_order(new.postmortem.meta.services, other.services),
            _telling_words(new, other, shared, rarity),
            _open_actions(other.postmortem, today),
        )


def _in_order(values: Iterable[str], others: frozenset[str]) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys(values) if value in others)


def _telling_words(
    new: _Features, other: _Features, shared: Mapping[str, float], rarity: _Rarity
) -> tuple[str, ...]:
    """The heaviest rare terms that both have in a title or a tag, or that are technical."""
    keys = [
        term
        for term in shared
        if min(new.terms[term], other.terms[term]) > _PLAIN_WORD and rarity.is_rare(term)
    ]
    keys.sort(key=lambda term: (-round(shared[term], 9), term))
    written = _as_written(new.postmortem)
    return tuple(written.get(term, term) for term in keys[:MAX_WORDS])


def _as_written(item: Postmortem) -> dict[str, str]:
    """The terms of a postmortem with the words for which they first stand."""
    written: dict[str, str] = {}
    for text, _ in _texts(item):
        for token in tokens(text):
            written.setdefault(token.term, text[token.start : token.end])
    return written


def _open_actions(item: Postmortem, today: date) -> tuple[OpenAction, ...]:
    found = [
        OpenAction(action, action.is_overdue(today))
        for action in item.actions
        if not action.status.is_closed
    ]
    return tuple(sorted(found, key=lambda entry: not entry.is_overdue))


def _texts(item: Postmortem) -> Iterator[tuple[str, float]]:
    """What is compared of a postmortem, as plain text with the weight of its words."""
    yield item.title, _KEY_WORD
    yield " ".join(item.meta.tags), _KEY_WORD
    for key in ("summary", "root-cause"):
        section = item.section(key)
        if section:
            yield plain_text(section.body[:_LONGEST_PART]), _PLAIN_WORD
    timeline = "\n".join(entry.text for entry in item.timeline)
    yield plain_text(timeline[:_LONGEST_PART]), _PLAIN_WORD


def _terms(text: str) -> set[str]:
    """The words of a text, and its technical tokens whole."""
    tokens_of_text = {term for token in exact_terms(text) for term, _ in token}
    return {word for term in tokens_of_text for word in _words(term)}


@lru_cache(maxsize=65_536)
def _words(term: str) -> tuple[str, ...]:
    """The words that a term stands for, if they say anything; ``fail-over`` is two words."""
    is_compound = "-" in term and not _IS_TECHNICAL.search(term)
    words = [stem(word) for word in term.split("-")] if is_compound else [term]
    return tuple(
        word
        for word in words
        if len(word) >= _SHORTEST and word[0].isalpha() and word not in _SAYS_NOTHING
    )
