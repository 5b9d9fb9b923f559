"""The page of one postmortem."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import nh3
from markupsafe import Markup

from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import KeyMoment, Postmortem

from .action_rows import ticket_address
from .body import Part
from .links import Links
from .pages import GeneratedPage, Site, Written
from .words import short_duration

IMAGE_TYPES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
"""Images that are published beside a postmortem. SVG is not: it can hold scripts."""

_DESCRIPTION_LENGTH = 200
_PHASE_AFTER = {KeyMoment.DETECTED: "working", KeyMoment.MITIGATED: "easing"}
_PHASE_LABELS = {
    "undetected": "before detection",
    "working": "before mitigation",
    "easing": "after mitigation",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A key moment on the strip, and what lies between it and the next one.

    Attributes:
        label: ``detected``.
        moment: when; its day is shown where ``new_day``.
        new_day: it is on another day than the moment before.
        approximate: the author marked the time as approximate.
        gap: time to the next moment, in words; empty for the last one.
        start: where it begins on the bar, of 1000.
        width: how long it lasts on the bar, of 1000.
        phase: which part of the story the bar shows here.
    """

    label: str
    moment: Moment
    new_day: bool
    approximate: bool
    gap: str
    start: int
    width: int
    phase: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the story as the bar shows it: its name, what it is called, how long it took."""

    name: str
    label: str
    length: timedelta


def postmortem_pages(site: Site) -> list[GeneratedPage]:
    """A page for every postmortem that was understood."""
    return [
        GeneratedPage(
            site.addresses[item.path],
            item.title,
            lambda edit_url, item=item: write_postmortem(site, item, edit_url),  # type: ignore[misc]
            hide=("navigation",),
            source=item.path,
        )
        for item in site.archive.postmortems
    ]


def write_postmortem(site: Site, item: Postmortem, edit_url: str = "") -> Written:
    """Make the page of ``item``."""
    address = site.addresses[item.path]
    targets = Targets(site, item, site.links(address))
    body = site.bodies.render(item, targets.link, targets.image)
    parts = {_key(item, part): part for part in body.parts}
    summary = parts.get("summary")
    links = site.archive.settings.links
    steps = strip(item)
    html = site.render(
        "postmortem.html",
        address,
        item=item,
        meta=item.meta,
        steps=steps,
        phases=phases(steps),
        actions=site.actions([item]),
        summary=Markup(summary.html) if summary else "",  # noqa: S704 - sanitised
        parts=[
            (_key(item, part), Markup(part.html))  # noqa: S704 - sanitised
            for part in body.parts
            if part is not summary
        ],
        keys={_key(item, part) for part in body.parts},
        references=_missing_references(item, parts.get("references")),
        incident_url=ticket_address(item.meta.incident or "", links.incident_url),
        relations=site.relations.of(item),
        same_cause=_others_with_same_cause(site, item),
        edit_url=edit_url,
        history_url=history_url(edit_url),
    )
    return Written(
        html,
        _description(summary),
        _without_summary(body.headings),
        targets.images,
        tuple(targets.notes),
    )


def strip(item: Postmortem) -> tuple[Step, ...]:
    """The key moments in order: of the front matter, and those that only the timeline knows.

    Moments known only to the day are left out, as is a single one: there is nothing to measure
    then.
    """
    found: dict[str, tuple[Moment, bool]] = {
        name: (moment, False) for name, moment in item.meta.moments() if not moment.day_only
    }
    for entry in item.timeline:
        if entry.moment and entry.start and not entry.start.day_only:
            found.setdefault(entry.moment.value, (entry.start, entry.is_approximate))
    order = [moment.value for moment in KeyMoment]
    moments = sorted(
        ((KeyMoment(name), moment, about) for name, (moment, about) in found.items()),
        key=lambda entry: (entry[1].utc, order.index(entry[0].value)),
    )
    if len(moments) < 2:
        return ()
    return tuple(_steps(moments))


def phases(steps: Sequence[Step]) -> list[Phase]:
    """How long each part of the story took, in order."""
    lengths: dict[str, timedelta] = {}
    for step, following in pairwise(steps):
        passed = following.moment.utc - step.moment.utc
        lengths[step.phase] = lengths.get(step.phase, timedelta()) + passed
    mitigated = "easing" in lengths or any(step.label == "mitigated" for step in steps)
    labels = _PHASE_LABELS if mitigated else _PHASE_LABELS | {"working": "before resolution"}
    return [Phase(name, labels[name], length) for name, length in lengths.items() if length]


def _steps(moments: Sequence[tuple[KeyMoment, Moment, bool]]) -> list[Step]:
    first = moments[0][1].utc
    whole = (moments[-1][1].utc - first) or timedelta(1)
    # Nothing is called undetected where it is not recorded when it was detected.
    detected = any(key is KeyMoment.DETECTED for key, _, _ in moments)
    phase = "undetected" if detected else "working"
    steps: list[Step] = []
    previous = None
    for number, (key, moment, about) in enumerate(moments):
        phase = _PHASE_AFTER.get(key, phase)
        following = moments[number + 1][1].utc if number + 1 < len(moments) else None
        start = round((moment.utc - first) / whole * 1000)
        end = round((following - first) / whole * 1000) if following else start
        gap = short_duration(following - moment.utc) if following else ""
        label = key.label.lower()
        new_day = moment.day != previous
        steps.append(Step(label, moment, new_day, about, gap, start, end - start, phase))
        previous = moment.day
    return steps


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


class Targets:
    """Decides what the addresses in an author's text lead to; notes what it had to leave out.

    Args:
        site: the site.
        item: the postmortem in which the addresses stand.
        links: links as seen from its page.
    """

    def __init__(self, site: Site, item: Postmortem, links: Links) -> None:
        self._site = site
        self._project = site.archive.project
        self._shown = self._project.shown_path(item.path)
        self._links = links
        self.images: dict[str, Path] = {}
        self.notes: list[str] = []

    def link(self, address: str) -> str | None:
        """The address to print for a link; ``None`` where its text stays without one."""
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return self._drop(address, "is no address")
        if parts.scheme:
            return address if parts.scheme in ("http", "https", "mailto") else None
        if parts.netloc or not parts.path:
            return address
        path = self._resolve(parts.path)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if path in self._site.sources:
            return self._links.postmortem(self._site.sources[path]) + fragment
        if path in self._site.docs:
            return self._links.to_file(self._site.docs[path]) + fragment
        return self._drop(address, "leads to nothing on the site; its text stays, without a link")

    def image(self, address: str) -> str | None:
        """The address to print for an image; ``None`` where it cannot be shown."""
        path = self._resolve(address.partition("?")[0].partition("#")[0])
        folder = self._project.shown_path("").rstrip("/")
        inside = path.removeprefix(f"{folder}/") if path.startswith(f"{folder}/") else ""
        if not inside or not inside.lower().endswith(IMAGE_TYPES):
            return self._drop(
                address, "is no PNG, JPEG, GIF, WebP or AVIF image in the archive; it is not shown"
            )
        location = self._project.folder / inside
        if not location.is_file() or location.resolve() != self._project.folder.resolve() / inside:
            return self._drop(address, "does not exist as a regular file; it is not shown")
        target = f"postmortems/{inside}"
        self.images[target] = location
        return self._links.to_file(quote(target))

    def _resolve(self, path: str) -> str:
        """Path relative to the project's root, as one that starts with a slash is already."""
        path = unquote(path)
        return normpath(
            path.lstrip("/") if path.startswith("/") else f"{dirname(self._shown)}/{path}"
        )

    def _drop(self, address: str, reason: str) -> str | None:
        self.notes.append(f"{self._shown}: {address!r} {reason}")
        return None


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


def _others_with_same_cause(site: Site, item: Postmortem) -> int:
    if not item.meta.causes:
        return 0
    return len(site.groups["cause"][item.meta.causes[0]]) - 1


def _description(summary: Part | None) -> str:
    """The summary's beginning as plain text, cut at a word."""
    if summary is None:
        return ""
    without_heading = re.sub(r"(?s)<h2.*?</h2>", "", summary.html)
    text = " ".join(unescape(nh3.clean(without_heading, tags=set())).split())
    if len(text) <= _DESCRIPTION_LENGTH:
        return text
    return text[:_DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _without_summary(headings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The summary stands at the top of the page already."""
    return [token for token in headings if token["name"].casefold() != "summary"]
