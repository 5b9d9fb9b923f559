"""How much the archive holds, in one line."""

from ..links import Links
from ..site import Site
from .registry import Block, Options


def write(site: Site, links: Links, _: Options) -> str:
    """The line."""
    return site.render_for("blocks/counts.html", links, figures=site.overview)


BLOCK = Block(
    "counts",
    "One line: how many postmortems since when, how many near misses and drafts among them, and the "
    "day of the snapshot. Every number leads to those it counts.",
    write,
)
