"""The page of one postmortem."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from html import unescape
from typing import Any

import nh3
from markupsafe import Markup

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.search.plain import plain_text
from postmortem_archive.search.relation import Relation

from ..moments import changed_on
from ..page import GeneratedPage, PageKind, Written
from ..pictures.timeline import Timeline, timeline
from ..rendering.action_rows import ticket_address
from ..rendering.body import Part
from ..rendering.targets import Targets
from ..site import Site
from .doors import Doors

_DESCRIPTION_LENGTH = 200
_EVENT_LENGTH = 140
_PEOPLE = ("users", "customers")  # names of impact figures


def postmortem_pages(site: Site, _wanted: Collection[str] = ()) -> list[GeneratedPage]:
    """A page for every postmortem that was understood."""
    return [
        GeneratedPage(
            site.addresses[item.path],
            item.title,
            partial(write_postmortem, site, item),
            hide=("navigation",),
            source=item.path,
            shows=partial(_shown, site, item),
            destinations=partial(_destinations, site, item),
        )
        for item in site.archive.postmortems
    ]


def write_postmortem(site: Site, item: Postmortem, edit_url: str = "") -> Written:
    """Make the page of ``item``."""
    address = site.addresses[item.path]
    targets = _destinations(site, item)
    body = site.bodies.render(item, targets)
    parts = {_key(item, part): part for part in body.parts}
    summary = parts.get("summary")
    links = site.archive.settings.links
    drawing = timeline(item)
    html = site.render(
        "pages/postmortem.html",
        address,
        item=item,
        meta=item.meta,
        hit=_who_was_hit(item),
        drawing=drawing,
        told=_told(item, drawing),
        anchors=body.anchors,
        actions=site.actions([item]),
        actions_url=_actions_url(site, item),
        summary=Markup(summary.html) if summary else "",  # noqa: S704 - sanitised
        parts=[
            (_key(item, part), Markup(part.html))  # noqa: S704 - sanitised
            for part in body.parts
            if part is not summary
        ],
        keys={_key(item, part) for part in body.parts},
        references=_missing_references(item, parts.get("references")),
        incident_url=ticket_address(item.meta.incident or "", links.incident_url),
        related=_related(site, item),
        referring=list(site.backlinks.get(item.path, {}).values()),
        same_cause=_others_with_same_cause(site, item),
        permalink=_permalink(site, item),
        citation=_citation(site, item),
        changed_on=changed_on(site, item.path),
        edit_url=edit_url,
        history_url=history_url(edit_url),
    )
    return Written(
        html,
        _description(summary),
        _without_summary(body.headings),
        targets.images,
        tuple(targets.notes),
        f"{site.archive.project.shown_path(item.path)}: {body.problem}" if body.problem else "",
        asked=body.asked,
    )


def _destinations(site: Site, item: Postmortem) -> Targets:
    return Targets(site, item, site.links(site.addresses[item.path]))


def _shown(site: Site, item: Postmortem) -> object:
    """All that the page is made of beside its own text's destinations."""
    return [
        site.archive.digests.get(item.path) or item.text,
        site.marks.of(item),
        site.bodies.late_items(item),
        [(site.marks.of(other), list(relation)) for other, relation in _related(site, item)],
        site.marks.of_all(site.backlinks.get(item.path, {}).values()),
        _others_with_same_cause(site, item),
    ]


def history_url(edit_url: str) -> str:
    """Where a code host shows how a file changed, from where one edits it; empty if unknown."""
    for edit, history in (
        ("/-/edit/", "/-/commits/"),
        ("/_edit/", "/commits/branch/"),
        ("/edit/", "/commits/"),
    ):
        if edit in edit_url:
            return edit_url.replace(edit, history, 1)
    return ""


def _key(item: Postmortem, part: Part) -> str:
    """The canonical key of a part's section, or a name of its own."""
    if part.section is None:
        return "preamble"
    key = item.sections[part.section].key
    first = item.section(key) is item.sections[part.section] if key else False
    return key if key and first else f"section-{part.section}"


def _missing_references(item: Postmortem, written: Part | None) -> list[Any]:
    """References of the front matter that the author's own section does not link to already."""
    text = unescape(written.html) if written else ""
    return [reference for reference in item.meta.references if reference.url not in text]


def _who_was_hit(item: Postmortem) -> list[str]:
    """What the figures of the impact say of people, in the order of the file."""
    return [value for name, value in item.meta.impact.items() if name.casefold() in _PEOPLE]


def _told(item: Postmortem, drawing: Timeline | None) -> dict[int, str]:
    """The beginning of the text of each event that a link of the timeline tells, by its number."""
    rows = [entry.rows[0] for entry in drawing.bins] if drawing else []
    return {row: _cut(plain_text(item.timeline[row].text), _EVENT_LENGTH) for row in rows}


def _actions_url(site: Site, item: Postmortem) -> str:
    """Where the action items of this postmortem are among all; empty where they are nowhere."""
    doors = Doors(site, site.links(site.addresses[item.path]))
    return doors.actions(postmortem=item.id) if item.actions else ""


def _permalink(site: Site, item: Postmortem) -> str:
    """The address that stays: a whole one where it is known where the site is published."""
    return site.options.url + site.url(site.addresses[item.path])


def _citation(site: Site, item: Postmortem) -> str:
    """How the postmortem is cited, in one line of plain text."""
    started = item.meta.started
    parts = [
        ", ".join(item.meta.authors),
        item.title,
        site.language.gettext("Postmortem %(id)s") % {"id": item.id},
        site.options.name,
        site.language.day(started.day) if started else "",
        _permalink(site, item),
    ]
    return ". ".join(part.rstrip(".") for part in parts if part)


def _related(site: Site, item: Postmortem) -> list[tuple[Postmortem, Relation]]:
    """Other postmortems and what each has to do with this one."""
    relations = site.related[item.path]
    return [(site.by_path[relation.path], relation) for relation in relations]


def _others_with_same_cause(site: Site, item: Postmortem) -> int:
    if not item.meta.causes:
        return 0
    return len(site.groups["cause"][item.meta.causes[0]]) - 1


def _description(summary: Part | None) -> str:
    """The summary's beginning as plain text, cut at a word."""
    if summary is None:
        return ""
    without_heading = re.sub(r"(?s)<h2.*?</h2>", "", summary.html)
    return _cut(unescape(nh3.clean(without_heading, tags=set())), _DESCRIPTION_LENGTH)


def _cut(text: str, length: int) -> str:
    """Text in one line, cut at a word where it is longer than ``length``."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _without_summary(headings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The summary stands at the top of the page already."""
    return [token for token in headings if token["name"].casefold() != "summary"]


KINDS = (PageKind("postmortems", 90, postmortem_pages, optional=False),)
