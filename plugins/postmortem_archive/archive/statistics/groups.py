"""The same figures for each service, cause, team or whatever else an archive is divided by."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings

from ..archive import Archive
from ..facets import FACET_BY_NAME, Facet, group
from .action_items import ActionCounts, action_counts, owned_items
from .counts import Quarter, ids_of, incidents, quarters, severities
from .definitions import PARTNERS
from .figures import Distribution, Tally
from .times import times

MOST_PARTNERS = 6
"""Most values of another facet that are named as partners."""

_PARTNERS = tuple(FACET_BY_NAME[name] for name in PARTNERS)


@dataclass(frozen=True, slots=True)
class Partners:
    """Values of a facet that occur most often in the incidents of a group.

    Attributes:
        facet: the name of the facet: ``cause``.
        most: the most frequent values, without the one that the group is of.
        more: how many further values there are.
    """

    facet: str
    most: tuple[Tally, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Group:
    """What is known of the postmortems that share a value.

    Attributes:
        value: the value, an ID of the vocabulary where there is one.
        label: how it is shown.
        incidents: IDs of the incidents, newest first.
        near_misses: IDs of the near misses, newest first.
        severities: the incidents by severity, worst first.
        quarters: the incidents by quarter, oldest first.
        times: how long they took to be detected, acknowledged, mitigated and resolved.
        partners: services, causes and triggers that they most often have.
        actions: the action items of incidents and near misses.
    """

    value: str
    label: str
    incidents: tuple[str, ...]
    near_misses: tuple[str, ...]
    severities: tuple[Tally, ...]
    quarters: tuple[Quarter, ...]
    times: tuple[Distribution, ...]
    partners: tuple[Partners, ...]
    actions: ActionCounts


@dataclass(frozen=True, slots=True)
class Grouping:
    """An archive divided by a facet.

    Attributes:
        facet: the name of the facet: ``service``.
        title: its heading: ``Services``.
        groups: one for each value, in the order in which index pages have them.
        without: IDs of the postmortems that have no value.
    """

    facet: str
    title: str
    groups: tuple[Group, ...]
    without: tuple[str, ...]


def grouping(archive: Archive, facet: Facet, today: date) -> Grouping:
    """The figures of an archive for each value of a facet.

    Args:
        archive: the archive, or a part of it.
        facet: what to divide it by.
        today: the day to hold due dates against.
    """
    settings = archive.settings
    return Grouping(
        facet.name,
        facet.title,
        tuple(
            group_of(facet, value, items, settings, today)
            for value, items in group(archive, facet).items()
        ),
        ids_of(item for item in archive.postmortems if not facet.values(item, settings)),
    )


def group_of(
    facet: Facet, value: str, items: Sequence[Postmortem], settings: Settings, today: date
) -> Group:
    """The figures of the postmortems (newest first) that have a value of a facet."""
    harmed = incidents(items)
    return Group(
        value,
        facet.label(settings, value),
        incidents=ids_of(harmed),
        near_misses=ids_of(item for item in items if item.is_near_miss),
        severities=severities(harmed, settings),
        quarters=quarters(harmed, settings),
        times=times(harmed),
        partners=tuple(
            _partners(other, harmed, settings, value if other is facet else "")
            for other in _PARTNERS
        ),
        actions=action_counts(owned_items(items), today),
    )


def _partners(
    facet: Facet, items: Sequence[Postmortem], settings: Settings, itself: str
) -> Partners:
    """The most frequent values of a facet, without the one that the incidents are grouped by."""
    counts = Counter(value for item in items for value in set(facet.values(item, settings)))
    counts.pop(itself, None)
    ranked = sorted(
        counts, key=lambda value: (-counts[value], facet.label(settings, value).casefold(), value)
    )
    most = ranked[:MOST_PARTNERS]
    found: dict[str, list[str]] = {value: [] for value in most}
    for item in items:
        for value in set(facet.values(item, settings)) & found.keys():
            found[value].append(item.id)
    tallies = (Tally(value, facet.label(settings, value), tuple(found[value])) for value in most)
    return Partners(facet.name, tuple(tallies), len(ranked) - len(most))
