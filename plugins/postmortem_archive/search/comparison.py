"""An archive whose postmortems have been compared with each other, and what changes in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from .features import Features
from .holders import Mark


class Row(NamedTuple):
    """A postmortem among those it is compared with.

    Attributes:
        number: its own for ever, also among archives to come; one that changes gets another.
        digest: of its file.
        started: when the incident started (ISO, UTC); empty where not recorded.
        id: its ID.
        related: IDs that it names.
        length: of its text.
        named: numbers of those it is related to by name.
        candidates: numbers of the others that it was compared with.
        least: what another one must be worth to be one of these.
        relations: the fields of each :class:`~postmortem_archive.search.relation.Relation` to it.
    """

    number: int
    digest: str
    started: str
    id: str
    related: tuple[str, ...]
    length: float = 0.0
    named: tuple[int, ...] = ()
    candidates: tuple[int, ...] = ()
    least: float = 0.0
    relations: tuple[tuple[Any, ...], ...] = ()


LookedUp = dict[Mark, dict[int, float]]
"""By each mark, the numbers of those that look others up by it, and what sharing it is worth to them."""


@dataclass(slots=True)
class Comparison:
    """An archive whose postmortems have been compared.

    Attributes:
        rows: of all of them by path, the newest first.
        lists: who has what; see :class:`~postmortem_archive.search.holders.Holders`.
        looked_up: who looks for others by what.
    """

    rows: dict[str, Row]
    lists: dict[Mark, bytes]
    looked_up: LookedUp


class Change(NamedTuple):
    """A postmortem that comes, goes or has changed; without features, it goes.

    Attributes:
        path: its path.
        before: its features as they were; ``None`` where it is new.
        row: its row to be; ``None`` where it goes.
        features: its features as they are.
    """

    path: str
    before: Features | None
    row: Row | None = None
    features: Features | None = None


def in_order(rows: Mapping[str, Row]) -> dict[str, Row]:
    """Rows in the order of the archive: the newest first, undated ones last; ties by ID."""
    paths = sorted(rows, key=lambda path: (rows[path].id, path))
    paths.sort(key=lambda path: rows[path].started, reverse=True)
    return {path: rows[path] for path in paths}
