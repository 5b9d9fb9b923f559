"""Read all sources that a person named, each for itself: a broken one keeps no other from being read."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from postmortem_archive.model.errors import ArchiveError

from .base import Asked
from .errors import ExportError
from .event import CapturedEvent, Downtime, Importance, code_of
from .export import Export
from .registry import reader_of
from .sources import exports_at

MAX_EVENTS = 50_000
"""Most events between ``since`` and ``until``, of one export and of all; no timeline holds as many."""


@dataclass(slots=True)
class SourceReport:
    """What was read of one source, or why it was not.

    Attributes:
        name: the file, or the folder or archive whose files one reader took.
        reader: the name of the reader; empty where none took it.
        files: how many files.
        events: how many events were taken.
        first: the first of them, in UTC; ``None`` where there is none.
        last: the last one.
        left_out: how many were left out, by the reason.
        notes: what else is to be said.
        error: why it was not read; empty where it was.
        hint: what to do about that.
    """

    name: str
    reader: str = ""
    files: int = 1
    events: int = 0
    first: datetime | None = None
    last: datetime | None = None
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    error: str = ""
    hint: str = ""

    def take(self, at: datetime) -> None:
        """Count an event."""
        self.events += 1
        self.first = min(self.first or at, at)
        self.last = max(self.last or at, at)

    def add(self, other: SourceReport) -> None:
        """Count the events of a further file of the same source and reader."""
        self.files += other.files
        self.events += other.events
        self.left_out += other.left_out
        self.notes += [note for note in other.notes if note not in self.notes]
        times = [at for at in (self.first, self.last, other.first, other.last) if at]
        self.first, self.last = min(times, default=None), max(times, default=None)


@dataclass(slots=True)
class Gathered:
    """What all sources hold.

    Attributes:
        events: what happened, in the order of time.
        windows: when something was down, in the order of time.
        reports: one for each source, or kind of file in a folder; and one for each file that failed.
    """

    events: list[CapturedEvent] = field(default_factory=list)
    windows: list[Downtime] = field(default_factory=list)
    reports: list[SourceReport] = field(default_factory=list)

    @property
    def failed(self) -> list[SourceReport]:
        """The sources that were not read."""
        return [report for report in self.reports if report.error]


def gather(paths: Iterable[Path], asked: Asked) -> Gathered:
    """Read everything at these paths, masked and cut to what was asked for.

    Raises:
        ArchiveError: it is more than a timeline can be made of.
    """
    gathered = Gathered()
    for path in dict.fromkeys(paths):
        together: dict[str, SourceReport] = {}
        for report in _read_path(path, asked, gathered):
            if report.error or report.reader not in together:
                gathered.reports.append(report)
                together.setdefault(report.reader, report)
            else:
                merged = together[report.reader]
                merged.name = str(path)
                merged.add(report)
    gathered.events.sort(key=lambda event: event.at)
    gathered.windows.sort(key=lambda window: window.begin)
    return gathered


def _read_path(path: Path, asked: Asked, gathered: Gathered) -> Iterator[SourceReport]:
    try:
        for export in exports_at(path):
            yield _read(export, asked, gathered)
    except ExportError as error:
        yield SourceReport(str(path), error=error.message, hint=error.hint)


def _read(export: Export, asked: Asked, gathered: Gathered) -> SourceReport:
    """Take everything of an export, or nothing where it is broken."""
    report = SourceReport(export.name)
    events: list[CapturedEvent] = []
    windows: list[Downtime] = []
    seen: set[str] = set()
    try:
        reader = reader_of(export.head())
        report.reader = reader.name
        for captured in reader.read(export, asked):
            if isinstance(captured, Downtime):
                windows += _window(captured, asked, report)
            elif (code := code_of(captured)) in seen:
                report.left_out["told more than once"] += 1
            else:
                taken = _event(captured, asked, report)
                events += taken
                seen.update([code] if taken else [])
            if len(events) + len(windows) > MAX_EVENTS:
                raise ExportError(
                    f"it holds more than {MAX_EVENTS:,} events",
                    "cut it to the incident with --since and --until",
                )
    except ExportError as error:
        return SourceReport(export.name, report.reader, error=error.message, hint=error.hint)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        return SourceReport(
            export.name,
            report.reader,
            error=f"it cannot be read to its end: {str(error).lower()[:100]}",
            hint="copy or download it again",
        )
    report.notes += export.notes
    gathered.events += events
    gathered.windows += windows
    if len(gathered.events) + len(gathered.windows) > MAX_EVENTS:
        raise ArchiveError(
            f"the sources hold more than {MAX_EVENTS:,} events",
            "cut them to the incident with --since and --until",
        )
    return report


def _event(event: CapturedEvent, asked: Asked, report: SourceReport) -> list[CapturedEvent]:
    if not asked.takes(event.at):
        report.left_out["outside of --since and --until"] += 1
        return []
    if event.importance is Importance.NOISE:
        report.left_out["of no consequence"] += 1
        return []
    _say_ahead(event.at, asked, report)
    report.take(event.at)
    return [asked.privacy.event(event)]


def _window(window: Downtime, asked: Asked, report: SourceReport) -> list[Downtime]:
    if window.end is not None and window.end < window.begin:
        report.notes.append("a window that ends before it begins was left out: a clock was wrong")
        return []
    is_before = asked.since is not None and (window.end or window.begin) < asked.since
    if is_before or (asked.until is not None and window.begin > asked.until):
        report.left_out["outside of --since and --until"] += 1
        return []
    _say_ahead(window.begin, asked, report)
    report.take(window.begin)
    return [asked.privacy.downtime(window)]


def _say_ahead(at: datetime, asked: Asked, report: SourceReport) -> None:
    note = "some of its times lie ahead of now: its clock, or its zone, may be wrong"
    if at > asked.now and note not in report.notes:
        report.notes.append(note)
