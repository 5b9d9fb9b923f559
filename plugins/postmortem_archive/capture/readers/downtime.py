"""Windows of downtime of any monitor."""

from __future__ import annotations

from collections.abc import Iterator

from ..base import Asked, Reader, Sureness
from ..event import Captured, Downtime, one_line
from ..export import Export, Head
from ..generic import field, record_fields, records

BEGIN = ("start", "started", "started_at", "from", "begin", "began", "down_at", "down from")
END = ("end", "ended", "ended_at", "until", "to", "finished_at", "up_at", "resolved_at", "up again")
WHAT = ("service", "monitor", "name", "what", "component", "target", "check", "host", "url")
REASON = ("reason", "cause", "error", "message", "details", "description")
LINK = ("link", "url", "permalink", "html_url")
LISTS = ("downtimes", "downtime", "windows", "outages")


class DowntimeWindows(Reader):
    """Windows of downtime with a begin and an end, of any monitor.

    Documentation: this archive's guide, "Start from what was recorded".
    """

    name = "downtime windows"
    reads = "CSV or JSON with a begin, an end, and what was down"

    def sureness(self, head: Head) -> Sureness:
        """Likely where a begin, an end and a name are there."""
        _, names = record_fields(head, LISTS)
        has_all = all(not names.isdisjoint(one) for one in (BEGIN, END, WHAT))
        return Sureness.LIKELY if has_all else Sureness.NO

    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """One window for each record."""
        prefix, _ = record_fields(export.head(), LISTS)
        for record in records(export, prefix):
            end = field(record, END)
            begin = asked.time_or_note(field(record, BEGIN), "a window", export)
            if begin is None:
                continue
            ended = asked.time_or_note(end, "the end of a window", export) if end else None
            what = field(record, WHAT) or "a service"
            reason = one_line(field(record, REASON), 120)
            source = field(record, ("source", "tool")) or "uptime monitor"
            link = field(record, LINK)
            link = link if link.startswith("http") and link != what else ""
            yield Downtime(begin, ended, what, source, reason, link)
