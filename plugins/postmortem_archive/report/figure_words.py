"""Figures in words: durations with their units, shares with what they are a part of."""

from collections.abc import Sequence
from datetime import timedelta

from postmortem_archive.archive.statistics.action_items import ActionCounts
from postmortem_archive.archive.statistics.figures import FEW, Distribution
from postmortem_archive.archive.statistics.returns import Return
from postmortem_archive.archive.statistics.window import Window
from postmortem_archive.model.wording import count, short_duration

NOT_RECORDED = "not recorded"
_DAY = timedelta(days=1)

SPREAD_HEAD = ("", "n", NOT_RECORDED, "shortest", "25 %", "median", "75 %", "90 %", "longest")
"""What stands before each value of :func:`spread_column`."""


def spread_column(one: Distribution) -> tuple[str, ...]:
    """The n of a distribution, how many were not recorded, and its values, for a column of a table."""
    values = (one.minimum, one.p25, one.median, one.p75, one.p90, one.maximum)
    words = [duration(value, one.definition.unit) for value in values]
    if one.n and one.p90 is None:
        words[4] = f"n < {FEW}"
    return f"{one.n:,}", f"{len(one.unrecorded):,}", *words


def duration(value: timedelta | None, unit: str) -> str:
    """A duration as people are shown it: in days where that is how it is measured."""
    if value is None:
        return NOT_RECORDED
    if unit == "days":
        return f"{value / _DAY:,.1f} d".replace(".0 d", " d")
    return short_duration(value)


def median_of(one: Distribution) -> str:
    """The median with its n: ``27 min (12)``."""
    return f"{duration(one.median, one.definition.unit)} ({one.n:,})" if one.n else NOT_RECORDED


def share(part: int, whole: int) -> str:
    """A part of a whole: ``20 of 35 (57 %)``; without a percentage where the whole is small."""
    text = f"{part:,} of {whole:,}"
    return f"{text} ({round(100 * part / whole)} %)" if whole >= FEW else text


def done_share(counts: ActionCounts) -> str:
    """How many action items are done, of those that were to be."""
    return share(counts.done.n, counts.to_do) if counts.to_do else "nothing to do"


def states_in_words(one: Return) -> str:
    """Where the actions stood that were to help: ``1 still open, 2 done before``."""
    return ", ".join(f"{number:,} {state.label}" for state, number in one.states.items())


def window_in_words(window: Window) -> str:
    """Which days are meant: ``started 2025-01-01 to 2025-03-31``."""
    if window.since and window.until:
        return f"started {window.since} to {window.until}"
    if window.since:
        return f"started on or after {window.since}"
    if window.until:
        return f"started on or before {window.until}"
    return "whatever their day"


def more(shown_rows: Sequence[object], every: Sequence[object], noun: str, plural: str = "") -> str:
    """How many are left out: ``and 12 more causes``; empty where none is."""
    left = len(every) - len(shown_rows)
    return f"and {count(left, f'more {noun}', f'more {plural}' if plural else '')}" if left else ""
