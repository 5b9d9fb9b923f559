"""Where the feeds are: one of the whole archive, and one for each value of some facets."""

from typing import Literal

from postmortem_archive.archive.addresses import facet_address
from postmortem_archive.archive.facets import Facet

FeedKind = Literal["atom", "json"]

FEED_FACETS = ("service", "cause", "team")
"""Names of the facets whose values have feeds; where the site has no index pages of one, it has no feeds."""

FEED_TYPES: dict[FeedKind, str] = {"atom": "application/atom+xml", "json": "application/feed+json"}
"""Media type of each kind of feed."""


def feed_address(facet: Facet | None, value: str | None, kind: FeedKind) -> str:
    """Address of a feed relative to the site's root, with its ending: ``feeds/services/checkout.atom``.

    Args:
        facet: one of :data:`FEED_FACETS`; ``None`` for the feed of the whole archive.
        value: of the facet; ``None`` for the feed of the whole archive.
        kind: of the feed.
    """
    if facet is None or value is None:
        return f"feed.{kind}"
    return f"feeds/{facet_address(facet, value)}.{kind}"
