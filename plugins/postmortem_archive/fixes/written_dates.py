"""Days and points in time as the format writes them, from other forms that can mean only one thing."""

from __future__ import annotations

import re
from datetime import date

from postmortem_archive.model.moment import Moment
from postmortem_archive.parse.clock import ReadTime, read_time
from postmortem_archive.parse.clock_patterns import MONTHS

_MAX_LENGTH = 60
_NUMBERS = re.compile(
    r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"
    r"(?:[Tt]|,?[ \t]{1,4})"
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)"
    r"[ \t]{0,4}(?P<zone>[Zz]|UTC|utc|GMT|gmt|[+-]\d{2}:?\d{2})"
)
_WORDS = re.compile(r"[^\W\d_]+")
_KNOWN_WORDS = {*MONTHS, "of", "at", "st", "nd", "rd", "th", "am", "pm", "utc", "gmt", "z"}
"""Words of a date about which nobody can be of two minds: a weekday may be wrong, a zone mean two."""

_SECONDS = re.compile(r":\d{2}:\d{2}")
_FRACTION = re.compile(r":\d{2}[.,]\d")


def canonical_moment(text: str) -> str | None:
    """``2026-03-12T14:05Z`` for ``2026/03/12 14:05 UTC``; what is not written is not made up.

    The offset stays that of the author, and seconds stay if they are written.

    Returns:
        ``None`` where the text is no date-time with offset, or might be read in two ways.
    """
    text = text.strip()
    if len(text) > _MAX_LENGTH:
        return None
    found = _NUMBERS.fullmatch(text)
    written = _from_numbers(found, text) if found else _from_words(text)
    return written if written and _moment(written) else None


def canonical_day(text: str) -> str | None:
    """``2026-04-01`` for ``2026/04/01`` or ``1 April 2026``.

    Returns:
        ``None`` where the text is no day, or might be read in two ways, as 04/05/2026 may be.
    """
    read = _read(text.strip())
    if read is None or read.begin.clock is not None:
        return None
    return _iso(read.begin.day)


def _from_numbers(found: re.Match[str], text: str) -> str | None:
    zone = found["zone"].upper()
    if zone.startswith("-") and _moment(text) is None:
        return None  # `2026/03/12 04:05-07:00` may be from five past four to seven
    zone = f"{zone[:3]}:{zone[-2:]}" if zone[0] in "+-" else "Z"
    zone = "Z" if zone[1:] == "00:00" else zone
    clock = found["clock"] if found["clock"][2] == ":" else f"0{found['clock']}"
    month, day = found["month"].rjust(2, "0"), found["day"].rjust(2, "0")
    if clock.startswith("24"):
        return None
    return f"{found['year']}-{month}-{day}T{clock}{zone}"


def _from_words(text: str) -> str | None:
    read = _read(text)
    if read is None or read.begin.offset is None or read.begin.clock is None:
        return None
    if read.begin.next_day or read.begin.day is None or _FRACTION.search(text):
        return None
    precision = "seconds" if _SECONDS.search(text) else "minutes"
    clock = read.begin.clock.replace(tzinfo=read.begin.offset).isoformat(precision)
    return f"{_iso(read.begin.day)}T{clock.replace('+00:00', 'Z')}"


def _read(text: str) -> ReadTime | None:
    """The time that all of a text is, if nothing about it is open."""
    words = {word.casefold() for word in _WORDS.findall(text[: _MAX_LENGTH + 1])}
    if len(text) > _MAX_LENGTH or not words <= _KNOWN_WORDS:
        return None
    read = read_time(text)
    if read is None or read.rest or read.written != text or read.end or read.is_approximate:
        return None
    return None if read.begin.day is None else read


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(text: str) -> Moment | None:
    """The moment as the format reads it; ``None`` where it does not."""
    try:
        return Moment.from_text(text)
    except (ValueError, OverflowError):
        return None
