"""``feed.atom``, ``feed.json`` and the feeds of services, causes and teams."""

from collections.abc import Callable, Iterator
from functools import partial

from postmortem_archive.archive.addresses import ARCHIVE, facet_address
from postmortem_archive.archive.facets import FACET_BY_NAME, Facet

from ..site import Site
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

    def file(
        self, feed: Feed, facet: Facet | None = None, value: str | None = None
    ) -> tuple[str, bytes]:
        """Address and content of a feed of a value of a facet, or of the whole archive."""
        site = self._site
        url = feed_address(facet, value, self._kind)
        seen_from = partial(web_address, site) if site.options.url else site.links_from(url).to_file
        return url, self._feed_text(feed, url, seen_from, self._entry)

    def _entry(self, entry: FeedEntry, address: str) -> str:
        key = entry.id, address
        if key not in self._entries:
            self._entries[key] = self._entry_text(entry, address)
        return self._entries[key]


def feed_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every feed, in both forms."""
    maker = FeedMaker(site)
    forms = [_Form(site, kind) for kind in _WRITERS]
    whole = maker.feed(site.archive.postmortems, ARCHIVE)
    yield from (form.file(whole) for form in forms)
    for name in (name for name in FEED_FACETS if name in site.paged):
        facet = FACET_BY_NAME[name]
        for value, items in site.groups[name].items():
            feed = maker.feed(items, facet_address(facet, value), facet, value)
            yield from (form.file(feed, facet, value) for form in forms)


FILES = DataFiles("feeds", feed_files)
