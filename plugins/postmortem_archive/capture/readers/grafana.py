"""Grafana."""

from __future__ import annotations

from collections.abc import Iterator

from ..alerts import alert_events
from ..base import Asked, Reader, Sureness, first_text, list_of, map_of, text_of
from ..event import Captured, CapturedEvent, Signal, one_line
from ..export import Export, Head

_FIRING = ("alerting", "firing", "error", "nodata")
_FINE = ("normal", "ok", "inactive")


class Grafana(Reader):
    """Alerts of Grafana.

    Documentation: Grafana, "Configure the webhook notifier for Alerting", "Annotations HTTP API" and
    "View alert state and history" (``GET /api/v1/rules/history``, a data frame).
    """

    name = "Grafana"
    reads = "alerting webhooks, annotations of alerts, and the state history of rules"
    hint = "`GET /api/annotations?type=alert&from=…&to=…`"

    def sureness(self, head: Head) -> Sureness:
        """Certain of ``orgId`` beside alerts, of states in annotations, and of the history's frame."""
        if head.has("orgId", "alerts.item.startsAt"):
            return Sureness.CERTAIN
        if head.has("item.newState", "item.prevState", "item.time"):
            return Sureness.CERTAIN
        if head.has("schema.fields", "data.values") or head.has("data.values.item.item.current"):
            return Sureness.CERTAIN
        return Sureness.NO

    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """Each change from fine to firing and back."""
        head = export.head()
        if head.has("alerts.item.startsAt"):
            for alert in export.maps("alerts.item"):
                yield from alert_events(alert, "Grafana", export, asked)
        elif head.has("item.newState"):
            for note in export.maps("item"):
                name = first_text(note, "alertName", "text") or "without a name"
                yield from _change(
                    note.get("time"), name, text_of(note.get("newState")), export, asked
                )
        else:
            yield from _history(export, asked)


def _history(export: Export, asked: Asked) -> Iterator[CapturedEvent]:
    """The frame holds its columns one after the other: all times, then all lines."""
    columns = [list_of(column) for column in export.items("data.values.item")]
    times = columns[0] if columns else []
    lines = columns[1] if len(columns) > 1 else []
    for at, line in zip(times, lines, strict=False):
        said = map_of(line)
        labels = map_of(said.get("labels"))
        name = first_text(labels, "alertname") or first_text(said, "ruleTitle", "ruleUID")
        yield from _change(
            at, name or "without a name", text_of(said.get("current")), export, asked
        )


def _change(
    at: object, name: str, state: str, export: Export, asked: Asked
) -> Iterator[CapturedEvent]:
    word = state.casefold().partition(" ")[0]  # "Normal (MissingSeries)"
    if word not in (*_FIRING, *_FINE):
        return  # pending, paused: nobody was told
    when = asked.time_or_note(at, "a change", export)
    if when is None:
        return
    shown = one_line(name, 200)
    if word in _FIRING:
        text = f"Alert {shown} fires"
        yield CapturedEvent(when, text, "Grafana", signal=Signal.ALERT, key=shown)
    else:
        text = f"Alert {shown} ends"
        yield CapturedEvent(when, text, "Grafana", signal=Signal.ALERT_ENDS, key=shown)
