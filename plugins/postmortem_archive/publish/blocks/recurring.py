"""Causes that come again."""

from dataclasses import dataclass

from postmortem_archive.archive.statistics.figures import Tally
from postmortem_archive.archive.statistics.returns import Return
from postmortem_archive.model.postmortem import Postmortem

from ..links import Links
from ..site import Site
from .registry import Block, Options
from .selection import limit


@dataclass(frozen=True, slots=True)
class Recurring:
    """A cause that two or more incidents name.

    Attributes:
        tally: the cause and its incidents.
        latest: the newest of them.
        returned: where it last came back although an action was to prevent or detect it; ``None``
            where it never did.
    """

    tally: Tally
    latest: Postmortem
    returned: Return | None


def write(site: Site, links: Links, options: Options) -> str:
    """The causes, the most frequent first."""
    every = site.overview.recurring
    returned: dict[str, Return] = {}
    for one in site.overview.returned:  # the latest first
        for cause in one.causes:
            returned.setdefault(cause, one)
    causes = [
        Recurring(tally, site.by_id[tally.ids[0]], returned.get(tally.value))
        for tally in every[: int(options["limit"])]
    ]
    return site.render_for(
        "blocks/recurring.html",
        links,
        causes=causes,
        total=len(every),
        everything=links.to("causes") if site.has("causes") else "",
    )


BLOCK = Block(
    "recurring",
    "The causes that two or more incidents name, the most frequent first; for each the latest incident, "
    "and where the cause came back although an action was to prevent or detect it.",
    write,
    limit(5),
)
