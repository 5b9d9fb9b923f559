"""Issues of cState: a Markdown file for each incident, as ``postmortem export`` writes them.

They are no part of a site. What is in them is what :mod:`postmortem_archive.importing.readers.cstate` reads.
"""

from collections.abc import Iterator

import yaml

from postmortem_archive.edition.link_edits import with_links
from postmortem_archive.edition.plain_markdown import is_elsewhere, path_from
from postmortem_archive.model.link import Link, LinkKind
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import Postmortem, Section, TimelineEntry

from ..site import Site
from .facts import web_address
from .records import instant_text
from .status_page import dated, impact_of

FOLDER = "content/issues"
_SEVERITIES = {"critical": "down", "major": "disrupted", "minor": "notice", "none": "notice"}


def cstate_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Path and content of each issue, newest first."""
    for item in dated(site):
        yield f"{FOLDER}/{item.id}.md", _issue(site, item).encode()


def _issue(site: Site, item: Postmortem) -> str:
    meta = item.meta
    facts = {
        "title": item.title,
        "date": _when(meta.started),
        "resolved": bool(meta.resolved),
        **({"resolvedWhen": _when(meta.resolved)} if meta.resolved else {}),
        "severity": _SEVERITIES[impact_of(site, item)],
        "affected": [site.label("service", name) for name in meta.services],
        "section": "issue",
    }
    front = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=1_000_000)
    told = [_told(site, item, section) for section in item.sections]
    updates = [_update(one) for one in reversed(item.timeline) if one.start]
    body = "\n\n".join(part for part in (*told, *updates) if part)
    return f"---\n{front}---\n\n{body}\n"


def _told(site: Site, item: Postmortem, section: Section) -> str:
    """A section; the summary needs no heading, and the timeline becomes updates."""
    if section.key == "timeline":
        return ""

    def target(link: Link) -> str | None:
        if link.kind is LinkKind.IMAGE or is_elsewhere(link.target):
            return link.target if link.kind is LinkKind.LINK else None
        path = path_from(item.path, link.target)
        known = site.options.url and path in site.addresses
        return web_address(site, site.url(site.addresses[path])) if known else None

    text = _without_shortcodes(with_links(section.body.strip("\n"), target))
    return text if section.key == "summary" else f"## {section.heading}\n\n{text}"


def _update(one: TimelineEntry) -> str:
    label = f"*{one.moment.label}* - " if one.moment else ""
    text = " ".join(_without_shortcodes(one.text).split())
    return f'{label}{text} {{{{< track "{_when(one.start)}" >}}}}'


def _when(moment: Moment | None) -> str:
    if moment is None:
        return ""
    return moment.day.isoformat() if moment.day_only else instant_text(moment.utc)


def _without_shortcodes(text: str) -> str:
    """The text with what Hugo would take for a command of its own taken apart."""
    return text.replace("{{<", "{ {<").replace("{{%", "{ {%")
