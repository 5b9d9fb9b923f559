"""What a figure is: never a bare number, always with its n and the postmortems behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from postmortem_archive.model.postmortem import Postmortem

FEW = 10
"""Below so many values there is no 90th percentile: it would be the longest one or next to it."""

METHOD = "linear interpolation between the two nearest values (type 7, as spreadsheets have it)"
"""How percentiles are computed."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure counts or measures.

    Attributes:
        key: as files and addresses name it: ``time-to-detect``.
        title: as people are shown it: ``Time to detect``.
        text: what exactly is counted or measured; a few sentences.
        unit: of its values in files for programs: ``minutes`` or ``days``; empty for counts.
    """

    key: str
    title: str
    text: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many postmortems have a value.

    Attributes:
        value: the value, an ID of the vocabulary where there is one; empty where not recorded.
        label: how it is shown.
        ids: IDs of the postmortems, newest first.
    """

    value: str
    label: str
    ids: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Distribution:
    """How durations are spread; without any, every value is ``None``.

    Attributes:
        definition: what is measured.
        ids: IDs of the postmortems measured, newest first; one for each value.
        unrecorded: IDs of those that could not be measured.
        minimum: the shortest.
        p25: a quarter of the values is no longer.
        median: half of the values is no longer.
        p75: three quarters of the values are no longer.
        p90: nine tenths of the values are no longer; ``None`` below :data:`FEW` values.
        maximum: the longest.
        values: what was measured, in the order of ``ids``.
    """

    definition: Definition
    ids: tuple[str, ...]
    unrecorded: tuple[str, ...]
    minimum: timedelta | None = None
    p25: timedelta | None = None
    median: timedelta | None = None
    p75: timedelta | None = None
    p90: timedelta | None = None
    maximum: timedelta | None = None
    values: tuple[timedelta, ...] = ()

    @property
    def n(self) -> int:
        """How many values there are."""
        return len(self.ids)


def distribution(
    definition: Definition, measured: Iterable[tuple[Postmortem, timedelta | None]]
) -> Distribution:
    """How the durations of some postmortems are spread.

    Args:
        definition: what is measured.
        measured: postmortems, newest first, with a duration each, or ``None`` where not recorded.
    """
    known: list[tuple[str, timedelta]] = []
    unrecorded: list[str] = []
    for item, value in measured:
        if value is None:
            unrecorded.append(item.id)
        else:
            known.append((item.id, value))
    ids = tuple(item_id for item_id, _ in known)
    if not known:
        return Distribution(definition, ids, tuple(unrecorded))
    values = sorted(value for _, value in known)
    return Distribution(
        definition,
        ids,
        tuple(unrecorded),
        minimum=values[0],
        p25=percentile(values, 25),
        median=percentile(values, 50),
        p75=percentile(values, 75),
        p90=percentile(values, 90) if len(values) >= FEW else None,
        maximum=values[-1],
        values=tuple(value for _, value in known),
    )


def percentile(values: Sequence[timedelta], percent: int) -> timedelta:
    """The value below which that part of ``values`` lies; see :data:`METHOD`.

    Args:
        values: at least one, the shortest first.
        percent: from 0 to 100.
    """
    index, rest = divmod((len(values) - 1) * percent, 100)
    if not rest:
        return values[index]
    return values[index] + (values[index + 1] - values[index]) * rest / 100
