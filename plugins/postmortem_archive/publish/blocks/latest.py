"""The newest postmortems."""

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.search.plain import plain_text

from ..links import Links
from ..site import Site
from .registry import Block, Option, Options
from .selection import SELECTION, limit, selected, selection

_LONGEST_OPENING = 200  # characters
_MOST_READ = 2_000


def write(site: Site, links: Links, options: Options) -> str:
    """The newest postmortems, and the way to all of them."""
    found = selected(site, options)
    items = found[: int(options["limit"])]
    openings = items[: len(items) if options["opening"] == "all" else 1]
    return site.render_for(
        "blocks/latest.html",
        links,
        items=items,
        total=len(found),
        everything=links.search(**selection(options)),
        openings={}
        if options["opening"] == "none"
        else {one.path: opening(one) for one in openings},
    )


def opening(item: Postmortem) -> str:
    """How its summary begins, as plain text, sentences where they are short; empty where it has none."""
    summary = item.section("summary")
    if summary is None or summary.is_empty or summary.is_template:
        return ""
    text = " ".join(plain_text(summary.body[:_MOST_READ]).split())
    if len(text) <= _LONGEST_OPENING:
        return text
    ends = [text.rfind(sign, _LONGEST_OPENING // 3, _LONGEST_OPENING) for sign in (". ", "。")]
    if max(ends) > 0:
        return text[: max(ends) + 1]
    return text[:_LONGEST_OPENING].rsplit(" ", 1)[0].rstrip(",;:") + " …"


BLOCK = Block(
    "latest",
    "The newest postmortems by the day on which they started.",
    write,
    {
        **limit(5),
        **SELECTION,
        "opening": Option(
            "first", "which of them show how their summary begins: first, all or none"
        ),
    },
)
