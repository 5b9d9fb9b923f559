"""Postmortems that are to be looked at again."""

from datetime import timedelta

from postmortem_archive.archive.statistics.review import review

from ..links import Links
from ..site import Site
from .registry import Block, Option, Options
from .selection import limit


def write(site: Site, links: Links, options: Options) -> str:
    """The follow-up reviews, the earliest first."""
    days = timedelta(days=int(options["days"]) - 1)
    found = review(site.archive, site.today, site.today - days, site.today).follow_ups
    most = int(options["limit"])
    return site.render_for(
        "blocks/reviews-due.html", links, follow_ups=found[:most], more=len(found) - most
    )


BLOCK = Block(
    "reviews-due",
    "Follow-up reviews (`review_on`) that are due soon, and those whose day has passed while action items "
    "are open; the earliest first.",
    write,
    {**limit(5), "days": Option(30, "how many days ahead are looked at")},
)
