"""What a postmortem is compared by: its causes, services and trigger, and the words that say what happened.

Features are made from one postmortem alone; so they can be kept with it, and one that changes costs
nothing for the others.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from postmortem_archive.model.postmortem import Postmortem, Section

from .analyzer import exact_terms, expanded
from .plain import plain_text
from .stemmer import stem

PLAIN_WORD = 1.0
_TECHNICAL = 2.0  # `us-east-1`, `max_connections`: nobody writes that by chance
_KEY_WORD = 3.0  # of the title or a tag: its author chose it to say what happened

_MOST_TERMS = 250
"""Most terms of a postmortem: the heaviest, and of these the most frequent."""

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
class Features:
    """What a postmortem is compared by.

    Attributes:
        path: its path relative to the archive's folder; of a draft elsewhere, any other text.
        id: its ID.
        causes: its causes, the primary one first.
        services: the services that were affected.
        trigger: what set it off; empty where not recorded.
        related: IDs that its author names as related.
        terms: its telling words with their weights, whole technical tokens among them.
        forms: how those of its title and tags, and the technical ones, are first written; all of
            them where there is neither a summary nor a root cause, as in notes.
    """

    path: str
    id: str
    causes: tuple[str, ...]
    services: tuple[str, ...]
    trigger: str
    related: tuple[str, ...]
    terms: Mapping[str, float]
    forms: Mapping[str, str]

    def values(self) -> Iterator[tuple[str, str]]:
        """(kind, value) of its causes, services and trigger."""
        yield from (("cause", value) for value in self.causes)
        yield from (("service", value) for value in self.services)
        if self.trigger:
            yield "trigger", self.trigger

    def marks(self) -> "Iterator[str | tuple[str, str]]":
        """Everything that others may share with it: its values, then its terms."""
        yield from self.values()
        yield from self.terms


def features_of(item: Postmortem) -> Features:
    """The features of a postmortem."""
    weights: dict[str, float] = {}
    counts: Counter[str] = Counter()
    texts, is_told = list(_texts(item)), bool(_told(item))
    for text, weight in texts:
        for term in _terms(text):
            telling = _TECHNICAL if _IS_TECHNICAL.search(term) else PLAIN_WORD
            weights[term] = max(weights.get(term, 0.0), weight * telling)
            counts[term] += 1
    chosen = sorted(weights, key=lambda term: (-weights[term], -counts[term]))[:_MOST_TERMS]
    return Features(
        item.path,
        item.id,
        tuple(dict.fromkeys(item.meta.causes)),
        tuple(dict.fromkeys(item.meta.services)),
        item.meta.trigger or "",
        tuple(dict.fromkeys(item.meta.related)),
        {term: weights[term] for term in chosen},
        _forms(texts, {term for term in chosen if weights[term] > PLAIN_WORD or not is_told}),
    )


def _forms(texts: list[tuple[str, float]], wanted: set[str]) -> dict[str, str]:
    forms: dict[str, str] = {}
    for text, _ in texts:
        for raw, entries in {one.raw: one.entries for one in expanded(text)}.items():
            for term, _, begin, end, _ in entries:
                if term in wanted and term not in forms:
                    forms[term] = raw[begin:end]
    return forms


def _texts(item: Postmortem) -> Iterator[tuple[str, float]]:
    """What is compared of a postmortem, as plain text with the weight of its words."""
    yield item.title, _KEY_WORD
    yield " ".join(item.meta.tags), _KEY_WORD
    for section in _told(item):
        yield plain_text(section.body[:_LONGEST_PART]), PLAIN_WORD
    if not _told(item):  # notes that are no postmortem yet
        yield plain_text(item.body[:_LONGEST_PART]), PLAIN_WORD
    timeline = "\n".join(entry.text for entry in item.timeline)
    yield plain_text(timeline[:_LONGEST_PART]), PLAIN_WORD


def _told(item: Postmortem) -> list[Section]:
    return [section for key in ("summary", "root-cause") if (section := item.section(key))]


def _terms(text: str) -> Iterator[str]:
    """The words of a text, and its technical tokens whole."""
    return (word for token in exact_terms(text) for term, _ in token for word in _words(term))


@lru_cache(maxsize=65_536)
def _words(term: str) -> tuple[str, ...]:
    """The words that a term stands for, if they say anything; ``fail-over`` is two words."""
    is_compound = "-" in term and not _IS_TECHNICAL.search(term)
    words = [stem(word) for word in term.split("-")] if is_compound else [term]
    return tuple(
        intern(word)
        for word in words
        if len(word) >= _SHORTEST and word[0].isalpha() and word not in _SAYS_NOTHING
    )
