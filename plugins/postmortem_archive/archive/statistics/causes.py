"""What keeps happening: causes that recur, and the services on which they do."""

from collections.abc import Sequence
from dataclasses import dataclass

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings

from ..facets import FACET_BY_NAME
from .counts import tallies
from .figures import Tally

_CAUSE, _SERVICE = FACET_BY_NAME["cause"], FACET_BY_NAME["service"]


@dataclass(frozen=True, slots=True)
class Cell:
    """The incidents that name both a cause and a service.

    Attributes:
        cause: the cause.
        service: the service.
        ids: IDs of the incidents, newest first; at least one.
    """

    cause: str
    service: str
    ids: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Causes by services.

    Attributes:
        causes: the rows, most frequent first; incidents without a cause are in none.
        services: the columns, most frequent first; incidents without a service are in none.
        cells: those that are not empty, by row and column.
    """

    causes: tuple[Tally, ...]
    services: tuple[Tally, ...]
    cells: tuple[Cell, ...]


def causes(incidents: Sequence[Postmortem], settings: Settings) -> tuple[Tally, ...]:
    """How many incidents name each cause, most frequent first; those without any stand last."""
    return tallies(incidents, _CAUSE, settings)


def recurring(every: Sequence[Tally]) -> tuple[Tally, ...]:
    """Those of the causes that two or more incidents name."""
    return tuple(tally for tally in every if tally.value and tally.n > 1)


def causes_by_service(incidents: Sequence[Postmortem], settings: Settings) -> Matrix:
    """How many incidents name each cause together with each service."""
    rows = tuple(tally for tally in causes(incidents, settings) if tally.value)
    columns = tuple(tally for tally in tallies(incidents, _SERVICE, settings) if tally.value)
    found: dict[tuple[str, str], list[str]] = {}
    for item in incidents:
        services = tuple(dict.fromkeys(item.meta.services))
        for cause in dict.fromkeys(item.meta.causes):
            for service in services:
                found.setdefault((cause, service), []).append(item.id)
    row_of = {tally.value: number for number, tally in enumerate(rows)}
    column_of = {tally.value: number for number, tally in enumerate(columns)}
    cells = [Cell(cause, service, tuple(ids)) for (cause, service), ids in found.items()]
    cells.sort(key=lambda cell: (row_of[cell.cause], column_of[cell.service]))
    return Matrix(rows, columns, tuple(cells))
