"""The strip of key moments on a postmortem's page: what happened when, and how long each part took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import KeyMoment, Postmortem
from postmortem_archive.model.wording import short_duration

_PHASE_AFTER = {KeyMoment.DETECTED: "working", KeyMoment.MITIGATED: "easing"}
_PHASE_LABELS = {
    "undetected": "before detection",
    "working": "before mitigation",
    "easing": "after mitigation",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A key moment on the strip, and what lies between it and the next one.

    Attributes:
        label: ``detected``.
        moment: when; its day is shown where ``new_day``.
        new_day: it is on another day than the moment before.
        approximate: the author marked the time as approximate.
        gap: time to the next moment, in words; empty for the last one.
        start: where it begins on the bar, of 1000.
        width: how long it lasts on the bar, of 1000.
        phase: which part of the story the bar shows here.
    """

    label: str
    moment: Moment
    new_day: bool
    approximate: bool
    gap: str
    start: int
    width: int
    phase: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the story as the bar shows it: its name, what it is called, how long it took."""

    name: str
    label: str
    length: timedelta


def strip(item: Postmortem) -> tuple[Step, ...]:
    """The key moments in order: of the front matter, and those that only the timeline knows.

    Moments known only to the day are left out, as is a single one: there is nothing to measure
    then.
    """
    found: dict[str, tuple[Moment, bool]] = {
        name: (moment, False) for name, moment in item.meta.moments() if not moment.day_only
    }
    for entry in item.timeline:
        if entry.moment and entry.start and not entry.start.day_only:
            found.setdefault(entry.moment.value, (entry.start, entry.is_approximate))
    order = [moment.value for moment in KeyMoment]
    moments = sorted(
        ((KeyMoment(name), moment, about) for name, (moment, about) in found.items()),
        key=lambda entry: (entry[1].utc, order.index(entry[0].value)),
    )
    if len(moments) < 2:
        return ()
    return tuple(_steps(moments))


def phases(steps: Sequence[Step]) -> list[Phase]:
    """How long each part of the story took, in order."""
    lengths: dict[str, timedelta] = {}
    for step, following in pairwise(steps):
        passed = following.moment.utc - step.moment.utc
        lengths[step.phase] = lengths.get(step.phase, timedelta()) + passed
    mitigated = "easing" in lengths or any(step.label == "mitigated" for step in steps)
    labels = _PHASE_LABELS if mitigated else _PHASE_LABELS | {"working": "before resolution"}
    return [Phase(name, labels[name], length) for name, length in lengths.items() if length]


def _steps(moments: Sequence[tuple[KeyMoment, Moment, bool]]) -> list[Step]:
    first = moments[0][1].utc
    whole = (moments[-1][1].utc - first) or timedelta(1)
    # Nothing is called undetected where it is not recorded when it was detected.
    detected = any(key is KeyMoment.DETECTED for key, _, _ in moments)
    phase = "undetected" if detected else "working"
    steps: list[Step] = []
    previous = None
    for number, (key, moment, about) in enumerate(moments):
        phase = _PHASE_AFTER.get(key, phase)
        following = moments[number + 1][1].utc if number + 1 < len(moments) else None
        start = round((moment.utc - first) / whole * 1000)
        end = round((following - first) / whole * 1000) if following else start
        gap = short_duration(following - moment.utc) if following else ""
        label = key.label.lower()
        new_day = moment.day != previous
        steps.append(Step(label, moment, new_day, about, gap, start, end - start, phase))
        previous = moment.day
    return steps
