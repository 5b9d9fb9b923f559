"""What happened a year ago."""

from datetime import timedelta

from postmortem_archive.archive.statistics.review import review

from ..links import Links
from ..site import Site
from .registry import Block, Option, Options
from .selection import limit


def write(site: Site, links: Links, options: Options) -> str:
    """The postmortems, the latest first."""
    days = timedelta(days=int(options["days"]) - 1)
    found = review(site.archive, site.today, site.today - days, site.today).anniversaries
    return site.render_for(
        "blocks/anniversaries.html", links, items=found[::-1][: int(options["limit"])]
    )


BLOCK = Block(
    "anniversaries",
    "Postmortems that started a year before one of the last days: worth reading again, and worth asking "
    "whether what was changed has helped.",
    write,
    {**limit(5), "days": Option(30, "how many days back are looked at")},
)
