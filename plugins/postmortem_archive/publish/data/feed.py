"""What a feed holds, before it is written as Atom or JSON: the newest postmortems, told in a few lines."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from postmortem_archive.archive.facets import Facet
from postmortem_archive.model.front_matter import Status
from postmortem_archive.model.postmortem import Postmortem

from ..moments import published, updated
from ..site import Site
from .facts import summary_text, web_address

MAX_ENTRIES = 50
"""Most entries of one feed."""

_SUMMARY_LENGTH = 1_000
_MAX_NAMES = 8


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A postmortem in a feed; all texts are plain.

    Attributes:
        id: an IRI that stays the same.
        title: its title.
        url: of its page, relative to the site's root.
        published: when it appeared, in UTC.
        updated: when it last changed, in UTC.
        authors: handles.
        categories: (ID, label) pairs of its severity, services and causes.
        facts: what is to be known at once, a line each.
        summary: the beginning of its summary; may be empty.
    """

    id: str
    title: str
    url: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]
    summary: str

    @property
    def text(self) -> str:
        """The facts and the summary, with a blank line between them."""
        return "\n\n".join(part for part in ("\n".join(self.facts), self.summary) if part)


EntryText = Callable[[FeedEntry, str], str]
"""Writes an entry, given the address of its page as the feed says it."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest of some postmortems.

    Attributes:
        id: an IRI that stays the same.
        title: what it is called.
        author: who stands for it: the site's name.
        language: code of the language of its words.
        page: URL of the page that shows the same postmortems, relative to the site's root.
        updated: when the latest change was, in UTC.
        entries: newest first.
        description: what it is about; may be empty.
        note: what whoever reads the file should know; may be empty.
    """

    id: str
    title: str
    author: str
    language: str
    page: str
    updated: datetime
    entries: tuple[FeedEntry, ...]
    description: str = ""
    note: str = ""


@dataclass(slots=True)
class FeedMaker:
    """Makes the feeds of a site; what it tells of a postmortem is made once for all of them."""

    site: Site
    _entries: dict[str, FeedEntry] = field(default_factory=dict)
    _order: dict[str, tuple[datetime, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find out when each postmortem appeared; of those of one moment the later incident is newer."""
        items = self.site.archive.postmortems
        for rank, item in enumerate(items):
            moment = published(self.site, item)
            if moment and not item.is_draft:
                self._order[item.path] = (moment, -rank)

    def feed(
        self, items: Sequence[Postmortem], page: str, facet: Facet | None = None, value: str = ""
    ) -> Feed:
        """The feed of some postmortems.

        Drafts are left out, because a reader of feeds keeps what was once there, and so are those of
        which nobody knows when they appeared.

        Args:
            items: all of them.
            page: address of the page that shows them.
            facet: by which they were chosen; ``None`` for all of the archive.
            value: of the facet.
        """
        site = self.site
        known = [item for item in items if item.path in self._order]
        known.sort(key=lambda item: self._order[item.path], reverse=True)
        entries = tuple(self._entry(item) for item in known[:MAX_ENTRIES])
        changes = [entry.updated for entry in entries]
        name = site.options.name
        label = f"{site.facet_title(facet)}: {site.label(facet, value)}" if facet else ""
        return Feed(
            id=identity(site, page, "feed"),
            title=f"{name} \N{EN DASH} {label}" if label else name,
            author=name,
            language=site.options.language.replace("_", "-"),
            page=site.url(page),
            # an empty feed has to say something; the day of the build is the same for the same build
            updated=max(changes, default=datetime.combine(site.today, time(), UTC)),
            entries=entries,
            description=site.archive.settings.description or "",
            note="" if site.options.url else _relative(site),
        )

    def _entry(self, item: Postmortem) -> FeedEntry:
        made = self._entries.get(item.path)
        if made is None:
            made = self._entries[item.path] = _entry(self.site, item, self._order[item.path][0])
        return made


def _entry(site: Site, item: Postmortem, appeared: datetime) -> FeedEntry:
    address = site.addresses[item.path]
    return FeedEntry(
        id=identity(site, address, ""),
        title=item.title,
        url=site.url(address),
        published=appeared,
        updated=max(appeared, updated(site, item) or appeared),
        authors=item.meta.authors,
        categories=tuple(_categories(site, item)),
        facts=tuple(_facts(site, item)),
        summary=summary_text(item, _SUMMARY_LENGTH),
    )


def identity(site: Site, address: str, of: str) -> str:
    """What stays the same of a page in feeds: its URL, or a name made of what is known.

    Args:
        site: the site.
        address: of the page.
        of: what of the page it is; empty for the page itself.
    """
    if site.options.url:
        return web_address(site, site.url(address)) + (f"#{of}" if of else "")
    name = f"{site.options.name}\n{of}\n{address}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def _relative(site: Site) -> str:
    return site.language.gettext("Links are relative, because the site's address is not set.")


def _categories(site: Site, item: Postmortem) -> Iterator[tuple[str, str]]:
    meta = item.meta
    if meta.severity:
        yield meta.severity, site.label("severity", meta.severity)
    yield from ((name, site.label("service", name)) for name in meta.services)
    yield from ((name, site.label("cause", name)) for name in meta.causes)


def _facts(site: Site, item: Postmortem) -> Iterator[str]:
    """What is to be known at once, in the site's language."""
    said, meta = site.language, item.meta
    when = said.span(meta.started, meta.resolved) if meta.started else ""
    lasted = item.time_to_resolve
    first = (
        site.short_severity(meta.severity or ""),
        said.gettext("near miss") if item.is_near_miss else "",
        when or said.gettext("date not recorded"),
        said.duration(lasted) if lasted is not None else "",
        site.label("status", str(meta.status)) if meta.status is Status.IN_REVIEW else "",
    )
    yield " · ".join(part for part in first if part)
    if meta.services:
        names = _names(site, "service", meta.services)
        yield said.gettext("Services: %(names)s") % {"names": names}
    if meta.causes:
        names = _names(site, "cause", meta.causes)
        yield said.gettext("Causes: %(names)s") % {"names": names}
    if meta.detected_by:
        who = site.label("detection", str(meta.detected_by))
        yield said.gettext("Detected by: %(who)s") % {"who": who}


def _names(site: Site, facet: str, values: Sequence[str]) -> str:
    names = ", ".join(site.label(facet, value) for value in values[:_MAX_NAMES])
    more = len(values) - _MAX_NAMES
    if more <= 0:
        return names
    said = site.language.ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", more)
    return said % {"names": names, "num": more}
