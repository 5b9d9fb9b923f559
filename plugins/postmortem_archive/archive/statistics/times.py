"""How long: from the first harm to its detection, its mitigation and its end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from postmortem_archive.model.postmortem import Postmortem

from .definitions import (
    TIME_TO_ACKNOWLEDGE,
    TIME_TO_DETECT,
    TIME_TO_DETECT_BY_YEAR,
    TIME_TO_MITIGATE,
    TIME_TO_RESOLVE,
)
from .figures import Definition, Distribution, distribution
from .window import start_day

_ZERO = timedelta()


@dataclass(frozen=True, slots=True)
class YearTimes:
    """How long the incidents of a year took.

    Attributes:
        year: the calendar year (UTC) in which they started.
        time: the durations.
    """

    year: int
    time: Distribution


def _time_to_acknowledge(item: Postmortem) -> timedelta | None:
    detected, acknowledged = item.meta.detected, item.meta.acknowledged
    return detected.until(acknowledged) if detected and acknowledged else None


_MEASURES: tuple[tuple[Definition, Callable[[Postmortem], timedelta | None]], ...] = (
    (TIME_TO_DETECT, lambda item: item.time_to_detect),
    (TIME_TO_ACKNOWLEDGE, _time_to_acknowledge),
    (TIME_TO_MITIGATE, lambda item: item.time_to_mitigate),
    (TIME_TO_RESOLVE, lambda item: item.time_to_resolve),
)


def times(incidents: Sequence[Postmortem]) -> tuple[Distribution, ...]:
    """How long incidents took to be detected, acknowledged, mitigated and resolved, in that order."""
    return tuple(
        distribution(definition, [(item, _in_order(measure(item))) for item in incidents])
        for definition, measure in _MEASURES
    )


def detection_by_year(incidents: Sequence[Postmortem]) -> tuple[YearTimes, ...]:
    """How long incidents took to be detected, by the year in which they started, oldest first."""
    found: dict[int, list[Postmortem]] = {}
    for item in incidents:
        if day := start_day(item):
            found.setdefault(day.year, []).append(item)
    return tuple(
        YearTimes(
            year,
            distribution(
                TIME_TO_DETECT_BY_YEAR, [(item, _in_order(item.time_to_detect)) for item in within]
            ),
        )
        for year, within in sorted(found.items())
    )


def _in_order(value: timedelta | None) -> timedelta | None:
    """The duration, unless its end is before its start: then one of the two is wrong."""
    return None if value is None or value < _ZERO else value
