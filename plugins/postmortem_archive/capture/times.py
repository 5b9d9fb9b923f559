"""Times as exports write them, and the zone of those that say none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.lazy_pattern import lazy_pattern

from .errors import ExportError

_ISO = lazy_pattern(
    r"(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,](\d{1,9}))?"
    r"\s?(Z|z|UTC|GMT|[+-]\d{2}:?\d{2})?(?:\s(?:UTC|GMT|[A-Z]{3,4}))?"
)
_OFFSET = lazy_pattern(r"(?:UTC)?([+-])(\d{1,2})(?::?(\d{2}))?")
_FIGURES = lazy_pattern(r"-?\d{1,20}(?:\.\d{1,9})?")

_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
"""Earlier than any export: tools write the year 1, or 1970, where they mean that there is no time."""

_LAST = datetime(2200, 1, 1, tzinfo=UTC)
_UNITS = (1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9)
"""Up to which size a number counts seconds, milli-, micro- or nanoseconds since 1970."""


class NoTimeError(ValueError):
    """What stands where a time should be is none."""


def read_zone(text: str) -> tzinfo:
    """The zone that a person named: ``UTC``, ``+02:00`` or ``Europe/Berlin``.

    Raises:
        ArchiveError: there is no such zone.
    """
    text = text.strip()
    if text.upper() in ("UTC", "GMT", "Z"):
        return UTC
    if found := _OFFSET.fullmatch(text):
        size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if size <= timedelta(hours=14):
            return timezone(size if found[1] == "+" else -size)
    try:
        return ZoneInfo(text)
    except (KeyError, OSError, ValueError) as error:
        raise ArchiveError(
            f"--zone: {text!r} is no zone", "write UTC, an offset such as +02:00, or Europe/Berlin"
        ) from error


def read_stamp(value: object, zone: tzinfo | None) -> datetime:
    """A time of an export in UTC.

    Args:
        value: ISO 8601 with or without an offset, or seconds, milli-, micro- or nanoseconds since 1970.
        zone: of a time that says none.

    Raises:
        NoTimeError: it is no time, or one that stands for none.
        ExportError: it says no zone, and none is given.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(float(value))
    text = str(value).strip()
    if _FIGURES.fullmatch(text):
        return _since_1970(float(text))
    found = _ISO.fullmatch(text)
    if found is None:
        raise NoTimeError(f"{text[:60]!r} is no time")
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    micro = int((found[7] or "0")[:6].ljust(6, "0"))
    try:
        at = datetime(year, month, day, hour, minute, second, micro)  # noqa: DTZ001 - the zone follows
    except ValueError as error:
        raise NoTimeError(f"{text[:60]!r} is no time") from error
    return in_utc(at, _written_zone(found[8]) or zone)


def in_utc(at: datetime, zone: tzinfo | None) -> datetime:
    """A time without a zone in UTC.

    Raises:
        NoTimeError: it is too long ago, or too far ahead, to be one of an incident.
        ExportError: no zone is given.
    """
    if zone is None:
        raise ExportError(
            f"its times say no zone, as {at:%Y-%m-%d %H:%M:%S}",
            "say which it is: --zone UTC, --zone +02:00 or --zone Europe/Berlin",
        )
    if not _FIRST.year < at.year < _LAST.year:
        raise NoTimeError(f"the year {at.year} stands for no time")
    return at.replace(tzinfo=zone).astimezone(UTC)


def is_twice(at: datetime, zone: tzinfo) -> bool:
    """Whether the clocks of a zone show that moment's time twice, because summer time ends."""
    local = at.astimezone(zone)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def says_no_zone(value: object) -> bool:
    """Whether a time of an export says neither a zone nor an offset, nor counts since 1970."""
    text = str(value).strip()
    found = _ISO.fullmatch(text)
    return not found[8] if found else not _FIGURES.fullmatch(text)


def _written_zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    found = _OFFSET.fullmatch(text)
    if found is None:
        return UTC
    size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if size > timedelta(hours=14):
        raise NoTimeError(f"no place on earth has the offset {text}")
    return timezone(size if found[1] == "+" else -size)


def _since_1970(number: float) -> datetime:
    unit = next((unit for most, unit in _UNITS if abs(number) < most), None)
    if unit is None or number < _FIRST.timestamp():
        raise NoTimeError(f"{number:.0f} stands for no time")
    at = datetime.fromtimestamp(number / unit, UTC)
    if at >= _LAST:
        raise NoTimeError(f"{number:.0f} stands for no time")
    return at
