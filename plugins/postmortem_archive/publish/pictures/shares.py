"""How a whole is divided: a bar for each value, what is not recorded last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from postmortem_archive.archive.statistics.figures import Tally

from .measures import share

MOST_ROWS = 12
"""Most values that get a bar, beside that of what is not recorded."""


@dataclass(frozen=True, slots=True)
class Share:
    """A value's part of the whole.

    Attributes:
        label: how it is shown; empty where nothing is recorded.
        n: how many have the value.
        part: the same as a part of the whole, from 0 to 1.
        width: length of the bar, percent of the width, which stands for the whole.
        href: URL of the postmortems behind it; may be empty.
        is_recorded: whether there is a value.
    """

    label: str
    n: int
    part: float
    width: float
    href: str
    is_recorded: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """How a whole is divided.

    Attributes:
        total: how many there are in all.
        rows: the values in the order given, what is not recorded last.
        more: how many further values there are.
    """

    total: int
    rows: tuple[Share, ...]
    more: int

    @property
    def most(self) -> Share | None:
        """The most frequent value, the first of several; ``None`` where nothing is recorded."""
        recorded = [row for row in self.rows if row.is_recorded]
        return max(recorded, key=lambda row: row.n, default=None)

    @property
    def unrecorded(self) -> int:
        """How many have no value."""
        return sum(row.n for row in self.rows if not row.is_recorded)


def shares(
    tallies: Sequence[Tally],
    total: int,
    *,
    link: Callable[[str], str] | None = None,
    label: Callable[[str], str] | None = None,
) -> Shares:
    """Lay out how a whole is divided.

    Args:
        tallies: how many have each value; one with an empty value is of those that have none.
        total: how many there are in all; where some have several values, less than all tallies.
        link: URL of the postmortems that have a value; it is asked for recorded values only.
        label: how a value is shown, where not as its tally says.
    """
    recorded = [tally for tally in tallies if tally.value]
    without = [tally for tally in tallies if not tally.value]

    def row(tally: Tally) -> Share:
        return Share(
            label=(label(tally.value) if label else tally.label) if tally.value else "",
            n=tally.n,
            part=tally.n / total if total else 0.0,
            width=share(tally.n, total),
            href=link(tally.value) if link and tally.value else "",
            is_recorded=bool(tally.value),
        )

    shown = recorded[:MOST_ROWS]
    return Shares(
        total, tuple(row(each) for each in (*shown, *without)), len(recorded) - len(shown)
    )
