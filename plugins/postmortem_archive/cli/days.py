"""Days as people type them: ``2025``, ``2025-03``, ``2025-q1``, ``2025-03-12``, ``30d``, ``3m``, ``today``."""

import re
from calendar import monthrange
from datetime import date, timedelta

from postmortem_archive.archive.statistics.window import Window
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.wording import shown

FORMS = (
    "a year, quarter, month or day (2025, 2025-q1, 2025-03, 2025-03-12), or as long ago as 30d, 12w, "
    "3m or 1y (days, weeks, months, years)"
)
"""What can be typed."""

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-?q([1-4])", re.ASCII)
_AGO = re.compile(r"(\d{1,5}) ?(d|days?|w|weeks?|m|months?|y|years?)", re.ASCII)


def window_of(since: str | None, until: str | None, today: date) -> Window:
    """The days from the first one that ``since`` means to the last one that ``until`` means.

    Raises:
        ArchiveError: one of them is not understood, or the first day is after the last.
    """
    window = Window(
        _days(since, "--since", today)[0] if since else None,
        _days(until, "--until", today)[1] if until else None,
    )
    if window.since and window.until and window.since > window.until:
        raise ArchiveError(
            f"--since ({window.since}) is after --until ({window.until})",
            "the first day comes first",
        )
    return window


def _days(text: str, option: str, today: date) -> tuple[date, date]:
    """The first and the last day that are meant."""
    word = " ".join(text.split()).lower()
    try:
        return _understood(word, today)
    except (ValueError, OverflowError) as error:
        raise ArchiveError(
            f"{option} {shown(text)!r} is not understood: {error}", f"use {FORMS}"
        ) from error


def _understood(word: str, today: date) -> tuple[date, date]:
    if word == "today":
        return today, today
    if ago := _AGO.fullmatch(word):
        day = _before(today, int(ago[1]), ago[2][0])
        return day, day
    if quarter := _QUARTER.fullmatch(word):
        last = int(quarter[2]) * 3
        return date(int(quarter[1]), last - 2, 1), _last_of(int(quarter[1]), last)
    if match := _DAY.fullmatch(word):
        year, month = int(match[1]), int(match[2] or 0)
        if match[3]:
            day = date(year, month, int(match[3]))
            return day, day
        if match[2]:
            return date(year, month, 1), _last_of(year, month)
        return date(year, 1, 1), date(year, 12, 31)
    raise ValueError("it is no day and no length of time")


def _before(today: date, number: int, unit: str) -> date:
    """The day so many days, weeks, months or years before; the last of its month where it is shorter."""
    if unit in "dw":
        return today - timedelta(days=number * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    last = _last_of(year, month + 1)
    return last.replace(day=min(today.day, last.day))


def _last_of(year: int, month: int) -> date:
    first = date(year, month, 1)  # says what is wrong with a year or a month that there is not
    return first.replace(day=monthrange(year, month)[1])
