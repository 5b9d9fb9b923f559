"""``feed.atom``, ``feed.json`` and the feeds of services, causes and teams."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from postmortem_archive.archive.addresses import ARCHIVE, facet_address
from postmortem_archive.archive.facets import FACET_BY_NAME, Facet
from postmortem_archive.model.postmortem import Postmortem

from ..site import Site
from ..site_file import SiteFile
from .atom import atom, atom_entry
from .facts import web_address
from .feed import EntryText, Feed, FeedEntry, FeedMaker
from .feed_addresses import FEED_FACETS, FeedKind, feed_address
from .json_feed import json_entry, json_feed
from .registry import DataFiles

_FeedText = Callable[[Feed, str, Callable[[str], str], EntryText], bytes]

_WRITERS: dict[FeedKind, tuple[_FeedText, EntryText]] = {
    "atom": (atom, atom_entry),
    "json": (json_feed, json_entry),
}


class _Form:
    """Writes feeds in one form.

    An entry stands in many feeds: it is written once for all that name its page by the same address.
    """

    def __init__(self, site: Site, kind: FeedKind) -> None:
        self._site = site
        self._kind = kind
        self._feed_text, self._entry_text = _WRITERS[kind]
        self._entries: dict[tuple[str, str], str] = {}

    def text(self, feed: Feed, url: str) -> bytes:
        """The content of a feed.

        Args:
            feed: what it holds.
            url: of the file, relative to the site's root.
        """
        site = self._site
        seen_from = partial(web_address, site) if site.options.url else site.links_from(url).to_file
        return self._feed_text(feed, url, seen_from, self._entry)

    def _entry(self, entry: FeedEntry, address: str) -> str:
        key = entry.id, address
        if key not in self._entries:
            self._entries[key] = self._entry_text(entry, address)
        return self._entries[key]


def feed_files(site: Site) -> Iterator[SiteFile]:
    """Every feed, in both forms."""
    forms: Mapping[FeedKind, _Form] = {kind: _Form(site, kind) for kind in _WRITERS}
    for source in _sources(site):
        for kind, form in forms.items():
            path = feed_address(source.facet, source.value, kind)
            yield SiteFile(path, partial(_content, form, source, path), source.shows)


@dataclass(frozen=True)
class _Source:
    """What a feed is of: the postmortems of a value of a facet, or all of them."""

    site: Site
    items: Sequence[Postmortem]
    facet: Facet | None = None
    value: str | None = None

    @property
    def page(self) -> str:
        """Address of the page that shows the same postmortems."""
        return facet_address(self.facet, self.value) if self.facet else ARCHIVE

    @cached_property
    def feed(self) -> Feed:
        """What it holds."""
        return self.site.once(FeedMaker).feed(self.items, self.page, self.facet, self.value or "")

    def shows(self) -> object:
        """What it is made of; an empty one says the day."""
        name = self.site.label(self.facet, self.value) if self.facet and self.value else ""
        told = [self.site.marks.told(item) for item in self.items]
        return [told, name, self.site.today.isoformat()]


def _sources(site: Site) -> Iterator[_Source]:
    yield _Source(site, site.archive.postmortems)
    for name in (name for name in FEED_FACETS if name in site.paged):
        for value, items in site.groups[name].items():
            yield _Source(site, items, FACET_BY_NAME[name], value)


def _content(form: _Form, source: _Source, path: str) -> bytes:
    return form.text(source.feed, path)


FILES = DataFiles("feeds", feed_files)
