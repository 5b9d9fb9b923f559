"""Which causes occur on which services: a table whose cells are the darker, the more incidents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from postmortem_archive.archive.statistics.causes import Cell, Matrix
from postmortem_archive.archive.statistics.figures import Tally

MOST_ROWS = 12
MOST_COLUMNS = 10
TINTS = 5
"""Steps of the tint, beside none for no incident."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A cause or a service.

    Attributes:
        label: how it is shown.
        n: how many incidents name it.
        href: URL of its page; may be empty.
    """

    label: str
    n: int
    href: str


@dataclass(frozen=True, slots=True)
class Square:
    """The incidents that name a cause and a service.

    Attributes:
        n: how many.
        tint: from 1, for a single one, to :data:`TINTS`, for the most; 0 for none.
        href: URL of these incidents; may be empty.
    """

    n: int
    tint: int
    href: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Causes by services.

    Attributes:
        columns: the services, most frequent first.
        rows: each cause with a square for each service, most frequent first.
        more_causes: how many causes are left out, those with fewest incidents.
        more_services: how many services are left out, those with fewest incidents.
        most: the (cause, service, incidents) that occur most often together; ``None`` where none do.
        tints: for each tint, the fewest and the most incidents it stands for; those of no number are
            left out.
    """

    columns: tuple[Heading, ...]
    rows: tuple[tuple[Heading, tuple[Square, ...]], ...]
    more_causes: int
    more_services: int
    most: tuple[str, str, int] | None
    tints: tuple[tuple[int, int, int], ...]


def heat_map(
    matrix: Matrix,
    *,
    link: Callable[[str, str], str] | None = None,
    cause_link: Callable[[str], str] | None = None,
    service_link: Callable[[str], str] | None = None,
) -> HeatMap:
    """Lay out causes by services.

    Args:
        matrix: the figures.
        link: URL of the incidents that name a cause and a service.
        cause_link: URL of a cause's page.
        service_link: URL of a service's page.
    """
    causes, services = matrix.causes[:MOST_ROWS], matrix.services[:MOST_COLUMNS]
    shown = {(tally.value, other.value) for tally in causes for other in services}
    cells = [cell for cell in matrix.cells if (cell.cause, cell.service) in shown]
    counts = {(cell.cause, cell.service): cell.n for cell in cells}
    most = max(counts.values(), default=0)

    def square(cause: str, service: str) -> Square:
        n = counts.get((cause, service), 0)
        return Square(n, tint(n, most), link(cause, service) if link and n else "")

    return HeatMap(
        columns=tuple(_heading(service, service_link) for service in services),
        rows=tuple(
            (
                _heading(cause, cause_link),
                tuple(square(cause.value, service.value) for service in services),
            )
            for cause in causes
        ),
        more_causes=len(matrix.causes) - len(causes),
        more_services=len(matrix.services) - len(services),
        most=_most(matrix, cells),
        tints=_tints(most),
    )


def tint(n: int, most: int) -> int:
    """The tint of a number of incidents, where ``most`` is the largest one."""
    if n == 0:
        return 0
    if most <= TINTS:
        return n
    return 1 + (n - 1) * TINTS // most


def _tints(most: int) -> tuple[tuple[int, int, int], ...]:
    """(tint, fewest, most) of every tint that a number up to ``most`` can have.

    The fewest incidents of a tint are the least n with ``(n - 1) * TINTS >= (tint - 1) * most``.
    """
    if most <= TINTS:
        return tuple((n, n, n) for n in range(1, most + 1))
    starts = [1 - (-(step * most) // TINTS) for step in range(TINTS + 1)]
    return tuple((step + 1, starts[step], starts[step + 1] - 1) for step in range(TINTS))


def _heading(tally: Tally, link: Callable[[str], str] | None) -> Heading:
    return Heading(tally.label, tally.n, link(tally.value) if link else "")


def _most(matrix: Matrix, cells: Sequence[Cell]) -> tuple[str, str, int] | None:
    if not cells:
        return None
    cell = max(cells, key=lambda each: each.n)
    cause = next(tally.label for tally in matrix.causes if tally.value == cell.cause)
    service = next(tally.label for tally in matrix.services if tally.value == cell.service)
    return cause, service, cell.n
