"""A box that asks the archive, with examples that this archive answers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from postmortem_archive.archive.facets import FACET_BY_NAME
from postmortem_archive.model.postmortem import Postmortem

from ..links import Links
from ..site import Site
from .registry import Block, Option, Options

_MOST_READ = 200  # newest postmortems among whose tags a symptom is looked for
_LONG = timedelta(hours=2)


def write(site: Site, links: Links, options: Options) -> str:
    """The box and its examples."""
    wanted = options["examples"] != "no"
    return site.render_for(
        "blocks/search.html",
        links,
        examples=[(query, links.search(q=query)) for query in examples(site) if wanted],
        action=links.search(),
    )


def examples(site: Site) -> tuple[str, ...]:
    """Queries to which this archive has an answer: a symptom, its commonest service and cause, what is late."""
    found = (_symptom(site), _service(site), _cause(site), _time(site))
    return tuple(query for query in found if query)


def _symptom(site: Site) -> str:
    """Words of a tag that its authors also wrote as such in the text: two words tell more than one."""
    tags = Counter(_written_tags(site.archive.postmortems[:_MOST_READ]))
    return max(tags, key=lambda words: (" " in words, tags[words]), default="")  # else the newest


def _written_tags(items: Sequence[Postmortem]) -> Iterator[str]:
    for item in items:
        text = item.body.casefold()
        words = (tag.replace("-", " ").strip() for tag in dict.fromkeys(item.meta.tags))
        yield from (word for word in words if _is_word(word) and _stands_in(text, word))


def _is_word(words: str) -> bool:
    return words.replace(" ", "").isalnum()


def _stands_in(text: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(words.casefold())}\b", text) is not None


def _service(site: Site) -> str:
    return next((f"service:{text}" for _, text in _askable(site, "service")), "")


def _cause(site: Site) -> str:
    """The commonest cause, of long incidents where there are such."""
    for value, text in _askable(site, "cause"):
        lengths = [item.time_to_resolve for item in site.groups["cause"][value]]
        is_long = any(length is not None and length > _LONG for length in lengths)
        return f"cause:{text} longer:2h" if is_long else f"cause:{text}"
    return ""


def _time(site: Site) -> str:
    """What is late or open, else the newest year."""
    actions = site.overview.actions
    if actions.overdue.n:
        return "is:overdue"
    if actions.open.n:
        return "is:open"
    return next((f"after:{year}" for year in site.groups["year"]), "")


def _askable(site: Site, name: str) -> Iterator[tuple[str, str]]:
    """Values of a facet, the most frequent first, each with how it is typed in a query."""
    known = FACET_BY_NAME[name].terms(site.archive.settings)
    for value in site.groups[name]:
        if '"' in value or not value.isprintable():
            continue
        plain = value in known or value.replace("-", "").replace("_", "").isalnum()
        yield value, value if plain and " " not in value and "," not in value else f'"{value}"'


BLOCK = Block(
    "search",
    "A search box, and below it examples that this archive answers: a symptom, its commonest service "
    "and cause, what is late.",
    write,
    {"examples": Option("yes", "whether examples stand below the box: yes or no")},
)
