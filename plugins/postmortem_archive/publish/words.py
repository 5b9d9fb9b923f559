"""How times are said on the pages: plain English, in UTC, always with their unit."""

from collections.abc import Sequence
from datetime import date, timedelta

from postmortem_archive.model.moment import Moment
from postmortem_archive.model.wording import count, short_duration

NOT_RECORDED = "not recorded"

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_TO = "\N{EN DASH}"


def day(value: date) -> str:
    """A day: ``2 July 2019``."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """A day where its year is said elsewhere: ``2 Jul``."""
    return f"{value.day} {_MONTHS[value.month - 1][:3]}"


def clock(moment: Moment) -> str:
    """The time of day in UTC: ``13:42``; nothing where only the day is known."""
    return "" if moment.day_only else moment.utc.strftime("%H:%M")


def moment_text(moment: Moment) -> str:
    """A moment in UTC: ``2 July 2019 13:42 UTC``, or the bare day where no more is known."""
    return day(moment.day) if moment.day_only else f"{day(moment.day)} {clock(moment)} UTC"


def span(start: Moment, end: Moment | None) -> str:
    """From when to when, saying each part once: ``2 July 2019 13:42 to 14:09``, with a dash."""
    if end is None:
        return f"{moment_text(start)}, end {NOT_RECORDED}"
    if start.day_only or end.day_only:
        return day(start.day) if start.day == end.day else f"{day(start.day)} {_TO} {day(end.day)}"
    if start.day == end.day:
        return f"{day(start.day)} {clock(start)}{_TO}{clock(end)} UTC"
    return f"{day(start.day)} {clock(start)} {_TO} {day(end.day)} {clock(end)} UTC"


def duration(value: timedelta) -> str:
    """A duration in full, for text: ``27 minutes``, ``3 h 13 min``, ``3 d 12 h``."""
    minutes = round(value.total_seconds() / 60)
    if minutes < 60:
        return count(minutes, "minute")
    return short_duration(value)


def lower_first(text: str) -> str:
    """The text for the middle of a sentence; a first word in capitals (``DNS``) stays."""
    word = text.split(" ", 1)[0]
    return text if word[1:] != word[1:].lower() else text[:1].lower() + text[1:]


def capitalize_first(text: str) -> str:
    """The text for the start of a line; the rest of it stays as it is."""
    return text[:1].upper() + text[1:]


def is_web(address: str) -> bool:
    """Whether an address may be linked to."""
    return address.startswith(("https://", "http://"))


def median(values: Sequence[timedelta]) -> timedelta | None:
    """The middle value, or the mean of the two middle ones; ``None`` of none."""
    if not values:
        return None
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
