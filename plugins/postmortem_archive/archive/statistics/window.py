"""The days that are asked for."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import Postmortem

from ..archive import Archive


@dataclass(frozen=True, slots=True)
class Window:
    """Days from one to another, both included; ``None`` is open.

    Attributes:
        since: the first day (UTC).
        until: the last day (UTC).
    """

    since: date | None = None
    until: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether every day is in it."""
        return self.since is None and self.until is None

    def holds(self, day: date | None) -> bool:
        """Whether a day is in it; one that is not known is only where every day is."""
        if day is None:
            return self.is_open
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


def start_day(item: Postmortem) -> date | None:
    """The day (UTC) on which it started, where that is recorded."""
    return item.meta.started.day if item.meta.started else None


def started_in(archive: Archive, window: Window) -> Archive:
    """The archive with those postmortems alone that started in a window, and all refused files."""
    if window.is_open:
        return archive
    documents = tuple(
        document
        for document in archive.documents
        if document.postmortem is None or window.holds(start_day(document.postmortem))
    )
    return replace(archive, documents=documents)


def a_year_later(day: date) -> date | None:
    """The same day of the next year, for 29 February the 28th; ``None`` beyond the calendar."""
    if day.year == date.max.year:
        return None
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def latest(moment: Moment) -> datetime:
    """The latest moment that is meant: the end of a bare day (UTC)."""
    return datetime.combine(moment.day, time.max, UTC) if moment.day_only else moment.utc
