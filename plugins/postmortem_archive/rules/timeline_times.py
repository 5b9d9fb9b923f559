"""How the rules about timelines compare times."""

from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import TimelineEntry


def to_the_minute(moment: Moment) -> Moment:
    """The moment without its seconds: timelines are written to the minute."""
    return Moment(moment.at.replace(second=0, microsecond=0), moment.day_only)


def begins_after(entry: TimelineEntry, moment: Moment) -> bool:
    """Whether the entry certainly begins after the moment; an entry without a time does not."""
    return entry.start is not None and to_the_minute(moment).is_before(to_the_minute(entry.start))


def ends_before(entry: TimelineEntry, moment: Moment) -> bool:
    """Whether the entry is certainly over before the moment; an entry without a time is not."""
    last = entry.end or entry.start
    return last is not None and to_the_minute(last).is_before(to_the_minute(moment))
