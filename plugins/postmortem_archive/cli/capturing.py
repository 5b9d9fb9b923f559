"""What ``postmortem capture`` and ``postmortem new --from`` have in common."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import NamedTuple

from postmortem_archive.archive.today import today
from postmortem_archive.capture.base import Asked
from postmortem_archive.capture.errors import ExportError
from postmortem_archive.capture.gather import Gathered, SourceReport, gather
from postmortem_archive.capture.merge import Merged
from postmortem_archive.capture.privacy import SOMEBODY, Privacy
from postmortem_archive.capture.times import NoTimeError, read_stamp, read_zone
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.wording import count, short_duration

from .cut import Cut
from .telling import tell

NOT_ALL_READ = 1
"""Exit code where a source could not be read; the others were."""

_SHOWN_PROBLEMS = 20
_WIDEST = 40
"""Widest name of a source in the table, in characters, where its path can be cut."""


class Capture(NamedTuple):
    """What the sources hold, and what was masked in it."""

    gathered: Gathered
    masked: str


def captured(paths: Sequence[Path], settings: Settings, cut: Cut) -> Capture:
    """Read the sources.

    Raises:
        ArchiveError: an option is no zone or no time.
    """
    zone = read_zone(cut.zone) if cut.zone else None
    since = _bound("--since", cut.since, zone, timedelta())
    until = _bound("--until", cut.until, zone, timedelta(days=1, microseconds=-1))
    if since and until and since > until:
        raise ArchiveError("--since is later than --until", "exchange the two")
    privacy = Privacy(settings)
    marks = frozenset(settings.capture.marks)
    midnight = datetime.combine(today() + timedelta(days=1), time(), UTC)
    gathered = gather(paths, Asked(privacy, midnight, zone, since, until, marks))
    return Capture(gathered, privacy.said())


def say_sources(capture: Capture) -> None:
    """Print a table of what was read from each source, what was masked, and what could not be read."""
    read = [report for report in capture.gathered.reports if not report.error]
    lines = [("Source", "Read as", "Events", "From (UTC)", "Until"), *map(_cells, read)]
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    for line in lines if read else ():
        shown = [
            cell.rjust(size) if column == 2 else cell.ljust(size)
            for column, (cell, size) in enumerate(zip(line, widths, strict=True))
        ]
        tell("  ".join(shown).rstrip())
    for report in read:
        said = [f"{number:,} left out: {why}" for why, number in report.left_out.items()]
        for note in [*said, *report.notes]:
            tell(f"  {_short(report.name)}: {note}")
    tell(f"Masked: {capture.masked}." if capture.masked else "Masked: nothing had to be.")


def say_failures(capture: Capture) -> None:
    """Print, which sources could not be read, why, and what to do."""
    failed = capture.gathered.failed
    for report in failed[:_SHOWN_PROBLEMS]:
        tell(f"{report.name}: not read: {report.error}")
        if report.hint:
            tell(f"  hint: {report.hint}")
    if len(failed) > _SHOWN_PROBLEMS:
        tell(f"… and {count(len(failed) - _SHOWN_PROBLEMS, 'more file')}")


def say_result(merged: Merged) -> None:
    """Print what was added."""
    told = sum(max(event.count, len(event.codes)) for event in merged.rows)
    parts = [f"{count(len(merged.rows), 'row')} of {count(told, 'event')}"]
    if merged.windows:
        parts.append(f"{count(len(merged.windows), 'window')} of downtime")
    added = " and ".join(parts) if merged.rows or merged.windows else "nothing new"
    known = f"; {merged.known:,} told already" if merged.known else ""
    tell(f"Added: {added}{known}.")
    if merged.proposed:
        names = ", ".join(f"{moment} {event.at:%H:%M}" for moment, event in merged.proposed)
        tell(
            f"Proposed: {names} (UTC). Confirm each, then take (proposed) away, "
            "and # proposed in the front matter."
        )
    for skew in merged.skews:
        tell(
            f"Look at the clocks: {skew.later} tells {short_duration(skew.by)} later what {skew.earlier} "
            f"tells ({count(skew.things, 'thing')}). It hears of it that late, or the clock or the zone of "
            "one of the two is wrong. No time was changed."
        )
    if any(SOMEBODY in event.text.casefold() for event in merged.rows):
        tell(
            f"People without a role are called {SOMEBODY}; archive.yml gives them one: capture.roles."
        )


def _cells(report: SourceReport) -> tuple[str, str, str, str, str]:
    files = f" ({report.files:,} files)" if report.files > 1 else ""
    first = f"{report.first:%Y-%m-%d %H:%M}" if report.first else "-"
    same_day = report.first and report.last and report.first.date() == report.last.date()
    last = f"{report.last:{'%H:%M' if same_day else '%Y-%m-%d %H:%M'}}" if report.last else "-"
    return (f"{_short(report.name)}{files}", report.reader, f"{report.events:,}", first, last)


def _short(name: str) -> str:
    """The last parts of a path, as many as fit."""
    shown = name
    while len(shown) > _WIDEST and "/" in shown.removeprefix("…/"):
        shown = f"…/{shown.removeprefix('…/').partition('/')[2]}"
    return shown


def _bound(
    option: str, text: str | None, zone: tzinfo | None, whole_day: timedelta
) -> datetime | None:
    """A bound as it was given: a time, with an offset or in ``--zone``, or a day."""
    if not text:
        return None
    try:
        if len(text.strip()) == len("2026-03-12"):
            day = Moment.from_text(text).at.replace(tzinfo=zone or UTC)
            return (day + whole_day).astimezone(UTC)
        return read_stamp(text, zone)
    except (NoTimeError, ValueError) as error:
        raise ArchiveError(
            f"{option}: {text!r} is no time", "write 2026-03-12T18:00Z or 2026-03-12"
        ) from error
    except ExportError as error:
        raise ArchiveError(
            f"{option}: the time {text!r} has no offset from UTC", "add Z, +02:00 or --zone"
        ) from error
