"""Which postmortems of an archive have something to do with each other, and why."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from postmortem_archive.model.postmortem import Postmortem

from .archive import Archive

MAX_RELATED = 5
"""Most relations of a postmortem by what it shares; those that an author names are all kept."""

_MAX_CANDIDATES = 200
"""Newest postmortems looked at per shared value: bounds the work where a value is on every page."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Another postmortem, and why it is worth reading beside this one.

    Attributes:
        postmortem: the other one.
        named: one of the two names the other as related.
        causes: the causes that both have, in the order of this one.
        services: the services that both have, in the order of this one.
    """

    postmortem: Postmortem
    named: bool
    causes: tuple[str, ...]
    services: tuple[str, ...]


class Relations:
    """Relations within an archive; what is shared is looked up in lists by value, made once.

    Args:
        archive: the archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    @cached_property
    def _by_value(self) -> Mapping[tuple[str, str], Sequence[Postmortem]]:
        found: dict[tuple[str, str], list[Postmortem]] = {}
        for item in self._archive.postmortems:
            for value in _values(item):
                found.setdefault(value, []).append(item)
        return found

    @cached_property
    def _named(self) -> Mapping[str, tuple[str, ...]]:
        """IDs named by, or naming, each ID."""
        found: dict[str, dict[str, None]] = {}
        for item in self._archive.postmortems:
            for other in item.meta.related:
                found.setdefault(item.id, {})[other] = None
                found.setdefault(other, {})[item.id] = None
        return {key: tuple(value) for key, value in found.items()}

    def of(self, item: Postmortem) -> tuple[Relation, ...]:
        """What is related to ``item``: what is named, then what shares most, rare values first.

        Without being named, another one must share at least two values (causes, services) to be
        listed.
        """
        by_id = self._archive.by_id
        named = [by_id[key] for key in self._named.get(item.id, ()) if key in by_id]
        named = [other for other in named if other.id != item.id]
        chosen = {other.path for other in named} | {item.path}
        shared = [other for other in self._sharing(item) if other.path not in chosen]
        return (
            *(_relation(item, other, named=True) for other in named),
            *(_relation(item, other, named=False) for other in shared[:MAX_RELATED]),
        )

    def _sharing(self, item: Postmortem) -> list[Postmortem]:
        total = len(self._archive.postmortems)
        score: defaultdict[str, float] = defaultdict(float)
        count: Counter[str] = Counter()
        candidates: dict[str, Postmortem] = {}
        for value in _values(item):
            holders = self._by_value.get(value, ())
            weight = math.log(1 + total / len(holders)) if holders else 0.0
            for other in holders[:_MAX_CANDIDATES]:
                candidates[other.path] = other
                count[other.path] += 1
                score[other.path] += weight
        order = {other.path: rank for rank, other in enumerate(candidates.values())}
        paths = [path for path in candidates if count[path] >= 2]
        paths.sort(key=lambda path: (-round(score[path], 9), order[path]))
        return [candidates[path] for path in paths]


def _values(item: Postmortem) -> list[tuple[str, str]]:
    causes = [("cause", value) for value in dict.fromkeys(item.meta.causes)]
    return causes + [("service", value) for value in dict.fromkeys(item.meta.services)]


def _relation(item: Postmortem, other: Postmortem, *, named: bool) -> Relation:
    return Relation(
        other,
        named,
        tuple(value for value in dict.fromkeys(item.meta.causes) if value in other.meta.causes),
        tuple(value for value in dict.fromkeys(item.meta.services) if value in other.meta.services),
    )
