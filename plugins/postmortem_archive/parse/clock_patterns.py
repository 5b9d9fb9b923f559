"""The words and signs of a time, as patterns for :mod:`~postmortem_archive.parse.clock`."""

from __future__ import annotations

import re

from postmortem_archive.model.lazy_pattern import lazy_pattern

from .zones import ZONE

MONTH_NAMES = (
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
)
MONTHS = {name: i for i, names in enumerate(MONTH_NAMES, start=1) for name in names.split()}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
NO_CLOCK = r"(?!\d|:\d)"  # `March 18, 16:30` and `March 14: text`: 16 is no year, 14 is a day
YEAR = (
    rf"(?:(?:,\s+|\s+(?!19[0-8]\d))(?P<year>(?:19|20)\d{{2}}){NO_CLOCK}"
    r"(?!\s?(?:UTC|GMT|Z)\b))?"
)
"""A year; `Feb 9 1924` and `Feb 9 2015 UTC` say a time of day."""

MARK = lazy_pattern(r"\*\*|__|\*|_|``?|\{\{|\[(?!\^)|\(")
CLOSER = {"[": "]", "(": ")", "{{": "}}"}
OPENING = lazy_pattern(rf"(?:{MARK.pattern}|\s)*")
ABOUT = lazy_pattern(
    r"(?:~|≈|(?:about|around|approx(?:imately)?|circa|ca|roughly"
    r"|(?:shortly|just|soon)\s+(?:after|before)|before|after)\b\.?)\s*",
    re.IGNORECASE,
)
LEAD = lazy_pattern(
    r"(?:(?:at|from|between|on|since|by)\b"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?)\s*",
    re.IGNORECASE,
)
ISO_DAY = lazy_pattern(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)")
MONTH_DAY = lazy_pattern(
    rf"(?P<month>{MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{NO_CLOCK}"
    rf"(?:\s?[-\u2013]\s?(?P<last>\d{{1,2}}){NO_CLOCK})?{YEAR}",
    re.IGNORECASE,
)
DAY_MONTH = lazy_pattern(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<month>{MONTH})\b\.?{YEAR}",
    re.IGNORECASE,
)
_MONTH, _OVER_12 = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>1[3-9]|2\d|3[01])"
DAYS_IN_FIGURES = tuple(
    lazy_pattern(rf"{first}-{second}(?=[ T]\d{{1,2}}:\d{{2}})")
    for first, second in ((_MONTH, _OVER_12), (_OVER_12, _MONTH))
)
"""A day without its year, with a clock behind it: only where just one of its figures can be a month."""

_YEAR_LAST = r"(?P=sign)(?P<year>(?:19|20)\d{2})(?=[ T]\d{1,2}:\d{2})"
DAYS_BEFORE_YEAR = tuple(
    lazy_pattern(rf"{first}(?P<sign>[-/.]){second}{_YEAR_LAST}")
    for first, second in ((_MONTH, _OVER_12), (_OVER_12, _MONTH))
)
"""The same with its year behind it: ``27-05-2025 13:44``, and not ``03-10-2021 13:44``."""

DAY_TO_CLOCK = lazy_pattern(r"(?:[\s*_`,]|T(?=\d)|(?:at|between|from)\b)*", re.IGNORECASE)
HALF = r"(?:\s?(?P<half>[ap])\.?m\b\.?|(?P<short>[ap])(?![A-Za-z]))"
CLOCKS = tuple(
    lazy_pattern(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<h>\d{{1,2}}):(?P<m>\d{{2}})(?::(?P<s>\d{{2}})(?:[.,]\d+)?)?{NO_CLOCK}{HALF}?",
        rf"(?P<h>\d{{1,2}})\.(?P<m>\d{{2}}){HALF}",
        r"(?P<h>\d{1,2})h(?P<m>\d{2})\b",
        r"(?P<h>\d{1,2})\s?(?P<half>[ap])\.?m\b\.?",
        r"(?P<h>\d{2})(?P<m>\d{2})(?=\s?(?:UTC|GMT|Z)\b)",
        r"(?P<h>\d{2})(?P<m>\d{2})\s?(?:h|hrs|hours)\b",
    )
)
UNKNOWN_CLOCK = lazy_pattern(
    r"(?:HH:mm|[?x-]{1,2}:[?x-]{1,2}|\d{1,2}:[?x]{1,2})(?![\w?])", re.IGNORECASE
)
ZONE_AFTER = lazy_pattern(rf"\s?(?P<bracket>\()?{ZONE.pattern}(?(bracket)\))")
DAY_AFTER = lazy_pattern(r"(?:\s*,\s*|\s+on\s+|\s*\((?=[\w\s,.-]{3,20}\))|\s+)", re.IGNORECASE)
RANGE = lazy_pattern(r"\s*(?:-|\u2013|—|→|->|to\b|until\b|till\b|and\b)\s*", re.IGNORECASE)
SECONDS_END = lazy_pattern(r"[-\u2013](?P<s>\d{2})(?![\d:])")
ROUGHLY = lazy_pattern(
    r"\s?[~?]|\s*\((?:approx|ca\b|around|about|estimated|maybe)[^()]{0,30}\)", re.IGNORECASE
)
SAME_ELSEWHERE = lazy_pattern(
    r"\s*(?:\([^()]{0,20}\d{1,2}:\d{2}[^()]{0,20}\)|/\s?\d{1,2}:\d{2}\s?[A-Z]{2,4}\b)"
)
SEPARATOR = lazy_pattern(
    r"(?:\s|[\u2013—|,;→]|:(?![a-z0-9_+-]{1,40}:)|[-=]>|-+(?=[\s*_\[(`]|$)|-(?=[^\W\d]))*"
)
LINK_TARGET = lazy_pattern(r"\([^()\s]{0,300}\)")
