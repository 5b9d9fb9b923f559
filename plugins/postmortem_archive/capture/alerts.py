"""Alerts in the form that Prometheus Alertmanager made, and that Grafana writes too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .base import Asked, first_text, map_of, text_of
from .event import CapturedEvent, Signal, one_line
from .export import Export
from .times import NoTimeError

_MAX_SUMMARY = 200


def alert_events(
    alert: dict[str, object], source: str, export: Export, asked: Asked
) -> Iterator[CapturedEvent]:
    """The begin of an alert, and its end where it has ended."""
    labels, annotations = map_of(alert.get("labels")), map_of(alert.get("annotations"))
    name = text_of(labels.get("alertname")) or "without a name"
    place = first_text(labels, "service", "job", "instance", "namespace")
    begin = asked.time_or_note(alert.get("startsAt"), "an alert", export)
    if begin is None:
        return
    summary = one_line(first_text(annotations, "summary", "description", "message"), _MAX_SUMMARY)
    severity = text_of(labels.get("severity"))
    link = first_text(alert, "generatorURL", "panelURL", "dashboardURL")
    key = f"{name} {place}"
    # its summary may hold a figure that differs each time, so its words do not tell whether it is known
    known_by = f"{source} {text_of(alert.get('fingerprint')) or key}"
    about = ", ".join(part for part in (place, severity) if part)
    text = f"Alert {name} fires{f' ({about})' if about else ''}{f': {summary}' if summary else ''}"
    yield CapturedEvent(begin, text, source, link, Signal.ALERT, key=key, id=known_by)
    end = _end(alert, begin, name, export, asked)
    if end:
        where = f" ({place})" if place else ""
        text = f"Alert {name} ends{where}"
        yield CapturedEvent(
            end, text, source, link, Signal.ALERT_ENDS, key=key, id=f"{known_by} ends"
        )


def _end(
    alert: dict[str, object], begin: datetime, name: str, export: Export, asked: Asked
) -> datetime | None:
    """When it ended; that of an alert that still fires is when it would be given up, and no end."""
    status = alert.get("status")
    state = text_of(status) or text_of(map_of(status).get("state"))
    if state in ("firing", "active", "suppressed", "unprocessed"):
        return None
    try:
        end = asked.time(alert.get("endsAt"))
    except NoTimeError:
        return None
    if end < begin:
        export.note(f"alert {name} ends before it begins: a clock was wrong; its end was left out")
        return None
    return end if end <= asked.now else None
