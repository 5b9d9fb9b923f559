"""Postmortems that are still being written or reviewed."""

from postmortem_archive.model.front_matter import Status

from ..links import Links
from ..site import Site
from .registry import Block, Options
from .selection import SELECTION, limit, selected


def write(site: Site, links: Links, options: Options) -> str:
    """Those in review, then the drafts, newest first."""
    items = [item for item in selected(site, options) if item.meta.status is not Status.PUBLISHED]
    items.sort(key=lambda item: item.is_draft)
    return site.render_for(
        "blocks/in-review.html",
        links,
        items=items[: int(options["limit"])],
        more=len(items) - int(options["limit"]),
    )


BLOCK = Block(
    "in-review",
    "Postmortems that are not published yet: those in review, then drafts, newest first.",
    write,
    {**limit(5), **SELECTION},
)
