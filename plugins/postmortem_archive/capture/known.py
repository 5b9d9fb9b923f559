"""Whether a timeline tells of an event already, in whatever words."""

from __future__ import annotations

import re
from collections.abc import Set

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem, TimelineEntry
from postmortem_archive.parse.markdown import plain

from .event import CapturedEvent
from .fold import SAME_WITHIN
from .likeness import tells_the_same

_ADDED = lazy_pattern(
    r"^\(proposed\):?\s*|\s*\((?:and )?[\d,]+ (?:times|messages|more lines)[^()]{0,30}\)$"
    r"|\s*\(the last of [\d,]+ times\)$",
    re.IGNORECASE,
)
_ESCAPES = lazy_pattern(r"\\(?=[^\w\s])")


def is_told(event: CapturedEvent, postmortem: Postmortem, codes: Set[str]) -> bool:
    """Whether an entry of about the same time has the same words, or the same record as its source.

    Where nothing says what was captured before (the comment with the codes was taken away), an entry
    of the same minute and the same source counts, whatever its words: a person may have changed them.
    """
    return any(
        _tells(entry, event) or (not codes and _stands_for(entry, event))
        for entry in postmortem.timeline
        if entry.start is not None and not entry.start.day_only
    )


def _tells(entry: TimelineEntry, event: CapturedEvent) -> bool:
    if entry.start is None or abs(entry.start.utc - event.at) > SAME_WITHIN:
        return False
    text = _ADDED.sub("", _ESCAPES.sub("", plain(entry.text)))
    return tells_the_same(text, event.text)


def _stands_for(entry: TimelineEntry, event: CapturedEvent) -> bool:
    if entry.start is None or entry.start.utc != event.at.replace(second=0, microsecond=0):
        return False
    places = [plain(text) for _, text in entry.extra]
    return any(event.source in place.split(", ") for place in places)
