"""Causes that came back: on the same service, after an earlier incident, despite an action or without one.

What counts as the same, as earlier and as an action that was to help is what PM510 says; a test holds
the two together.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from postmortem_archive.model.postmortem import ActionItem, ActionStatus, ActionType, Postmortem

from .action_items import closed_day
from .window import latest

MOST_REMEDIES = 100
"""Most actions of a postmortem that are followed, the most urgent first: bounds the work."""

_TYPES = (ActionType.PREVENT, ActionType.DETECT)


class Remedy(StrEnum):
    """Where an action that was to help stood when a cause came back."""

    OPEN = "open"
    DONE_BEFORE = "done-before"
    DONE_UNDATED = "done-undated"
    DONE_SINCE = "done-since"

    @property
    def label(self) -> str:
        """As people are told it."""
        return _LABELS[self]


_LABELS: Mapping[Remedy, str] = {
    Remedy.OPEN: "still open",
    Remedy.DONE_BEFORE: "done before",
    Remedy.DONE_UNDATED: "done on an unrecorded day",
    Remedy.DONE_SINCE: "done since",
}


@dataclass(frozen=True, slots=True)
class Return:
    """Causes that came back after an earlier postmortem.

    Attributes:
        postmortem: where they came back.
        earlier: a postmortem before, resolved by then, with these causes on one of the services.
        causes: the causes, in the order of the later one.
        services: the services that both have, in the order of the later one.
        remedies: the actions of the earlier one that were to prevent or detect it, and where each
            stood: those still open first, within a state the most urgent first; none where there was
            no such action.
    """

    postmortem: Postmortem
    earlier: Postmortem
    causes: tuple[str, ...]
    services: tuple[str, ...]
    remedies: tuple[tuple[Remedy, ActionItem], ...]

    @property
    def states(self) -> Mapping[Remedy, int]:
        """How many of the actions stood where; only states in which any did."""
        return Counter(remedy for remedy, _ in self.remedies)


class _Ending(NamedTuple):
    """A postmortem that was resolved, when, and its items that were to help, the most urgent first."""

    end: datetime
    postmortem: Postmortem
    items: tuple[tuple[ActionItem, date | None], ...]  # each with the day on which it was closed


_Last = dict[tuple[str, str], _Ending]
"""The last ending before some moment, by cause and service."""


def returns(postmortems: Sequence[Postmortem]) -> tuple[Return, ...]:
    """Every cause that came back, the latest postmortem first.

    For each cause, the last earlier postmortem with an open action that was to help, and the last
    one with such an action that is done; without either, the last one that had the cause at all.
    """
    waiting = sorted(_endings(postmortems), key=_end, reverse=True)
    last_any: _Last = {}
    last_open: _Last = {}
    last_done: _Last = {}
    found: list[list[Return]] = []
    for item, start in sorted(_starts(postmortems), key=lambda pair: (pair[1], pair[0].path)):
        while waiting and waiting[-1].end < start:
            ending = waiting.pop()
            states = {action.status for action, _ in ending.items}
            last_any.update((place, ending) for place in _places(ending.postmortem))
            if any(not state.is_closed for state in states):
                last_open.update((place, ending) for place in _places(ending.postmortem))
            if ActionStatus.DONE in states:
                last_done.update((place, ending) for place in _places(ending.postmortem))
        found.append(list(_returns(item, start.date(), last_any, last_open, last_done)))
    return tuple(one for some in reversed(found) for one in some)


def despite_action(found: Sequence[Return]) -> tuple[Return, ...]:
    """Those that came back although an action was to prevent or detect them."""
    return tuple(one for one in found if one.remedies)


def _starts(postmortems: Sequence[Postmortem]) -> Iterator[tuple[Postmortem, datetime]]:
    """Postmortems with the earliest moment at which they can have started."""
    for item in postmortems:
        if item.meta.started:
            yield item, item.meta.started.utc


def _endings(postmortems: Sequence[Postmortem]) -> Iterator[_Ending]:
    for item in postmortems:
        if item.meta.resolved:
            yield _Ending(latest(item.meta.resolved), item, _helpful(item))


def _helpful(item: Postmortem) -> tuple[tuple[ActionItem, date | None], ...]:
    """The actions that were to help and were not decided against, the most urgent first."""
    helpful = [
        action
        for action in item.actions
        if action.type in _TYPES and action.status is not ActionStatus.WONT_DO
    ]
    helpful.sort(key=lambda action: (action.status.is_closed, _urgency(action)))
    return tuple((action, closed_day(action)) for action in helpful[:MOST_REMEDIES])


def _end(ending: _Ending) -> tuple[datetime, str]:
    return ending.end, ending.postmortem.path


def _places(item: Postmortem) -> Iterator[tuple[str, str]]:
    return ((cause, service) for cause in item.meta.causes for service in item.meta.services)


def _returns(
    item: Postmortem, start: date, last_any: _Last, last_open: _Last, last_done: _Last
) -> Iterator[Return]:
    """What came back in a postmortem, one for each earlier postmortem from which it did."""
    endings: dict[str, _Ending] = {}
    again: dict[str, list[str]] = {}
    for cause in dict.fromkeys(item.meta.causes):
        before = [_before(item, cause, last) for last in (last_open, last_done)]
        if not any(before):
            before = [_before(item, cause, last_any)]
        for path in dict.fromkeys(one.postmortem.path for one in before if one):
            again.setdefault(path, []).append(cause)
        endings |= {one.postmortem.path: one for one in before if one}
    for path, causes in again.items():
        earlier = endings[path].postmortem
        both = (one for one in dict.fromkeys(item.meta.services) if one in earlier.meta.services)
        remedies = _remedies(endings[path].items, start)
        yield Return(item, earlier, tuple(causes), tuple(both), remedies)


def _before(item: Postmortem, cause: str, last: _Last) -> _Ending | None:
    """The last ending with that cause on a service of the postmortem, other than its own."""
    found = [last.get((cause, service)) for service in item.meta.services]
    return max(
        (ending for ending in found if ending and ending.postmortem is not item),
        key=_end,
        default=None,
    )


def _remedies(
    items: Sequence[tuple[ActionItem, date | None]], start: date
) -> tuple[tuple[Remedy, ActionItem], ...]:
    """The actions that were to help, with where each stood on the day of the start."""
    states = list(Remedy)
    found = [(_remedy(action, closed, start), action) for action, closed in items]
    return tuple(sorted(found, key=lambda pair: states.index(pair[0])))


def _remedy(action: ActionItem, closed: date | None, start: date) -> Remedy:
    if not action.status.is_closed:
        return Remedy.OPEN
    if closed is None:
        return Remedy.DONE_UNDATED
    return Remedy.DONE_BEFORE if closed < start else Remedy.DONE_SINCE


def _urgency(action: ActionItem) -> tuple[int, date]:
    """One that prevents before one that detects; of these the one that was due first."""
    kind = action.type or ActionType.DETECT
    return _TYPES.index(kind), action.due or date.max
