"""The figures of an archive by what they are about: the parts of the page of trends."""

from collections.abc import Iterator
from dataclasses import dataclass

from . import definitions as of
from .figures import Definition
from .overview import Overview
from .rows import Row, overview_rows


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that belong together.

    Attributes:
        key: as files and addresses name it: ``detection``.
        title: its heading, in English.
        definitions: of its figures; each figure of an archive is in one section.
    """

    key: str
    title: str
    definitions: tuple[Definition, ...]


SECTIONS: tuple[Section, ...] = (
    Section(
        "incidents",
        "Incidents by quarter and severity",
        (of.INCIDENTS, of.NEAR_MISSES, of.QUARTERS),
    ),
    Section("detection", "Who noticed, and how soon", (of.DETECTED_BY, of.TIME_TO_DETECT_BY_YEAR)),
    Section(
        "times",
        "How long it took",
        (
            of.TIME_TO_DETECT,
            of.TIME_TO_ACKNOWLEDGE,
            of.TIME_TO_MITIGATE,
            of.TIME_TO_RESOLVE,
        ),
    ),
    Section("causes", "Causes and services", (of.CAUSES, of.RECURRING, of.CAUSES_BY_SERVICE)),
    Section("returned", "Causes that came back despite an action", (of.RETURNED,)),
    Section(
        "actions",
        "Action items",
        (of.ACTIONS, of.COMPLETION, of.TIME_TO_COMPLETE, of.TEAM_ACTIONS),
    ),
    Section("timeliness", "How soon postmortems are begun", (of.TIMELINESS,)),
)
"""Every section, in the order in which they are read."""


def rows_by_section(figures: Overview) -> Iterator[tuple[Section, list[Row]]]:
    """Every figure of an archive, section by section, in the order of all rows."""
    section_of = {one.key: section for section in SECTIONS for one in section.definitions}
    found: dict[str, list[Row]] = {section.key: [] for section in SECTIONS}
    for row in overview_rows(figures):
        found[section_of[row.figure].key].append(row)
    for section in SECTIONS:
        yield section, found[section.key]
