"""Files in the shape that status pages are read in: incidents as JSON, and their history as Atom.

The shape is that of version 2 of Atlassian's Statuspage API, and of the feed beside it, so that programs that
read such pages read this site as well. A site has them where its option ``status_page`` asks for them.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from functools import partial
from html import escape
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from postmortem_archive.archive.addresses import slug
from postmortem_archive.model.postmortem import KeyMoment, Postmortem, TimelineEntry
from postmortem_archive.search.plain import plain_text

from ..site import Site
from ..site_file import SiteFile
from .atom import NAMESPACE, add_text
from .facts import web_address
from .feed import identity
from .feed_addresses import FEED_TYPES
from .records import instant_text
from .registry import DataFiles

INCIDENTS = "api/v2/incidents.json"
HISTORY = "history.atom"
MAX_INCIDENTS = 50
"""Most incidents in the list and in the history; each has a file of its own beside."""

_ZONE = "Etc/UTC"
_TOLD = "postmortem"  # the state of an incident of which a postmortem is published
_STATES = {
    KeyMoment.STARTED: "investigating",
    KeyMoment.DETECTED: "investigating",
    KeyMoment.ACKNOWLEDGED: "investigating",
    KeyMoment.CAUSE_FOUND: "identified",
    KeyMoment.MITIGATED: "monitoring",
    KeyMoment.RESOLVED: "resolved",
    KeyMoment.CLOSED: "resolved",
}
_IMPACTS = {"critical": "critical", "major": "major", "minor": "minor", "partial": "minor"}
_BY_RANK = ("critical", "major", "minor")


def status_page_files(site: Site) -> Iterator[SiteFile]:
    """The list, the history, and a file for each incident."""
    if not site.options.status_page:
        return
    items = dated(site)
    shows = site.marks.whole_told
    yield SiteFile(INCIDENTS, partial(_list, site, items[:MAX_INCIDENTS]), shows)
    yield SiteFile(HISTORY, partial(_history, site, items[:MAX_INCIDENTS]), shows)
    for item in items:
        yield SiteFile(f"incidents/{slug(item.id)}.json", partial(_one, site, item))


def dated(site: Site) -> list[Postmortem]:
    """The postmortems that have a day, newest first: a status page has no place for others."""
    return [item for item in site.archive.postmortems if item.meta.started]


def impact_of(site: Site, item: Postmortem) -> str:
    """How bad it was: ``none`` (also where nobody says), ``minor``, ``major`` or ``critical``.

    The name of the severity says so, or else its place among the severities of the site.
    """
    severity = item.meta.severity
    if item.is_near_miss or not severity:
        return "none"
    words = site.label("severity", severity).casefold().split()
    if said := [_IMPACTS[word] for word in words if word in _IMPACTS]:
        return said[0]
    known = list(site.archive.settings.severities or ())
    rank = known.index(severity) if severity in known else len(_BY_RANK)
    return _BY_RANK[min(rank, len(_BY_RANK) - 1)]


def _list(site: Site, items: Sequence[Postmortem]) -> bytes:
    return _json({"page": _page(site, items), "incidents": [_incident(site, one) for one in items]})


def _one(site: Site, item: Postmortem) -> bytes:
    return _json(_incident(site, item))


def _page(site: Site, items: Sequence[Postmortem]) -> dict[str, Any]:
    latest = max(map(_ended, items), default=datetime.combine(site.today, time(), UTC))
    return {
        "id": _page_id(site),
        "name": site.options.name,
        "url": site.options.url.rstrip("/"),
        "time_zone": _ZONE,
        "updated_at": instant_text(latest),
    }


def _page_id(site: Site) -> str:
    named = site.options.url or site.options.name
    return hashlib.sha256(named.encode()).hexdigest()[:12]


def _incident(site: Site, item: Postmortem) -> dict[str, Any]:
    started, ended = instant_text(_started(item)), instant_text(_ended(item))
    mitigated, resolved = item.meta.mitigated, item.meta.resolved
    return {
        "id": item.id,
        "name": item.title,
        "status": _TOLD,
        "created_at": started,
        "updated_at": ended,
        "monitoring_at": instant_text(mitigated.utc) if mitigated else None,
        "resolved_at": ended if resolved else None,
        "impact": impact_of(site, item),
        "shortlink": web_address(site, site.url(site.addresses[item.path])),
        "started_at": started,
        "page_id": _page_id(site),
        "incident_updates": _updates(item),
        "components": [
            _component(site, name, place) for place, name in enumerate(item.meta.services, 1)
        ],
        "reminder_intervals": None,
    }


def _updates(item: Postmortem) -> list[dict[str, Any]]:
    """What was told, newest first; the summary is the last word."""
    summary = item.section("summary")
    told = [(_TOLD, _ended(item), plain_text(summary.body) if summary else "")]
    told += reversed(list(_happenings(item.timeline)))
    return [
        {
            "id": f"{item.id}-{len(told) - number}",
            "status": state,
            "body": " ".join(text.split()),
            "incident_id": item.id,
            "created_at": instant_text(at),
            "updated_at": instant_text(at),
            "display_at": instant_text(at),
            "affected_components": None,
            "deliver_notifications": False,
            "custom_tweet": None,
            "tweet_id": None,
        }
        for number, (state, at, text) in enumerate(told)
    ]


def _happenings(timeline: Sequence[TimelineEntry]) -> Iterator[tuple[str, datetime, str]]:
    """Entries whose time is known, each with the state that was reached."""
    state = _STATES[KeyMoment.STARTED]
    for one in timeline:
        state = _STATES[one.moment] if one.moment else state
        if one.start:
            yield state, one.start.utc, plain_text(one.text)


def _component(site: Site, service: str, place: int) -> dict[str, Any]:
    return {
        "id": service,
        "name": site.label("service", service),
        "status": "operational",
        "created_at": None,
        "updated_at": None,
        "position": place,
        "description": None,
        "showcase": False,
        "start_date": None,
        "group_id": None,
        "page_id": _page_id(site),
        "group": False,
        "only_show_if_degraded": False,
    }


def _history(site: Site, items: Sequence[Postmortem]) -> bytes:
    root = Element(
        "feed", {"xmlns": NAMESPACE, "xml:lang": site.options.language.replace("_", "-")}
    )
    add_text(root, "id", identity(site, HISTORY, "history"))
    home = {"rel": "alternate", "type": "text/html", "href": site.options.url or "./"}
    SubElement(root, "link", home)
    own = {"rel": "self", "type": FEED_TYPES["atom"], "href": web_address(site, HISTORY)}
    SubElement(root, "link", own)
    title = site.language.gettext("Incident history")
    add_text(root, "title", f"{site.options.name} - {title}")
    add_text(root, "updated", _page(site, items)["updated_at"])
    add_text(SubElement(root, "author"), "name", site.options.name)
    for item in items:
        address = site.addresses[item.path]
        entry = SubElement(root, "entry")
        add_text(entry, "id", identity(site, address, "history"))
        add_text(entry, "published", instant_text(_started(item)))
        add_text(entry, "updated", instant_text(_ended(item)))
        url = web_address(site, site.url(address))
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": url})
        add_text(entry, "title", item.title)
        add_text(entry, "content", _content(item))
        entry[-1].set("type", "html")
    ElementTree.indent(root, "")
    xml: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _content(item: Postmortem) -> str:
    """The updates as HTML, all of what authors wrote escaped."""
    return "".join(
        f"<p><small>{one['display_at']}</small><br><strong>{one['status'].capitalize()}</strong> - "
        f"{escape(one['body'])}</p>"
        for one in _updates(item)
    )


def _started(item: Postmortem) -> datetime:
    if item.meta.started is None:
        raise ValueError(f"{item.path} has no day")  # `dated` leaves it out
    return item.meta.started.utc


def _ended(item: Postmortem) -> datetime:
    """When it was over; where only days are known, not before it began."""
    started = _started(item)
    return max(started, item.meta.resolved.utc) if item.meta.resolved else started


def _json(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()


FILES = DataFiles("status-page", status_page_files)
