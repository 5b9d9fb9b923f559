"""PagerDuty."""

from __future__ import annotations

from collections.abc import Iterator

from ..base import Asked, Reader, Sureness, first_text, list_of, map_of, text_of
from ..event import Captured, CapturedEvent, Importance, Signal, one_line
from ..export import Export, Head

_ENTRIES = ("log_entries.item", "item")
_INCIDENTS = ("incidents.item", "incident", "item")
_SIGNALS = {
    "trigger": Signal.ALERT,
    "acknowledge": Signal.ACKNOWLEDGED,
    "resolve": Signal.CLOSED,
}
_VERBS = {
    "acknowledge": "acknowledged the page",
    "resolve": "resolved the page",
    "escalate": "escalated the page",
    "reassign": "reassigned the page",
    "unacknowledge": "handed the page back",
    "snooze": "snoozed the page",
    "annotate": "noted",
    "responder_request": "asked for further responders",
    "status_update": "sent a status update",
    "priority_change": "changed the priority",
}
_NOISE = frozenset(["notify", "assign", "merge", "link", "unlink", "field_value_change"])


class PagerDuty(Reader):
    """Incidents and log entries of PagerDuty.

    Documentation: PagerDuty Developer Documentation, REST API v2: "List incidents", "Get an
    incident", "List log entries" and "List log entries for an incident".
    """

    name = "PagerDuty"
    reads = "incidents and log entries as the REST API lists them"
    hint = "`GET /incidents/{id}/log_entries`"

    def sureness(self, head: Head) -> Sureness:
        """Certain of the types that end in ``_log_entry``, and of numbered incidents."""
        for prefix in _ENTRIES:
            if head.values.get(f"{prefix}.type", "").endswith(
                ("_log_entry", "log_entry_reference")
            ):
                return Sureness.CERTAIN
        for prefix in _INCIDENTS:
            if head.has(f"{prefix}.incident_number", f"{prefix}.created_at"):
                return Sureness.CERTAIN
        return Sureness.NO

    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """What happened to each incident, and who did it."""
        head = export.head()
        for prefix in _ENTRIES:
            if head.values.get(f"{prefix}.type", "").endswith("log_entry"):
                for entry in export.maps(prefix):
                    yield from _entry(entry, export, asked)
                return
        prefix = next(one for one in _INCIDENTS if head.has(f"{one}.incident_number"))
        for incident in export.maps(prefix):
            yield from _incident(incident, export, asked)


def _entry(entry: dict[str, object], export: Export, asked: Asked) -> Iterator[CapturedEvent]:
    kind = text_of(entry.get("type")).removesuffix("_log_entry")
    incident, channel = map_of(entry.get("incident")), map_of(entry.get("channel"))
    about = first_text(incident, "title", "summary") or first_text(channel, "subject", "summary")
    link = text_of(incident.get("html_url")) or text_of(entry.get("html_url"))
    if kind == "trigger":
        text = f"Page: {about or text_of(entry.get('summary'))}"
    else:
        who = _who(map_of(entry.get("agent")), asked)
        note = first_text(channel, "notification", "note", "summary") if kind == "annotate" else ""
        message = text_of(entry.get("message")) if kind == "status_update" else note
        said = f": {message}" if message else ""
        text = f"{who} {_VERBS.get(kind, kind.replace('_', ' '))}{said}"
    at = asked.time_or_note(entry.get("created_at"), "a log entry", export)
    if at is not None:
        importance = Importance.NOISE if kind in _NOISE else Importance.NOTABLE
        signal = _SIGNALS.get(kind, Signal.NOTE)
        known_by = f"pagerduty {text_of(entry.get('id'))}"
        yield CapturedEvent(at, _sentence(text), "PagerDuty", link, signal, importance, id=known_by)


def _incident(incident: dict[str, object], export: Export, asked: Asked) -> Iterator[CapturedEvent]:
    title = first_text(incident, "title", "summary", "description")
    link = text_of(incident.get("html_url"))
    steps: list[tuple[object, str, Signal]] = [
        (incident.get("created_at"), f"Page: {title}", Signal.ALERT)
    ]
    for one in map(map_of, list_of(incident.get("acknowledgements"))):
        who = _who(map_of(one.get("acknowledger")), asked)
        steps.append((one.get("at"), f"{who} acknowledged the page", Signal.ACKNOWLEDGED))
    if text_of(incident.get("status")) == "resolved":
        who = _who(map_of(incident.get("last_status_change_by")), asked)
        at = incident.get("resolved_at") or incident.get("last_status_change_at")
        steps.append((at, f"{who} resolved the page", Signal.CLOSED))
    for value, text, signal in steps:
        when = asked.time_or_note(value, "a step of an incident", export)
        if when is not None:
            known_by = f"pagerduty {text_of(incident.get('id'))} {signal}"
            yield CapturedEvent(when, _sentence(text), "PagerDuty", link, signal, id=known_by)


def _sentence(text: str) -> str:
    return one_line(text[:1].upper() + text[1:])


def _who(agent: dict[str, object], asked: Asked) -> str:
    """A person by role or handle; a service or an integration by its own name."""
    if text_of(agent.get("type")).startswith("user"):
        return asked.privacy.person(
            agent.get("id"), agent.get("summary"), agent.get("name"), agent.get("email")
        )
    return first_text(agent, "summary", "name") or "PagerDuty"
