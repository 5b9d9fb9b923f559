"""Opsgenie."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ..base import Asked, Reader, Sureness, first_text, map_of, text_of
from ..event import Captured, CapturedEvent, Signal, one_line
from ..export import Export, Head

_PREFIXES = ("data.item", "data", "item")


class Opsgenie(Reader):
    """Alerts of Opsgenie, and the log of one.

    Documentation: Opsgenie, "Alert API": "List Alerts", "Get Alert" and "List Alert Logs".
    """

    name = "Opsgenie"
    reads = "alerts, and the log of an alert, as the Alert API lists them"
    hint = "`GET /v2/alerts?query=…`"

    def sureness(self, head: Head) -> Sureness:
        """Certain of ``tinyId``, which only Opsgenie has, and of the offsets of its logs."""
        for prefix in _PREFIXES:
            if head.has(f"{prefix}.tinyId", f"{prefix}.createdAt"):
                return Sureness.CERTAIN
        if head.has("data.item.log", "data.item.createdAt", "data.item.offset"):
            return Sureness.CERTAIN
        return Sureness.NO

    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """The begin, the acknowledgement and the end of each alert."""
        head = export.head()
        is_log = head.has("data.item.log")
        prefix = next((one for one in _PREFIXES if head.has(f"{one}.tinyId")), "data.item")
        for record in export.maps(prefix):
            at = asked.time_or_note(record.get("createdAt"), "an alert", export)
            if at is None:
                continue
            for after, text, signal in (_logged if is_log else _steps)(record, asked):
                shown = one_line(text[:1].upper() + text[1:])
                key = text_of(record.get("alias"))
                own = text_of(record.get("tinyId")) or text_of(record.get("offset"))
                known_by = f"opsgenie {own} {signal}" if own else ""
                yield CapturedEvent(
                    at + after, shown, "Opsgenie", signal=signal, key=key, id=known_by
                )


def _steps(alert: dict[str, object], asked: Asked) -> Iterator[tuple[timedelta, str, Signal]]:
    """What happened to an alert, and how long after its creation."""
    message = one_line(first_text(alert, "message", "alias"))
    priority = text_of(alert.get("priority"))
    count = alert.get("count")
    times = f", {count} times" if isinstance(count, int) and count > 1 else ""
    shown = f"{message} ({priority})" if priority else message
    yield timedelta(), f"Alert: {shown}{times}", Signal.ALERT
    report = map_of(alert.get("report"))
    if (after := _after(report.get("ackTime"))) is not None:
        who = asked.privacy.person(report.get("acknowledgedBy"), alert.get("owner"))
        yield after, f"{who} acknowledged: {message}", Signal.ACKNOWLEDGED
    if (after := _after(report.get("closeTime"))) is not None:
        # an alert closes when its condition is over, or when somebody closes it
        yield after, f"Alert closed: {message}", Signal.ALERT_ENDS


def _logged(entry: dict[str, object], asked: Asked) -> Iterator[tuple[timedelta, str, Signal]]:
    yield timedelta(), _log_text(entry, asked), _log_signal(entry)


def _after(milliseconds: object) -> timedelta | None:
    return timedelta(milliseconds=milliseconds) if isinstance(milliseconds, int | float) else None


def _log_text(entry: dict[str, object], asked: Asked) -> str:
    owner = text_of(entry.get("owner"))
    text = text_of(entry.get("log"))
    return text.replace(owner, asked.privacy.person(owner)) if "@" in owner else text


def _log_signal(entry: dict[str, object]) -> Signal:
    text = text_of(entry.get("log")).casefold()
    if text.startswith("alert created"):
        return Signal.ALERT
    if "acknowledge" in text:
        return Signal.ACKNOWLEDGED
    return Signal.ALERT_ENDS if text.startswith("alert closed") else Signal.NOTE
