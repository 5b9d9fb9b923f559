"""Lead the links of a text elsewhere, or nowhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.link import Link, LinkKind
from postmortem_archive.parse.links import read_links
from postmortem_archive.parse.markdown import Markdown, read_markdown

from .marks import Places

_TITLE_AND_END = lazy_pattern(
    r">?(?:\s{1,20}(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,20}\)"
)


@lru_cache(maxsize=1)  # a section is looked at for several things, one after the other
def blocks_of(text: str) -> Markdown:
    """The blocks of a text."""
    return read_markdown(text)


def with_links(text: str, target: Callable[[Link], str | None]) -> str:
    """The text with its links and images leading elsewhere; titles of links are left out.

    A link that leads nowhere becomes its text, an image that is nowhere its description.

    Args:
        text: Markdown, whose links all have their addresses in place.
        target: where a link is to lead; ``None`` for nowhere.
    """
    places = Places(text, 1)
    pieces: list[str] = []
    at = 0
    for link in read_links(blocks_of(text)):
        begin = places.offset(link.position.line) + link.position.column - 1
        mark = "![" if link.kind is LinkKind.IMAGE else "["
        closes = text.find("](", begin)
        address = text.find(link.target, closes)
        end = _TITLE_AND_END.match(text, address + len(link.target))
        if begin < at or min(closes, address) < 0 or not end or not text.startswith(mark, begin):
            continue  # whoever asks looks at what is left
        shown = text[begin + len(mark) : closes]
        leads = target(link)
        pieces += [text[at:begin], shown if leads is None else f"{mark}{shown}]({leads})"]
        at = end.end()
    return "".join([*pieces, text[at:]])
