"""Time zones as people write them beside a time."""

from __future__ import annotations

import re
from datetime import timedelta, timezone

from postmortem_archive.model.lazy_pattern import lazy_pattern

# Only abbreviations that responders use for one offset. Left out on purpose: IST (India, Israel,
# Ireland), AST, and those that change over the year (PT, ET, "Pacific").
_HOURS: dict[str, float] = {
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
    "WET": 0,
    "WEST": 1,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "CAT": 2,
    "SAST": 2,
    "EAT": 3,
    "TRT": 3,
    "GST": 4,
    "PKT": 5,
    "NPT": 5.75,
    "WIB": 7,
    "PHT": 8,
    "SGT": 8,
    "HKT": 8,
    "AWST": 8,
    "JST": 9,
    "KST": 9,
    "ACST": 9.5,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "BRT": -3,
    "EDT": -4,
    "EST": -5,
    "CDT": -5,
    "CST": -6,
    "MDT": -6,
    "MST": -7,
    "PDT": -7,
    "PST": -8,
    "AKDT": -8,
    "AKST": -9,
    "HST": -10,
}

AMBIGUOUS: dict[str, tuple[tuple[str, str], ...]] = {
    "IST": (("UTC+5:30", "for India"), ("UTC+2", "for Israel"), ("UTC+1", "for Ireland")),
    "AST": (("UTC-4", "for America"), ("UTC+3", "for Arabia")),
    "local time": (),
    "PT": (("UTC-8", "in winter"), ("UTC-7", "in summer")),
    "ET": (("UTC-5", "in winter"), ("UTC-4", "in summer")),
    "CT": (("UTC-6", "in winter"), ("UTC-5", "in summer")),
    "MT": (("UTC-7", "in winter"), ("UTC-6", "in summer")),
    "Pacific": (("UTC-8", "in winter"), ("UTC-7", "in summer")),
    "Eastern": (("UTC-5", "in winter"), ("UTC-4", "in summer")),
    "Central": (("UTC-6", "in winter"), ("UTC-5", "in summer")),
    "Mountain": (("UTC-7", "in winter"), ("UTC-6", "in summer")),
}
"""Names of zones that leave the offset open, each with what it can mean, and where or when."""

_NAMES = tuple(AMBIGUOUS)

ZONE_FIELD = "timeline zone"
"""What the problem of a timeline is about whose zone leaves the offset open."""

_SIGNED = r"[+\-\u2212]\s?\d{1,2}(?::?\d{2})?"

ZONE = lazy_pattern(
    rf"(?:(?:UTC|GMT|utc|gmt)\s?(?P<relative>{_SIGNED})(?![\d:])"
    rf"|(?P<offset>[+\u2212]\d{{2}}:?\d{{2}})(?!\d)"
    rf"|(?P<name>utc|gmt|z|{'|'.join(sorted(_HOURS, key=len, reverse=True))})(?![A-Za-z0-9]))"
)
"""A zone that says one offset.

A bare offset may not begin with a hyphen, because `14:23-07:00` is a range; a minus sign (U+2212)
is none.
"""

NEGATIVE_OFFSET = lazy_pattern(r"(?P<offset>-\d{2}:?\d{2})(?!\d)(?P<relative>)(?P<name>)")
"""A bare negative offset; only an ISO date-time (2019-07-02T06:42-07:00) may end with one."""

SPACED_NEGATIVE_OFFSET = lazy_pattern(
    r"\s(?P<offset>-(?:0\d|1[0-2]):?(?:00|15|30|45))(?![\d:])(?P<relative>)(?P<name>)"
)
"""A negative offset behind a space; only a day with a clock (2019-07-02 06:42 -0700) may end so."""

VAGUE_ZONE = lazy_pattern(
    rf"\s?\(?(?P<zone>(?:{'|'.join(_NAMES[:3])})(?![A-Za-z])|(?:{'|'.join(_NAMES[3:])})"
    r"(?=\)?[\s*_`\]}]*(?:$|\n|[-\u2013—:|,])))\)?"
)
"""One of :data:`AMBIGUOUS` behind a time; where it may begin the text, only if a sign follows."""

_VAGUE = lazy_pattern(rf"(?<![A-Za-z])(?:{'|'.join(_NAMES)})(?![A-Za-z])")
ZONE_IN_PROSE = lazy_pattern(rf"(?<![A-Za-z0-9]){ZONE.pattern}")
"""A zone anywhere in a sentence."""

_MAX_STATEMENT = 500
_CONVERTED_FROM = lazy_pattern(
    r"\b(?:converted(?!\s+(?:in)?to\b)|originally)\b[^.;,]*?(?=\b(?:to|into|now)\b|[.;,]|$)"
    r"|\bfrom\b[^.;,]*?(?=\b(?:to|into|now|in|are)\b|[.;,]|$)",
    re.IGNORECASE,
)
_PARTS = lazy_pattern(r"([+\-\u2212])\s?(\d{1,2}):?(\d{2})?")


def offset_of(found: re.Match[str]) -> timezone | None:
    """The offset that a match of :data:`ZONE` says; ``None`` where no such offset exists."""
    written = found["relative"] or found["offset"]
    if not written:
        return timezone(timedelta(hours=_HOURS[found["name"].upper()]))
    parts = _PARTS.fullmatch(written)
    if parts is None:
        return None
    size = timedelta(hours=int(parts[2]), minutes=int(parts[3] or 0))
    if size > timedelta(hours=14):
        return None
    return timezone(size if parts[1] == "+" else -size)


def stated_offset(text: str) -> timezone | None:
    """The offset that a text states.

    UTC counts where it is the first zone that is named; else a figure (UTC-7) counts more than a
    name (PST). What times were converted from says nothing about how they are written.
    """
    text = _CONVERTED_FROM.sub(" ", text[:_MAX_STATEMENT])
    found = [match for match in ZONE_IN_PROSE.finditer(text) if offset_of(match) is not None]
    if not found:
        return None
    figures = [match for match in found if match["relative"] or match["offset"]]
    is_utc = found[0]["name"] is not None and found[0]["name"].upper() in ("UTC", "GMT")
    return offset_of(figures[0] if figures and not is_utc else found[0])


def vague_zone(text: str) -> str:
    """A zone's name that leaves the offset open, or an empty text."""
    found = _VAGUE.search(text)
    return found[0] if found else ""


def with_its_offsets(zone: str) -> str:
    """How one of :data:`AMBIGUOUS` is written so that it says its offset."""
    written = [f"`{zone} ({offset})` {where}" for offset, where in AMBIGUOUS[zone]]
    return f"write {', or '.join(written)}" if written else "write its offset from UTC beside it"
