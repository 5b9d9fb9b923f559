"""A page's table of contents, as the theme wants it."""

from collections.abc import Mapping, Sequence
from html import escape, unescape
from typing import Any
from urllib.parse import quote

import nh3
from mkdocs.structure.toc import AnchorLink, TableOfContents


def table_of_contents(title: str, headings: Sequence[Mapping[str, Any]]) -> TableOfContents:
    """The page's title, to which the theme's link skips, with the headings below it.

    Args:
        title: plain text.
        headings: nested tokens of the ``toc`` extension; names are HTML text.
    """
    first = {"name": escape(title), "id": "pm-title", "level": 1, "children": headings}
    entry = _anchor(first)
    entry.active = True  # type: ignore[attr-defined]  # as MkDocs does
    return TableOfContents([entry])


def plain(html: str) -> str:
    """The text of HTML."""
    return unescape(nh3.clean(html, tags=set()))


def _anchor(heading: Mapping[str, Any]) -> AnchorLink:
    """A heading's entry: nothing but escaped text, and an ID that is safe in an address."""
    text = plain(heading["name"])
    anchor = AnchorLink(escape(text), quote(heading["id"]), heading["level"])
    anchor.children = [_anchor(child) for child in heading["children"]]
    return anchor
