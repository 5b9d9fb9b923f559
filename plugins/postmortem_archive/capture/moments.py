"""Key moments that the captured events suggest; a person has to confirm them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import KeyMoment

from .event import CapturedEvent, Signal

PROPOSED = "(proposed)"
"""Stands behind the label of a key moment that nobody has confirmed."""

_NOTICES = lazy_pattern(
    r"\b(?:customers? (?:are )?(?:report|complain)\w*|seeing (?:errors|timeouts|5\d\d|5xx)"
    r"|getting (?:errors|timeouts|5\d\d|5xx)|anyone else seeing|reports? of (?:errors|failed|timeouts))",
    re.IGNORECASE,
)
_ACKNOWLEDGES = lazy_pattern(
    r"\b(?:acked|acknowledged|i'?m on it|on it|looking into|looking at it|i'?ll take|taking a look"
    r"|investigating|having a look)\b",
    re.IGNORECASE,
)
_MITIGATES = lazy_pattern(
    r"\b(?:rolled back|rollback (?:is )?(?:done|complete|finished|through)|reverted|mitigated"
    r"|failed over|failover (?:is )?(?:done|complete)|errors? (?:are |is )?(?:dropping|going down)"
    r"|recovering|feature flag (?:is )?off|scaled up)\b",
    re.IGNORECASE,
)
_SAYS_OVER = lazy_pattern(
    r"\b(?:resolved|all clear|all green|back to normal|fully recovered|incident (?:is )?(?:over|closed))\b",
    re.IGNORECASE,
)
_NOT_YET = lazy_pattern(
    r"\b(?:not|isn'?t|didn'?t|never|until|before|if|when|should|will|can we|could"
    r"|no (?:change|difference|effect))\b",
    re.IGNORECASE,
)

MOMENTS = (
    KeyMoment.STARTED,
    KeyMoment.DETECTED,
    KeyMoment.ACKNOWLEDGED,
    KeyMoment.MITIGATED,
    KeyMoment.RESOLVED,
)
"""Those that are proposed, in the order in which they come."""


def propose(events: Sequence[CapturedEvent]) -> dict[KeyMoment, int]:
    """Key moments with the index of the event that each of them is proposed for.

    Only what fits into the order of an incident is proposed: nothing is detected before it started.

    Args:
        events: the rows of a timeline, in the order of time.
    """
    found: dict[KeyMoment, int] = {}
    at = -1
    for moment in MOMENTS:
        index = _FINDERS[moment](events, at)
        if index is not None and index > at:
            found[moment] = at = index
    return found


def tells_a_moment(text: str) -> bool:
    """Whether a message says that somebody noticed, took over, mitigated or saw the end."""
    says = (_NOTICES, _ACKNOWLEDGES, _MITIGATES, _SAYS_OVER)
    return any(pattern.search(text) for pattern in says)


def _started(events: Sequence[CapturedEvent], _: int) -> int | None:
    """The first harm that a monitor recorded before anybody was told; else it stays open.

    The first alert says when the harm was noticed, not when it began.
    """
    harm = _first(events, -1, Signal.HARM_BEGINS)
    told = _noticed(events, -1)
    return harm if harm is not None and (told is None or harm < told) else None


def _noticed(events: Sequence[CapturedEvent], after: int) -> int | None:
    """The first alert, or the first message of somebody who noticed."""
    found = (_first(events, after, Signal.ALERT), _said(events, after, _NOTICES.search))
    return min((index for index in found if index is not None), default=None)


def _acknowledged(events: Sequence[CapturedEvent], after: int) -> int | None:
    index = _first(events, after, Signal.ACKNOWLEDGED)
    return _said(events, after, _ACKNOWLEDGES.search) if index is None else index


def _mitigated(events: Sequence[CapturedEvent], after: int) -> int | None:
    index = _first(events, after, Signal.MITIGATED)
    said = _said(events, after, _MITIGATES.search)
    return min((one for one in (index, said) if one is not None), default=None)


def _resolved(events: Sequence[CapturedEvent], after: int) -> int | None:
    """When the last harm ended; where no monitor says it, when the last alert ended or somebody said so."""
    for signals in ((Signal.HARM_ENDS,), (Signal.ALERT_ENDS,), (Signal.CLOSED,)):
        found = [i for i, event in enumerate(events) if event.signal in signals and i > after]
        if found:
            return found[-1]
    return _said(events, after, _SAYS_OVER.search)


def _first(events: Sequence[CapturedEvent], after: int, *signals: Signal) -> int | None:
    found = (i for i in range(after + 1, len(events)) if events[i].signal in signals)
    return next(found, None)


def _said(events: Sequence[CapturedEvent], after: int, says: Callable[[str], object]) -> int | None:
    """The first message that says so, and does not ask or wish it."""
    for index in range(after + 1, len(events)):
        text = events[index].text
        is_note = events[index].signal in (Signal.NOTE, Signal.CHANGE)
        if is_note and says(text) and not text.rstrip().endswith("?") and not _NOT_YET.search(text):
            return index
    return None


_FINDERS: Mapping[KeyMoment, Callable[[Sequence[CapturedEvent], int], int | None]] = {
    KeyMoment.STARTED: _started,
    KeyMoment.DETECTED: _noticed,
    KeyMoment.ACKNOWLEDGED: _acknowledged,
    KeyMoment.MITIGATED: _mitigated,
    KeyMoment.RESOLVED: _resolved,
}
