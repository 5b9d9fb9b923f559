"""The people of an archive, and how a text may name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from postmortem_archive.model.card import Card
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.settings import Settings

from .known_words import KnownWords, Place
from .people import is_role

_HANDLE = lazy_pattern(r"(?<![\w.@])@([^\W_][\w.-]{0,63})")
_FEWEST_LETTERS = 3
"""Letters of a handle, or of a part of a name, that is looked for by itself."""

_WORDS_TOO = frozenset(
    [
        *("art", "bill", "bob", "chase", "dawn", "dean", "drew", "faith", "frank", "gene"),
        *("grace", "grant", "guy", "hope", "jack", "joy", "mark", "max", "miles"),
        *("nick", "page", "pat", "pearl", "penny", "ray", "rich", "rob", "robin", "rose", "ruby"),
        *("sky", "sue", "summer", "van", "victor", "wade", "web", "will"),
    ]
)
"""First names that are English words as well: in small letters they are those."""

_MONTHS = frozenset(["april", "may", "june", "august"])
"""First names that nothing tells from a month; they are looked for with an ``@``, or in a full name."""


def people_of_archive(cards: Iterable[Card], settings: Settings) -> tuple[str, ...]:
    """Handles and names of everybody whom the postmortems and ``archive.yml`` know; teams are none."""
    named = {name for card in cards for name in card.people}
    for handle, person in (settings.people or {}).items():
        named.update((handle, *person.names))
    named.update(settings.capture.roles)
    teams = settings.teams or {}
    named.difference_update(teams, *(team.names for team in teams.values()))
    return tuple(sorted(name for name in named if not is_role(name)))


class KnownPeople:
    """Finds in a text those who are known.

    Args:
        people: their handles, without the ``@``, and their names.
    """

    def __init__(self, people: Sequence[str]) -> None:
        names = [_plain(one) for one in people]
        self._handles = {one.casefold() for one in names if " " not in one}
        self._words = KnownWords(way for one in names for way in _ways_to_write(one))

    def found_in(self, text: str) -> Iterator[Place]:
        """Where somebody is named."""
        for found in _HANDLE.finditer(text) if "@" in text else ():
            handle = found[1].rstrip(".-_")
            if handle.casefold() in self._handles:
                yield Place(found.start(), found.start(1) + len(handle))
        yield from self._words.found_in(text)


def _plain(name: str) -> str:
    """A name without what stands in brackets behind it, and an address without its domain."""
    return " ".join(name.partition("(")[0].lstrip("@").partition("@")[0].split())


def _ways_to_write(name: str) -> Iterator[str]:
    parts = name.split()
    if len(parts) > 1:
        yield name
        # "van" of "van der Berg" is no name by itself
        yield from (part for part in parts if _can_stand_alone(part) and not part[0].islower())
    elif _can_stand_alone(name):
        if name not in _WORDS_TOO:
            yield name
        yield name.capitalize()
        yield name.title()


def _can_stand_alone(name: str) -> bool:
    letters = sum(sign.isalpha() for sign in name)
    return letters >= _FEWEST_LETTERS and name.casefold() not in _MONTHS
