"""Points in time as people record them: a minute with an offset, or just a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_OFFSET, _LAST_OFFSET = timedelta(hours=-12), timedelta(hours=14)
_TIME_WITHOUT_OFFSET = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)")
_LONGEST = 50  # characters; no date-time needs more, and whatever is longer costs time

# Python takes any character for the one between day and time, and from 3.13 on 24:00 for a time.
_DAY_AND_TIME = re.compile(r"[\dW-]+[Tt ](?!24)\S+")


class MissingOffsetError(ValueError):
    """A date-time without an offset; ``suggestion`` holds the same time said in UTC."""

    def __init__(self, text: str, suggestion: str) -> None:
        super().__init__(f"the time {text!r} has no offset from UTC")
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, known to the minute (or better) or to the day.

    Attributes:
        at: aware; as written, so its offset is the author's. Midnight UTC where only a day is known.
        day_only: whether only the day is known.
    """

    at: datetime
    day_only: bool = False

    @classmethod
    def of_day(cls, day: date) -> Moment:
        """The moment known only as ``day``."""
        return cls(datetime.combine(day, time(), UTC), day_only=True)

    @classmethod
    def from_text(cls, text: str) -> Moment:
        """Read ``2019-07-02T13:42Z``, ``2019-07-02 13:42:10+02:00`` or ``2019-07-02``.

        Raises:
            MissingOffsetError: a time is given but no offset.
            ValueError: the text is no ISO 8601 date or date-time, or no such day, time or offset
                exists.
        """
        text = text.strip()
        if len(text) > _LONGEST or not (text.isascii() and text.isprintable()):
            raise ValueError(f"no date or date-time: {text[:_LONGEST]!r}")
        if _DATE.fullmatch(text):
            return cls.of_day(date.fromisoformat(text))
        if bare := _TIME_WITHOUT_OFFSET.fullmatch(text):
            clock = bare[2].rjust(5, "0") if bare[2].count(":") == 1 else bare[2]
            _date_time(f"{bare[1]}T{clock}")  # no suggestion that does not exist either
            raise MissingOffsetError(text, f"{bare[1]}T{clock}Z")
        at = _date_time(re.sub(r"\s+(?=[+\-zZ]|UTC$)", "", text).replace("UTC", "Z"))
        offset = at.utcoffset()
        if offset is None:
            raise MissingOffsetError(text, at.isoformat(timespec="minutes") + "Z")
        if not _FIRST_OFFSET <= offset <= _LAST_OFFSET:
            raise ValueError(f"no place on earth has the offset of {text!r}")
        at.astimezone(UTC)  # an offset may carry year 1 or 9999 out of range: say so here
        return cls(at)

    @property
    def utc(self) -> datetime:
        """The same point in time in UTC."""
        return self.at.astimezone(UTC)

    @property
    def day(self) -> date:
        """The day in UTC."""
        return self.utc.date()

    def is_before(self, other: Moment) -> bool:
        """Whether this moment is certainly earlier.

        Where either is known only to the day, days are compared; one known to the minute then has
        two: that in UTC and that where it was written.
        """
        if self.day_only or other.day_only:
            return max(self.day, self.at.date()) < min(other.day, other.at.date())
        return self.utc < other.utc

    def until(self, other: Moment) -> timedelta | None:
        """Time from here to ``other``; ``None`` where either is known only to the day."""
        if self.day_only or other.day_only:
            return None
        return other.utc - self.utc

    @property
    def in_words(self) -> str:
        """As people read it: ``2026-03-12 14:05 UTC``, or the bare day."""
        day, _, clock = str(self).removesuffix("Z").partition("T")
        return f"{day} {clock} UTC" if clock else day

    def __str__(self) -> str:
        """ISO 8601 in UTC, to the minute, or the bare day."""
        if self.day_only:
            return self.day.isoformat()
        return f"{self.utc.replace(tzinfo=None).isoformat(timespec='minutes')}Z"


def _date_time(text: str) -> datetime:
    if not _DAY_AND_TIME.fullmatch(text):
        raise ValueError(f"no date-time: {text!r}")
    return datetime.fromisoformat(text)
