"""Days and durations as queries write them: 2025, 2025-03, 2025-03-12; 45m, 1h30m, 3d."""

import re
from calendar import monthrange

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_DURATION = re.compile(r"(?:\d{1,6}(?:\.\d{1,3})?(?:m|min|h|d|w))+", re.ASCII)
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(min|[mhdw])", re.ASCII)
_MINUTES = {"m": 1, "min": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}


def first_day(text: str) -> str:
    """The first day (ISO) of a year, month or day; empty where there is no such day."""
    match = _DAY.fullmatch(text)
    if not match:
        return ""
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return ""
    return f"{year:04}-{month:02}-{day:02}"


def minutes_of(text: str) -> int | None:
    """The whole minutes of a duration; ``None`` where it is none."""
    text = text.lower()
    if not _DURATION.fullmatch(text):
        return None
    return int(sum(float(number) * _MINUTES[unit] for number, unit in _AMOUNT.findall(text)))
