"""Facets: the ways in which an archive is divided, for index pages, filters and search fields alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a search that finds its index up to date starts without them
    from postmortem_archive.model.postmortem import Postmortem
    from postmortem_archive.model.settings import Settings, Term, VocabularyName

    from .archive import Archive


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to divide an archive.

    Attributes:
        name: as typed in a query: ``service``.
        plural: as used in addresses and headings: ``services``.
        title: heading of its index page.
        values: the values of one postmortem, primary one first, none where it has none.
        vocabulary: where its values are described, if anywhere.
    """

    name: str
    plural: str
    title: str
    values: Callable[[Postmortem, Settings], tuple[str, ...]]
    vocabulary: VocabularyName | None = None

    def terms(self, settings: Settings) -> Mapping[str, Term]:
        """What the archive's vocabulary says of its values; nothing where it does not define them."""
        return (settings.vocabulary(self.vocabulary) or {}) if self.vocabulary else {}

    def label(self, settings: Settings, value: str) -> str:
        """How a value is shown."""
        return settings.label(self.vocabulary, value) if self.vocabulary else value


def _teams(item: Postmortem, settings: Settings) -> tuple[str, ...]:
    teams = (settings.team_of(service) for service in item.meta.services)
    return tuple(dict.fromkeys(team for team in teams if team))


def _optional(value: object) -> tuple[str, ...]:
    return () if value is None else (str(value),)


FACETS: tuple[Facet, ...] = (
    Facet("service", "services", "Services", lambda item, _: item.meta.services, "services"),
    Facet("cause", "causes", "Causes", lambda item, _: item.meta.causes, "causes"),
    Facet(
        "severity",
        "severities",
        "Severities",
        lambda item, _: _optional(item.meta.severity),
        "severities",
    ),
    Facet("team", "teams", "Teams", _teams, "teams"),
    Facet("year", "years", "Years", lambda item, _: _optional(item.year)),
    Facet("tag", "tags", "Tags", lambda item, _: item.meta.tags),
    Facet(
        "trigger", "triggers", "Triggers", lambda item, _: _optional(item.meta.trigger), "triggers"
    ),
    Facet("status", "statuses", "Status", lambda item, _: _optional(item.meta.status)),
    Facet(
        "detection",
        "detections",
        "Detected by",
        lambda item, _: _optional(item.meta.detected_by),
    ),
)

FACET_BY_NAME = {facet.name: facet for facet in FACETS}


def group(archive: Archive, facet: Facet) -> dict[str, tuple[Postmortem, ...]]:
    """Postmortems by value of a facet, newest first, in the order in which values are best read.

    Severities stand worst first, years newest first, everything else by how often it occurs, then by label.
    """
    found: dict[str, list[Postmortem]] = {}
    for item in archive.postmortems:
        for value in dict.fromkeys(facet.values(item, archive.settings)):
            found.setdefault(value, []).append(item)
    ordered = sorted(
        found, key=_order(archive, facet, Counter({k: len(v) for k, v in found.items()}))
    )
    return {value: tuple(found[value]) for value in ordered}


def _order(
    archive: Archive, facet: Facet, counts: Counter[str]
) -> Callable[[str], tuple[int, str]]:
    if facet.name == "severity":
        ranks = {value: rank for rank, value in enumerate(archive.settings.severities or ())}
        return lambda value: (ranks.get(value, len(ranks)), value)
    if facet.name == "year":
        return lambda value: (-int(value), value)
    return lambda value: (-counts[value], facet.label(archive.settings, value).casefold())
