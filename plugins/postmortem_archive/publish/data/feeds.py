"""``feed.atom``, ``feed.json`` and the feeds of services, causes and teams."""

from collections.abc import Callable, Iterator
from functools import partial

from postmortem_archive.archive.addresses import ARCHIVE, facet_address
from postmortem_archive.archive.facets import FACET_BY_NAME

from ..site import Site
from .atom import atom
from .facts import web_address
from .feed import Feed, FeedMaker
from .feed_addresses import FEED_FACETS, FeedKind, feed_address
from .json_feed import json_feed
from .registry import DataFiles

_WRITERS: dict[FeedKind, Callable[[Feed, str, Callable[[str], str]], bytes]] = {
    "atom": atom,
    "json": json_feed,
}


def feed_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every feed, in both forms."""
    maker = FeedMaker(site)
    whole = maker.feed(site.archive.postmortems, ARCHIVE)
    for kind in _WRITERS:
        yield _file(site, whole, feed_address(None, None, kind), kind)
    for name in (name for name in FEED_FACETS if name in site.paged):
        facet = FACET_BY_NAME[name]
        for value, items in site.groups[name].items():
            feed = maker.feed(items, facet_address(facet, value), facet, value)
            for kind in _WRITERS:
                yield _file(site, feed, feed_address(facet, value, kind), kind)


def _file(site: Site, feed: Feed, url: str, kind: FeedKind) -> tuple[str, bytes]:
    seen_from = partial(web_address, site) if site.options.url else site.links_from(url).to_file
    return url, _WRITERS[kind](feed, url, seen_from)


FILES = DataFiles("feeds", feed_files)
