"""Whether two texts tell the same, as two tools put it."""

from __future__ import annotations

import re

from postmortem_archive.model.lazy_pattern import lazy_pattern

from .event import normal

LEAST_SHARED = 0.75
"""Share of the words of the shorter text that the longer one needs to have."""

_LEAST_NAME = 8
"""Length from which on a single word, such as the name of an alert, says enough."""

_NUMBERING = lazy_pattern(r"#\d{1,12}|\b(?:firing|resolved):\d{1,6}", re.IGNORECASE)
_FILLERS = frozenset(
    [
        *("a", "an", "the", "is", "are", "was", "of", "on", "in", "for", "to", "and", "by", "with"),
        *("alert", "alerts", "alertmanager", "fires", "firing", "page", "incident", "triggered"),
        *("ends", "resolved", "down", "up", "critical", "warning", "status"),
    ]
)
"""Words that tools put around what they tell, so that having them in common says nothing."""


def tells_the_same(one: str, other: str) -> bool:
    """Whether the words of the shorter text are in the longer one, all its figures among them.

    ``db-1 is down`` and ``db-2 is down`` are as alike as can be, and do not tell the same.
    """
    first, second = (normal(_NUMBERING.sub(" ", text)).split() for text in (one, other))
    if first == second:
        return bool(first)
    short, long = sorted((frozenset(first), frozenset(second)), key=len)
    words = short - _FILLERS
    figures = {word for word in words if any(map(str.isdigit, word))}
    if not words or not figures <= long:
        return False
    has_name = len(words) > 1 or len(max(words, key=len)) >= _LEAST_NAME
    return has_name and len(words & long) >= LEAST_SHARED * len(words)
