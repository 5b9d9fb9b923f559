"""Status pages."""

from __future__ import annotations

from collections.abc import Iterator

from ..base import Asked, Reader, Sureness, first_text, list_of, map_of, text_of
from ..event import Captured, CapturedEvent, Signal, one_line
from ..export import Export, Head

_PREFIXES = ("incidents.item", "incident", "item", "")
_SIGNALS = {"monitoring": Signal.MITIGATED, "resolved": Signal.CLOSED}


class Statuspage(Reader):
    """Incidents of a status page.

    Documentation: Atlassian Statuspage, "Status API" (``incidents.json``) and "Manage API"
    (``GET /pages/{page_id}/incidents``); other status pages write the same form.
    """

    name = "Statuspage"
    reads = "incidents with their updates, as `incidents.json` lists them"
    hint = "`https://status.example.com/api/v2/incidents.json`"

    def sureness(self, head: Head) -> Sureness:
        """Certain of incidents that have updates."""
        for prefix in _PREFIXES:
            dot = f"{prefix}." if prefix else ""
            if head.has(f"{dot}incident_updates", f"{dot}name"):
                return Sureness.CERTAIN
        return Sureness.NO

    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """Each update of each incident."""
        head = export.head()
        for prefix in _PREFIXES:
            if head.has(f"{prefix}.incident_updates" if prefix else "incident_updates"):
                for incident in export.maps(prefix):
                    yield from _incident(incident, export, asked)
                return


def _incident(incident: dict[str, object], export: Export, asked: Asked) -> Iterator[CapturedEvent]:
    name, link = text_of(incident.get("name")), text_of(incident.get("shortlink"))
    updates = [map_of(one) for one in list_of(incident.get("incident_updates"))]
    for update in updates:
        status = text_of(update.get("status"))
        body = text_of(update.get("body"))
        at = asked.time_or_note(first_text(update, "display_at", "created_at"), "an update", export)
        if at is None:
            continue
        text = one_line(f"Status page, {status.replace('_', ' ')}: {body or name}")
        yield CapturedEvent(at, text, "Status page", link, _SIGNALS.get(status, Signal.NOTE))
