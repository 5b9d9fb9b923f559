"""Kubernetes."""

from __future__ import annotations

from collections.abc import Iterator

from ..base import Asked, Reader, Sureness, first_text, map_of, text_of
from ..event import Captured, CapturedEvent, Importance, Signal, one_line
from ..export import Export, Head

_PREFIXES = ("items.item", "item", "")
_SERIOUS = frozenset(
    ["OOMKilling", "Evicted", "NodeNotReady", "SystemOOM", "BackOff", "Failed", "FailedMount"]
)


class Kubernetes(Reader):
    """Events of Kubernetes.

    Documentation: Kubernetes API reference, "Event v1 core" and "Event v1 events.k8s.io"; ``kubectl get
    events -o json`` writes a list of them.
    """

    name = "Kubernetes events"
    reads = "`kubectl get events -o json`"
    hint = "`kubectl get events -o json > events.json`"

    def sureness(self, head: Head) -> Sureness:
        """Certain of events, which say what they are about and for what reason."""
        for prefix in _PREFIXES:
            dot = f"{prefix}." if prefix else ""
            is_about = head.has(f"{dot}involvedObject") or head.has(f"{dot}regarding")
            if is_about and head.has(f"{dot}reason"):
                return Sureness.CERTAIN
        return Sureness.NO

    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """Warnings, and what else happened to pods and deployments; repeats as one."""
        head = export.head()
        prefix = next(one for one in _PREFIXES if head.has(f"{one}.reason" if one else "reason"))
        for event in export.maps(prefix):
            yield from _event(event, export, asked)


def _event(event: dict[str, object], export: Export, asked: Asked) -> Iterator[CapturedEvent]:
    about = map_of(event.get("involvedObject")) or map_of(event.get("regarding"))
    series = map_of(event.get("series"))
    first = first_text(event, "firstTimestamp", "eventTime", "deprecatedFirstTimestamp")
    last = first_text(event, "lastTimestamp", "deprecatedLastTimestamp")
    created = text_of(map_of(event.get("metadata")).get("creationTimestamp"))
    latest = text_of(series.get("lastObservedTime")) or last or first or created
    at = asked.time_or_note(first or created, "an event", export)
    until = asked.time_or_note(latest, "an event", export)
    if at is None or until is None:
        return
    reason = text_of(event.get("reason"))
    name = f"{text_of(about.get('kind')).lower()} {text_of(about.get('name'))}".strip()
    message = one_line(first_text(event, "message", "note"), 200)
    is_warning = text_of(event.get("type")) == "Warning"
    importance = Importance.NOTABLE if is_warning or reason in _SERIOUS else Importance.NOISE
    if text_of(about.get("kind")) == "Deployment":
        importance = max(importance, Importance.PLAIN)
    # pods of one workload fail alike: what repeats is the reason and the workload
    workload = _workload(text_of(about.get("kind")), text_of(about.get("name")))
    counts = (event.get("count"), event.get("deprecatedCount"), series.get("count"))
    yield CapturedEvent(
        at,
        f"{reason}: {name}{f': {message}' if message else ''}",
        "Kubernetes",
        signal=Signal.NOTE,
        importance=importance,
        key=f"{reason} {workload}",
        until=until if until > at else None,
        count=max(map(_count, counts)),
    )


def _workload(kind: str, name: str) -> str:
    """The name of a pod without the two random parts that its deployment adds."""
    parts = name.split("-")
    return "-".join(parts[:-2]) if kind == "Pod" and len(parts) > 2 else name


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 1
