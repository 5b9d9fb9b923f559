"""UptimeRobot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ..base import Asked, Reader, Sureness, first_text, list_of, map_of, text_of
from ..event import Captured, Downtime, one_line
from ..export import Export, Head
from ..states import State, windows_of

_DOWN = "1"
_HEADS = ("event", "monitor", "date-time")


class UptimeRobot(Reader):
    """Logs of UptimeRobot.

    Documentation: UptimeRobot, "API" (``getMonitors`` with ``logs=1``: type 1 is down, 2 up, times in
    seconds since 1970), and "Export logs" (CSV with the columns Event, Monitor, Date-Time, Reason,
    Duration).
    """

    name = "UptimeRobot"
    reads = "`getMonitors` with logs as JSON, and the CSV of exported logs"
    hint = "`getMonitors` with `logs=1`, or the button for exporting logs"

    def sureness(self, head: Head) -> Sureness:
        """Certain of logs below monitors, and of the heads of its CSV."""
        if head.has("monitors.item.friendly_name", "monitors.item.logs"):
            return Sureness.CERTAIN
        heads = head.lines[0].casefold().replace('"', "") if head.lines else ""
        is_table = not head.is_json and all(word in heads for word in _HEADS)
        return Sureness.CERTAIN if is_table else Sureness.NO

    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """Each window, as long as the product says, or up to the next event."""
        if export.head().is_json:
            for monitor in export.maps("monitors.item"):
                yield from _logged(monitor, export, asked)
        else:
            yield from windows_of(_states(export, asked), "UptimeRobot", export)


def _logged(monitor: dict[str, object], export: Export, asked: Asked) -> Iterator[Downtime]:
    what = first_text(monitor, "friendly_name", "url") or "a monitor"
    logs = [map_of(log) for log in list_of(monitor.get("logs"))]
    starts = [_seconds(log.get("datetime")) for log in logs]
    newest = max(starts, default=0)
    for log, start in zip(logs, starts, strict=True):
        if text_of(log.get("type")) != _DOWN:
            continue
        reason = one_line(text_of(map_of(log.get("reason")).get("detail")), 120)
        begin = asked.time_or_note(log.get("datetime"), "a window", export)
        if begin is None:
            continue
        end: datetime | None = begin + timedelta(seconds=_seconds(log.get("duration")))
        if start == newest:  # nothing came after it: its duration is that so far
            export.note(f"{what} was still down when the export was made")
            end = None
        yield Downtime(begin, end, what, "UptimeRobot", reason)


def _seconds(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _states(export: Export, asked: Asked) -> Iterator[State]:
    for row in export.rows():
        event = row.get("event", "").casefold()
        if event not in ("up", "down"):
            continue  # paused, started
        at = asked.time_or_note(row.get("date-time", ""), "an event", export)
        if at is None:
            continue
        what = row.get("monitor") or "a monitor"
        yield State(at, what, event == "down", one_line(row.get("reason", ""), 120))
