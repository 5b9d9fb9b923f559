"""The oracle of the search: every postmortem read from end to end, with no index at all."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from math import log

from whoosh.util.numeric import byte_to_length, length_to_byte

from made_archive import TODAY
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.facets import FACETS
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.search.analyzer import tokens
from postmortem_archive.search.fields import body_of, zones
from postmortem_archive.search.query import Condition, Unit
from postmortem_archive.search.synonyms import Phrase


class Scan:
    """Looks through every postmortem for every question; right by being simple."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.words = {item.id: list(self._words(item)) for item in archive.postmortems}
        self.places = {
            key: {(term, place) for term, place, _ in words} for key, words in self.words.items()
        }
        self.lengths = {key: len(words) for key, words in self.words.items()}
        self.average = sum(self.lengths.values()) / len(self.lengths)

    def _words(self, item: Postmortem) -> Iterator[tuple[str, int, int]]:
        """(term, place, boost); zones are far apart."""
        for number, zone in enumerate(zones(item, self.archive.settings, body_of(item))):
            for token in tokens(zone.text):
                yield token.term, number * 1_000_000 + token.position, zone.boost

    def find(
        self, units: tuple[Unit, ...], conditions: tuple[Condition, ...]
    ) -> list[tuple[str, float]]:
        rows = [item for item in self.archive.postmortems if self.has_all(item, units)]
        rows = [item for item in rows if all(self.holds(item, one) for one in conditions)]
        lists = self.weights(units)
        scored = [(item.id, self.score(item, lists)) for item in rows]
        return sorted(scored, key=lambda pair: -pair[1])  # stable: newest first among equals

    def counts(
        self, units: tuple[Unit, ...], conditions: tuple[Condition, ...]
    ) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for facet in FACETS:
            others = [one for one in conditions if one.negated or one.field != facet.name]
            rows = [
                item
                for item in self.archive.postmortems
                if self.has_all(item, units) and all(self.holds(item, one) for one in others)
            ]
            values = Counter(
                value for item in rows for value in set(facet.values(item, self.archive.settings))
            )
            found[facet.name] = dict(values)
        return found

    def has_all(self, item: Postmortem, units: tuple[Unit, ...]) -> bool:
        return all(self.has(item, unit) != unit.negated for unit in units)

    def has(self, item: Postmortem, unit: Unit) -> bool:
        places = self.places[item.id]
        if unit.prefix and any(term.startswith(unit.prefix) for term, _ in places):
            return True
        return any(self.has_phrase(places, phrase) for phrase in self.phrases(unit))

    def phrases(self, unit: Unit) -> tuple[Phrase, ...]:
        """What may stand there; the terms of an unfinished word are words that it may become."""
        own = tuple((term,) for term in unit.terms) if unit.prefix else (unit.terms,)
        return (*own, *unit.synonyms)

    def has_phrase(self, places: set[tuple[str, int]], phrase: Phrase) -> bool:
        first, offset = phrase[0]
        return any(
            all((term, place - offset + other) in places for term, other in phrase)
            for found, place in places
            if found == first
        )

    def weights(self, units: tuple[Unit, ...]) -> list[dict[str, int]]:
        """For everything that counts, how much it weighs in each postmortem."""
        wanted = [unit for unit in units if not unit.negated]
        alone = [unit for unit in wanted if unit.prefix or not unit.synonyms]
        terms = dict.fromkeys(term for unit in alone for term, _ in unit.terms)
        found = [self.weights_of(lambda other, term=term: other == term) for term in terms]
        merged = {unit.prefix or frozenset(self.phrases(unit)): unit for unit in wanted}
        return found + [
            self.weights_of_unit(unit) for unit in merged.values() if unit.prefix or unit.synonyms
        ]

    def weights_of(self, matches: Callable[[str], bool]) -> dict[str, int]:
        return {
            key: sum(boost for term, _, boost in words if matches(term))
            for key, words in self.words.items()
        }

    def weights_of_unit(self, unit: Unit) -> dict[str, int]:
        """Of all that a unit may be, as one; a phrase counts as much as the least of its words."""
        phrases = set(self.phrases(unit))
        words = {phrase[0][0] for phrase in phrases if len(phrase) == 1}
        found = self.weights_of(
            lambda term: term in words or bool(unit.prefix and term.startswith(unit.prefix))
        )
        for phrase in (phrase for phrase in phrases if len(phrase) > 1):
            for key in found:
                if self.has_phrase(self.places[key], phrase):
                    found[key] += min(self.weight(key, term) for term, _ in phrase)
        return found

    def weight(self, key: str, term: str) -> int:
        return sum(boost for found, _, boost in self.words[key] if found == term)

    def score(self, item: Postmortem, lists: list[dict[str, int]]) -> float:
        return round(sum(self.part(item, weights) for weights in lists), 6)

    def part(self, item: Postmortem, weights: dict[str, int]) -> float:
        having = sum(weight > 0 for weight in weights.values())
        weight = weights[item.id]
        length = byte_to_length(length_to_byte(self.lengths[item.id]))
        idf = log(len(weights) / (having + 1)) + 1
        return idf * weight * 2.2 / (weight + 1.2 * (0.25 + 0.75 * length / self.average))

    def holds(self, item: Postmortem, condition: Condition) -> bool:
        return self.is_met(item, condition.field, condition.values) != condition.negated

    def is_met(self, item: Postmortem, field: str, values: tuple[str, ...]) -> bool:
        for facet in FACETS:
            if facet.name == field:
                return bool(set(facet.values(item, self.archive.settings)) & set(values))
        if not values:
            return False
        started, lasted = item.meta.started, item.time_to_resolve
        if field == "owner":
            owners = {owner.casefold() for action in item.actions for owner in action.owners}
            return bool(owners & set(values))
        if field == "before":
            return started is not None and started.day < date.fromisoformat(values[0])
        if field == "after":
            return started is not None and started.day >= date.fromisoformat(values[0])
        if field == "longer":
            return lasted is not None and lasted.total_seconds() >= int(values[0]) * 60
        if field == "shorter":
            return lasted is not None and lasted.total_seconds() < int(values[0]) * 60
        return {
            "open": any(not action.status.is_closed for action in item.actions),
            "overdue": any(action.is_overdue(TODAY) for action in item.actions),
            "near-miss": item.is_near_miss,
            "incident": not item.is_near_miss,
            "draft": item.is_draft,
            "in-review": item.meta.status == "in-review",
            "published": item.meta.status == "published",
        }[values[0]]
