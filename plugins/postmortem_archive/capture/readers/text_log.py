"""Text whose lines begin with a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from postmortem_archive.model.lazy_pattern import lazy_pattern

from ..base import Asked, Reader, Sureness
from ..event import Captured, CapturedEvent, Importance, Signal, one_line
from ..export import Export, Head
from ..times import NoTimeError, in_utc

_SIGN = r"[\])\s\u2013|:,;-]{1,20}"
_ISO = lazy_pattern(
    r"[\[(]?(?P<time>\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?"
    rf"(?:\s?(?:Z|UTC|GMT|[+-]\d{{2}}:?\d{{2}}))?){_SIGN}(?P<text>\S.*)"
)
_SYSLOG = lazy_pattern(
    r"(?:<\d{1,3}>)?(?P<time>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s{1,2}\d{1,2}"
    r" \d{2}:\d{2}:\d{2})(?:\.\d{1,9})? (?P<text>\S.*)"
)
_EPOCH = lazy_pattern(
    rf"\[?(?P<time>1\d{{9}}(?:\.\d{{1,9}}|\d{{3}}|\d{{6}}|\d{{9}})?){_SIGN}(?P<text>\S.*)"
)
_FORMS = (_ISO, _SYSLOG, _EPOCH)
_CLOCK = lazy_pattern(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?\b")
_LEVEL = lazy_pattern(
    r"\b(?:(?P<bad>FATAL|CRITICAL|CRIT|ERROR|ERR|EMERG|ALERT|PANIC)"
    r"|(?P<plain>INFO|DEBUG|TRACE|NOTICE|WARN|WARNING))\b"
)
_FIGURES = lazy_pattern(r"(?:\b[a-f]{1,40})?[0-9][0-9a-f]{0,200}", re.IGNORECASE)
_LEAST_SHARE = 0.5
_SAMPLE = 60
_KEY_LENGTH = 100
_LEVELS_LOOKED_AT = 120


class TextLog(Reader):
    """Any text whose lines begin with a time: notes, logs of applications, syslog.

    Documentation: RFC 3339 and ISO 8601 (``2026-03-12T18:31:02Z``, also in brackets), RFC 3164
    (``Mar 12 18:31:02 host``), and seconds since 1970 as ``date +%s`` prints them.
    """

    name = "text with times"
    reads = "lines that begin with an ISO, syslog, bracketed or epoch time"

    def sureness(self, head: Head) -> Sureness:
        """A generic form, where at least half of the first lines begin with a time."""
        lines = [line for line in head.lines[:_SAMPLE] if not line[:1].isspace()]
        timed = sum(_matched(line) is not None for line in lines)
        is_text = bool(lines) and not head.is_json and timed >= _LEAST_SHARE * len(lines)
        return Sureness.GENERIC if is_text else Sureness.NO

    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """One event for each line with a time; lines that are alike but for figures are repeats."""
        source = export.name.replace("\\", "/").rpartition("/")[2]
        passed = 0
        for line in export.lines():
            found = _matched(line)
            if found is None:
                passed += bool(line.strip())
                continue
            try:
                at = _time(found, export, asked)
            except NoTimeError:
                passed += 1
                continue
            asked.note_doubt(found["time"], at, export)
            yield _event(at, found["text"], source)
        if passed:
            export.note(f"{passed:,} lines without a time were passed over")


def _matched(line: str) -> re.Match[str] | None:
    return next((found for form in _FORMS if (found := form.match(line))), None)


def _event(at: datetime, text: str, source: str) -> CapturedEvent:
    level = _LEVEL.search(text[:_LEVELS_LOOKED_AT])
    importance = Importance.PLAIN if level and level["plain"] else Importance.NOTABLE
    key = _FIGURES.sub("0", text[: 2 * _KEY_LENGTH])[:_KEY_LENGTH]
    return CapturedEvent(
        at, one_line(text), source, signal=Signal.NOTE, importance=importance, key=key
    )


def _time(found: re.Match[str], export: Export, asked: Asked) -> datetime:
    written = found["time"]
    if found.re.pattern != _SYSLOG.pattern:
        return asked.time(written.replace("/", "-"))
    return _with_year(" ".join(written.split()), export, asked)


def _with_year(written: str, export: Export, asked: Asked) -> datetime:
    """A syslog time says no year: the one of the bounds that were asked for, else the last possible."""
    latest = asked.until or asked.now + timedelta(days=1)
    for year in (latest.year, latest.year - 1):
        try:
            at = datetime.strptime(f"{year} {written}", "%Y %b %d %H:%M:%S")  # noqa: DTZ007 - follows
        except ValueError:  # 29 February
            continue
        in_zone = in_utc(at, asked.zone)
        if in_zone <= latest:
            export.note(f"its times say no year: {year} was taken, the last that is possible")
            return in_zone
    raise NoTimeError(f"{written} is no time")
