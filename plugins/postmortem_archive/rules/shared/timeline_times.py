"""How the rules about timelines compare times."""

from __future__ import annotations

from datetime import datetime

from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import KeyMoment, Postmortem, TimelineEntry


def to_the_minute(moment: Moment) -> Moment:
    """The moment without its seconds: timelines are written to the minute."""
    if not moment.at.second and not moment.at.microsecond:
        return moment
    return Moment(moment.at.replace(second=0, microsecond=0), moment.day_only)


def begins_after(entry: TimelineEntry, moment: Moment) -> bool:
    """Whether the entry certainly begins after the moment; an entry without a time does not."""
    return entry.start is not None and to_the_minute(moment).is_before(to_the_minute(entry.start))


def ends_before(entry: TimelineEntry, moment: Moment) -> bool:
    """Whether the entry is certainly over before the moment; an entry without a time is not."""
    last = entry.end or entry.start
    return last is not None and to_the_minute(last).is_before(to_the_minute(moment))


def labelled(postmortem: Postmortem, moment: KeyMoment) -> TimelineEntry | None:
    """The first entry with the label of that key moment whose time was read."""
    return next(
        (entry for entry in postmortem.timeline if entry.moment is moment and entry.start), None
    )


def known_minute(postmortem: Postmortem, moment: KeyMoment) -> datetime | None:
    """When a key moment was, to the minute (UTC).

    The front matter counts first, then the entry with its label; ``None`` where neither says more
    than the day, or says it is approximate.
    """
    given = dict(postmortem.meta.moments()).get(moment.value)
    entry = labelled(postmortem, moment)
    if given is None and entry is not None and not entry.is_approximate:
        given = entry.start
    return None if given is None or given.day_only else to_the_minute(given).utc
