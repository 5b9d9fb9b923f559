"""Which postmortems have something to do with each other, and why.

Two are alike by the causes, services and triggers they share, and by their telling words. Whatever is
rare in the archive counts for more: a cause that half of the archive names says little, a service that
only these two name says a lot. Nobody is compared with everybody: what shares something is looked up in
lists, made once, of which no more than a bounded number of the newest is looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .features import Features
from .holders import Holders
from .likeness import Compared, View
from .relation import Relation

MAX_RELATED = 5
"""Most relations of a postmortem by what it shares; those that an author names are all kept."""

LEAST_ALIKE = 0.9
"""Least likeness that is worth somebody's time unasked. Two values that only these two share are enough,
as is one such value with kindred words, or text as alike as two accounts of one kind of failure are.
Chosen on the archive in this repository: better none than one that has nothing to do with it."""

LEAST_ASKED_FOR = 0.1
"""The same where somebody asks: notes of the first minutes have few words yet."""


class Named(NamedTuple):
    """What authors say of the relations of a postmortem.

    Attributes:
        number: of the postmortem.
        path: its path.
        id: its ID.
        related: IDs that it names.
    """

    number: int
    path: str
    id: str
    related: tuple[str, ...]


class Names:
    """Who is named by whom in an archive.

    Args:
        items: all of its postmortems, newest first.
    """

    def __init__(self, items: Iterable[Named]) -> None:
        by_id: dict[str, Named] = {}
        self._naming: dict[str, dict[str, None]] = {}
        for item in items:
            if item.id not in by_id or item.path < by_id[item.id].path:
                by_id[item.id] = item
            for other in item.related:
                self._naming.setdefault(item.id, {})[other] = None
                self._naming.setdefault(other, {})[item.id] = None
        self._numbers = {id: item.number for id, item in by_id.items()}

    def beside(self, own: Features) -> list[int]:
        """Numbers of those that a postmortem names, or that name it; of one ID the first path."""
        names = dict.fromkeys((*self._naming.get(own.id, ()), *own.related))
        return [self._numbers[name] for name in names if name in self._numbers and name != own.id]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is related to a postmortem, and what that depends on.

    Attributes:
        relations: what is related to it.
        named: numbers of those that are named.
        candidates: numbers of the others that it was compared with.
        least: what another one must be worth to be one of these.
        view: the archive as seen from it.
    """

    relations: tuple[Relation, ...]
    named: Sequence[int]
    candidates: Sequence[int]
    least: float
    view: View


def outcome_of(
    compared: Compared,
    names: Names,
    own: Features,
    limit: int = MAX_RELATED,
    least: float = LEAST_ALIKE,
) -> Outcome:
    """Compare a postmortem with those of an archive.

    Without being named, another one must share two causes or services, or be quite alike.

    Args:
        compared: the archive.
        names: who is named by whom in it.
        own: features of the postmortem; it may be one of the archive, or none.
        limit: most relations besides those that are named.
        least: likeness from which on it is quite alike.
    """
    view = View(compared, own)
    named = names.beside(own)
    candidates, enters = view.candidates()
    alike = [view.likeness(number) for number in candidates if number not in named]
    alike = [found for found in alike if found.value >= least or found.shares_values]
    ranks = compared.holders.ranks
    alike.sort(key=lambda found: (-found.value, ranks[found.number]))
    relations = (
        *(view.relation(view.likeness(number), named=True) for number in named),
        *(view.relation(found, named=False) for found in alike[:limit]),
    )
    return Outcome(relations, named, candidates, enters, view)


class Relations:
    """Relations within an archive.

    Args:
        features: of all its postmortems, newest first.
    """

    def __init__(self, features: Sequence[Features]) -> None:
        numbers = {item.path: number for number, item in enumerate(features)}
        self._compared = Compared(Holders.of(features), features.__getitem__, numbers, {})
        self._names = Names(
            Named(number, item.path, item.id, item.related) for number, item in enumerate(features)
        )

    def of(
        self, own: Features, limit: int = MAX_RELATED, least: float = LEAST_ALIKE
    ) -> tuple[Relation, ...]:
        """What is related to a postmortem: what is named, then what is most alike.

        See :func:`outcome_of` for what is asked.
        """
        return outcome_of(self._compared, self._names, own, limit, least).relations
