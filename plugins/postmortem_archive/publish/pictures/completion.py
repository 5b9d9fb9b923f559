"""How far the action items are, by the team that owns them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from postmortem_archive.archive.statistics.action_items import ActionCounts, TeamActions

from .measures import hundredths, share

State = Literal["done", "open", "late"]


@dataclass(frozen=True, slots=True)
class Segment:
    """The items of a team that are in a state.

    Attributes:
        state: done, open and not yet due, or open and late.
        n: how many.
        x: left end, percent of the width.
        width: percent of the width.
    """

    state: State
    n: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class TeamRow:
    """The action items of a team.

    Attributes:
        label: how the team is shown.
        href: URL of its items; may be empty.
        done: how many are done.
        open: how many are still to be done and not late.
        late: how many are still to be done after their due date.
        wont_do: how many were decided against; they are not drawn.
        done_share: the part that is done of those drawn, from 0 to 1; ``None`` without any.
        segments: the bar from left to right; states without items are left out.
    """

    label: str
    href: str
    done: int
    open: int
    late: int
    wont_do: int
    done_share: float | None
    segments: tuple[Segment, ...]

    @property
    def to_do(self) -> int:
        """How many are drawn: all but those decided against."""
        return self.done + self.open + self.late


@dataclass(frozen=True, slots=True)
class Completion:
    """Action items by team.

    Attributes:
        rows: the teams as given.
        longest: how many items the longest possible bar stands for.
    """

    rows: tuple[TeamRow, ...]
    longest: int


def completion(
    teams: Sequence[TeamActions],
    *,
    link: Callable[[str], str] | None = None,
    label: Callable[[TeamActions], str] | None = None,
) -> Completion:
    """Lay out action items by team; the team with most of them has the longest bar.

    An item with two teams is in two rows, so a sum over the rows may be more than all items.

    Args:
        teams: the counts, in the order in which they shall stand.
        link: URL of the action items of a team; it is asked for known teams only.
        label: how a row is called, where not as its counts say.
    """
    longest = max((team.counts.to_do for team in teams), default=0)
    return Completion(
        tuple(
            _row(
                label(team) if label else team.label,
                link(team.team) if link and team.team else "",
                team.counts,
                longest,
            )
            for team in teams
        ),
        longest,
    )


def _row(label: str, href: str, counts: ActionCounts, longest: int) -> TeamRow:
    late = counts.overdue.n
    numbers: tuple[tuple[State, int], ...] = (
        ("done", counts.done.n),
        ("open", counts.open.n - late),
        ("late", late),
    )
    segments: list[Segment] = []
    before = 0
    for state, n in numbers:
        if n:
            start, end = share(before, longest), share(before + n, longest)
            segments.append(Segment(state, n, start, hundredths(end - start)))
            before += n
    return TeamRow(
        label,
        href,
        done=counts.done.n,
        open=counts.open.n - late,
        late=late,
        wont_do=counts.wont_do.n,
        done_share=counts.done_share,
        segments=tuple(segments),
    )
