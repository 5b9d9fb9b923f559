"""Prometheus Alertmanager."""

from __future__ import annotations

from collections.abc import Iterator

from ..alerts import alert_events
from ..base import Asked, Reader, Sureness
from ..event import Captured
from ..export import Export, Head


class Alertmanager(Reader):
    """Alerts of Prometheus Alertmanager.

    Documentation: Prometheus, "Alerting: Configuration" (``webhook_config``, version 4 of the data)
    and "Alerting: Alerts API" (version 2, ``GET /api/v2/alerts``).
    """

    name = "Prometheus Alertmanager"
    reads = "webhook JSON, one or a log of them, and `GET /api/v2/alerts`"
    hint = "`amtool alert query -o json`, or `curl …/api/v2/alerts`"

    def sureness(self, head: Head) -> Sureness:
        """Certain of the fields that only Alertmanager writes."""
        if head.has("alerts.item.labels.alertname", "alerts.item.startsAt", "groupKey"):
            return Sureness.NO if head.has("orgId") else Sureness.CERTAIN
        if head.has("item.labels.alertname", "item.startsAt"):
            has_own = head.has("item.receivers") or head.has("item.status.state")
            return Sureness.CERTAIN if has_own else Sureness.LIKELY
        if head.has("alerts.item.labels.alertname", "alerts.item.startsAt"):
            return Sureness.NO if head.has("orgId") else Sureness.LIKELY
        return Sureness.NO

    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """Each alert's begin, and its end where it has one."""
        prefix = "item" if export.head().has("item.labels.alertname") else "alerts.item"
        for alert in export.maps(prefix):
            yield from alert_events(alert, "Alertmanager", export, asked)
