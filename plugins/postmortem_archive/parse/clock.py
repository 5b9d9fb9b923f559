"""Times as people write them in a timeline: ``14:23``, ``~2pm PST``, ``2019-07-02 13:42–13:58Z``."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta, timezone

from .zones import AMBIGUOUS, ZONE, offset_of

MAX_TIME_TEXT = 160
"""How many characters at the beginning of a text are looked at."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))

_OPENING = re.compile(r"(?:\*\*|__|\*|_|``?|\{\{|\[(?!\^)|\(|[\s\u00a0])*")
_MARKS = re.compile(r"\*\*|__|\*|_|``?|\{\{|\[|\(")
_CLOSER = {"[": "]", "(": ")", "{{": "}}"}
_LEAD = re.compile(
    r"(?:(?P<about>~|≈|about\b|around\b|approx(?:imately)?\b\.?|circa\b|ca?\.|ca\b|roughly\b"
    r"|(?:shortly|just|soon)\s+(?:after|before)\b|before\b|after\b)"
    r"|at\b|from\b|between\b|on\b|since\b|by\b)\s*",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s*", re.IGNORECASE
)
_ISO_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d{2})(?![\d:]))?"
_MONTH_DAY = re.compile(
    rf"(?P<month>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])"
    rf"(?:\s?[-–]\s?(?P<last>\d{{1,2}})(?![\d:]))?{_YEAR}",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?{_YEAR}",
    re.IGNORECASE,
)
_HALF = r"(?:\s?(?P<half>[ap])\.?m\b\.?|(?P<short>[ap])(?![A-Za-z]))"
_CLOCKS = (
    re.compile(rf"(?P<h>\d{{1,2}}):(?P<m>\d{{2}})(?::(?P<s>\d{{2}})(?:[.,]\d+)?)?(?![\d:]){_HALF}?", re.I),
    re.compile(rf"(?P<h>\d{{1,2}})[.](?P<m>\d{{2}}){_HALF}", re.I),
    re.compile(r"(?P<h>\d{1,2})h(?P<m>\d{2})\b"),
    re.compile(r"(?P<h>\d{1,2})\s?(?P<half>[ap])\.?m\b\.?", re.I),
    re.compile(r"(?P<h>\d{2})(?P<m>\d{2})(?=\s?(?:UTC|GMT|Z|h\b|hrs\b|hours\b))"),
)
_HOURS_WORD = re.compile(r"\s?(?:hrs|hours|h)\b")
_UNKNOWN_CLOCK = re.compile(r"(?:HH:mm|[?x\-]{1,2}:[?x\-]{1,2}|\d{1,2}:[?x]{1,2})(?![\w?])", re.I)
_RANGE = re.compile(r"\s*(?:-|–|—|→|->|to\b|until\b|till\b|and\b)\s*", re.IGNORECASE)
_SECONDS_END = re.compile(r"[-–](\d{2})(?![\d:])")
_AFTERWORD = re.compile(
    r"\s?(?P<about>[~?])|\s*\((?P<about2>approx|ca\b|around|about|estimated|maybe)[^()]{0,30}\)", re.I
)
_OTHER_ZONE = re.compile(r"\s*(?:\([^()]{0,20}\d{1,2}:\d{2}[^()]{0,20}\)|/\s?\d{1,2}:\d{2}\s?[A-Z]{2,4}\b)")
_VAGUE_ZONE = re.compile(rf"\s?\(?(?P<zone>{'|'.join(AMBIGUOUS)})\)?(?=[\s*_`\])}}]*(?:$|[-–—:|,]))")
_SEPARATOR = re.compile(
    r"(?:\s|[–—|,;→]|:(?![a-z0-9_+\-]{1,40}:)|[-=]>|-+(?=[\s*_\[(`]|$)|-(?=[^\W\d]))*"
)
_LINK_TARGET = re.compile(r"\([^()\s]{0,300}\)")


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A time as read from the beginning of a text; whatever it does not say is ``None``.

    Attributes:
        written: the time as written, without the markup around it.
        start: index in the text at which the time begins.
        rest: what follows, without the sign between.
        day: the day, where its year is given.
        month_day: (month, day) where the year is not given.
        clock: the time of day; 24:00 is kept as 00:00 with ``next_day``.
        offset: the offset from UTC.
        end_day: as ``day``, for the end of a range.
        end_clock: as ``clock``, for the end of a range.
        is_range: whether an end is given.
        approximate: whether the author marked it as approximate.
        next_day: the clock says 24:00.
        vague_zone: a zone's name that leaves the offset open, such as ``PT``.
        separated: a sign, markup or the end of the text sets the time off from what follows.
    """

    written: str
    start: int
    rest: str
    day: date | None = None
    month_day: tuple[int, int] | None = None
    clock: time | None = None
    offset: timezone | None = None
    end_day: date | None = None
    end_month_day: tuple[int, int] | None = None
    end_clock: time | None = None
    is_range: bool = False
    approximate: bool = False
    next_day: bool = False
    vague_zone: str = ""
    separated: bool = False

    @property
    def has_day(self) -> bool:
        """Whether it says a day, with or without its year."""
        return self.day is not None or self.month_day is not None


@dataclass(slots=True)
class _Point:
    """One end of what is being read, and where the reading has come to."""

    at: int
    day: date | None = None
    month_day: tuple[int, int] | None = None
    last_day: int | None = None
    clock: time | None = None
    hour_is_12: bool = False
    half: str = ""
    offset: timezone | None = None
    approximate: bool = False
    next_day: bool = False
    vague_zone: str = ""
    iso: bool = False


def read_time(text: str) -> ReadTime | None:
    """Read the time that a text begins with, markup and words such as *around* before it included.

    Returns:
        ``None`` where the text does not begin with a time or a day, or with one that does not exist.
    """
    head = text[:MAX_TIME_TEXT]
    opening = _OPENING.match(head)
    start = opening.end() if opening else 0
    first = _point(head, start)
    if first is None:
        return None
    last = _range_end(head, first)
    at = last.at if last else first.at
    approximate = first.approximate or bool(last and last.approximate)
    while found := _AFTERWORD.match(head, at) or _OTHER_ZONE.match(head, at):
        approximate = approximate or found.re is _AFTERWORD
        at = found.end()
    rest, separated = _rest(text, text[:start], at)
    offset = first.offset or (last.offset if last else None)
    return ReadTime(
        written=text[start:at].strip(),
        start=start,
        rest=rest,
        day=first.day,
        month_day=first.month_day,
        clock=first.clock,
        offset=offset,
        end_day=last.day if last else None,
        end_month_day=last.month_day if last else None,
        end_clock=last.clock if last else None,
        is_range=last is not None,
        approximate=approximate,
        next_day=first.next_day,
        vague_zone=first.vague_zone or (last.vague_zone if last else ""),
        separated=separated,
    )
