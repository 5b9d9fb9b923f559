"""Uptime Kuma."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC

from ..base import Asked, Reader, Sureness, list_of, map_of, text_of
from ..event import Captured, one_line
from ..export import Export, Head
from ..states import State, windows_of

_DOWN, _UP, _MAINTENANCE = "0", "1", "3"
_MAX_REASON = 120


class UptimeKuma(Reader):
    """Heartbeats of Uptime Kuma.

    Documentation: Uptime Kuma wiki, "Internal API" (``GET /api/status-page/heartbeat/<slug>``), and
    the columns of its table ``heartbeat`` (status 0 is down, 1 up, 2 pending, 3 maintenance).
    """

    name = "Uptime Kuma"
    reads = "heartbeats of a status page as JSON, and the table `heartbeat` as CSV or JSON"
    hint = "`GET /api/status-page/heartbeat/<slug>`"

    def sureness(self, head: Head) -> Sureness:
        """Certain of the list of heartbeats, and of the columns of the table."""
        if head.has("heartbeatList"):
            return Sureness.CERTAIN
        if head.has("item.monitor_id", "item.status", "item.time"):
            return Sureness.CERTAIN
        heads = head.lines[0].casefold() if head.lines else ""
        is_table = all(word in heads for word in ("monitor_id", "status", "time"))
        return Sureness.CERTAIN if is_table and not head.is_json else Sureness.NO

    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """From the first heartbeat that failed to the first that did not."""
        if asked.zone is None:
            export.note("its times say no zone: they are taken as UTC, in which it stores them")
        yield from windows_of(_states(export, asked), "Uptime Kuma", export)


def _states(export: Export, asked: Asked) -> Iterator[State]:
    head = export.head()
    if head.has("heartbeatList"):
        for lists in export.maps("heartbeatList"):
            for monitor, beats in lists.items():
                named = ({"monitor_id": monitor, **map_of(beat)} for beat in list_of(beats))
                yield from _changes(named, export, asked)
    elif head.is_json:
        yield from _changes(export.maps("item"), export, asked)
    else:
        yield from _changes(export.rows(), export, asked)


def _changes(
    beats: Iterable[Mapping[str, object]], export: Export, asked: Asked
) -> Iterator[State]:
    """Heartbeats that differ from the one before of their monitor, so that few are kept."""
    in_utc = asked if asked.zone else replace(asked, zone=UTC)
    last: dict[str, bool] = {}
    for beat in beats:
        status = text_of(beat.get("status"))
        if status not in (_DOWN, _UP, _MAINTENANCE):
            continue
        name = text_of(beat.get("monitor_name")) or text_of(beat.get("name"))
        what = name or f"monitor {text_of(beat.get('monitor_id'))}"
        is_down = status == _DOWN
        if last.get(what) == is_down and not is_down:
            continue
        last[what] = is_down
        at = in_utc.time_or_note(beat.get("time"), "a heartbeat", export)
        if at is not None:
            yield State(at, what, is_down, one_line(text_of(beat.get("msg")), _MAX_REASON))
