"""How many: incidents by severity, by quarter, by whatever else an archive is divided by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings

from ..facets import FACET_BY_NAME, Facet
from .figures import Tally
from .window import start_day

NOT_RECORDED = "not recorded"
"""How a value that is not there is shown."""

_SEVERITY = FACET_BY_NAME["severity"]


@dataclass(frozen=True, slots=True)
class Quarter:
    """The incidents that started in a quarter.

    Attributes:
        year: the calendar year (UTC).
        number: from 1 to 4.
        ids: IDs of the incidents, newest first.
        severities: those of them with each severity, worst first; severities without any are left out.
    """

    year: int
    number: int
    ids: tuple[str, ...]
    severities: tuple[Tally, ...]

    @property
    def key(self) -> str:
        """As it is written: ``2019-Q3``."""
        return f"{self.year:04}-Q{self.number}"

    @property
    def n(self) -> int:
        """How many incidents there are."""
        return len(self.ids)


def incidents(items: Iterable[Postmortem]) -> tuple[Postmortem, ...]:
    """Those in which harm was done."""
    return tuple(item for item in items if not item.is_near_miss)


def ids_of(items: Iterable[Postmortem]) -> tuple[str, ...]:
    """The IDs of postmortems, in their order."""
    return tuple(item.id for item in items)


def tallies(items: Iterable[Postmortem], facet: Facet, settings: Settings) -> tuple[Tally, ...]:
    """How many of some postmortems have each value of a facet, most frequent first.

    Those without a value stand last, as one tally whose value is empty; where every postmortem has
    one, there is no such tally.
    """
    found: dict[str, list[str]] = {}
    without: list[str] = []
    for item in items:
        values = dict.fromkeys(facet.values(item, settings))
        for value in values:
            found.setdefault(value, []).append(item.id)
        if not values:
            without.append(item.id)
    every = [Tally(value, facet.label(settings, value), tuple(ids)) for value, ids in found.items()]
    every.sort(key=lambda tally: (-tally.n, tally.label.casefold(), tally.value))
    return (*every, *([Tally("", NOT_RECORDED, tuple(without))] if without else []))


def severities(items: Iterable[Postmortem], settings: Settings) -> tuple[Tally, ...]:
    """How many of some postmortems have each severity, worst first, unknown ones after known ones."""
    ranks = {value: rank for rank, value in enumerate(settings.severities or ())}
    found = tallies(items, _SEVERITY, settings)
    return tuple(
        sorted(
            found,
            key=lambda tally: (not tally.value, ranks.get(tally.value, len(ranks)), tally.value),
        )
    )


def quarters(items: Sequence[Postmortem], settings: Settings) -> tuple[Quarter, ...]:
    """The quarters in which any of some postmortems started, oldest first."""
    found: dict[tuple[int, int], list[Postmortem]] = {}
    for item in items:
        if day := start_day(item):
            found.setdefault((day.year, (day.month + 2) // 3), []).append(item)
    return tuple(
        Quarter(year, number, ids_of(within), severities(within, settings))
        for (year, number), within in sorted(found.items(), key=lambda pair: pair[0])
    )
