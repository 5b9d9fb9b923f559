"""Whose action items there are, and of which services: what a reader can choose among."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from postmortem_archive.model.settings import Term
from postmortem_archive.rules.shared.action_items import owner_key

from .actions import ArchiveActions


@dataclass(frozen=True, slots=True)
class Choice:
    """A name that action items can be chosen by, as :func:`~.actions.choose` understands it.

    Attributes:
        name: what to ask for; of an owner whom ``archive.yml`` does not know, as mostly written.
        label: how it is shown.
        words: every word for it, as they are compared: owners by their keys, services by their
            names without capital letters.
    """

    name: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the action items of an archive can be chosen by; each list by the alphabet.

    Attributes:
        teams: those that own any item.
        people: all other owners.
        services: those of postmortems with items.
    """

    teams: tuple[Choice, ...]
    people: tuple[Choice, ...]
    services: tuple[Choice, ...]


def choices(every: ArchiveActions) -> Choices:
    """What the action items can be chosen by."""
    written = _written(every)
    teams = _known(every.settings.teams or {}, written)
    people = _known(every.settings.people or {}, written)
    told = {word for choice in (*teams, *people) for word in choice.words}
    others = [Choice(name, name, (key,)) for key, name in written.items() if key not in told]
    return Choices(_sorted(teams), _sorted([*people, *others]), _sorted(_services(every)))


def _written(every: ArchiveActions) -> Mapping[str, str]:
    """How each owner is mostly written, by the key of it."""
    names = Counter(owner for action in every.actions for owner in action.item.owners)
    seldom_first = sorted(names, key=lambda name: (-names[name], name), reverse=True)
    return {owner_key(name): name for name in seldom_first}


def _known(terms: Mapping[str, Term], written: Mapping[str, str]) -> list[Choice]:
    """The words of a vocabulary of owners, as far as items have them."""
    found = []
    for term_id, term in terms.items():
        words = tuple(dict.fromkeys(owner_key(word) for word in (term_id, *term.names)))
        if any(word in written for word in words):
            found.append(Choice(term_id, term.name or term_id, words))
    return found


def _services(every: ArchiveActions) -> Iterable[Choice]:
    terms = every.settings.services or {}
    for service in {service for action in every.actions for service in action.services}:
        term = terms.get(service)
        words = (service, *(term.names if term else ()))
        label = term.name if term and term.name else service
        yield Choice(service, label, tuple(dict.fromkeys(word.casefold() for word in words)))


def _sorted(found: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(found, key=lambda choice: (choice.label.casefold(), choice.name)))
