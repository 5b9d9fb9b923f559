"""Addresses on the pages of a site that lead nowhere in it."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from html import unescape
from posixpath import dirname, join, normpath
from sys import intern
from typing import NamedTuple
from urllib.parse import unquote

_ATTRIBUTES = r"""((?:[^<>"']++|"[^"]*"|'[^']*')*+)>"""
_TAG = re.compile(
    r"<(?:!--.*?(?:-->|\Z)"
    rf"|(script|style|textarea)\b{_ATTRIBUTES}.*?(?:</\1|\Z)"
    rf"|[a-z][^\s/<>]*+\s{_ATTRIBUTES})",
    re.DOTALL | re.IGNORECASE,
)
_NAMED = re.compile(
    r"""\s(href|src|id|name)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)|"[^"]*"|'[^']*'""", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_TOP = ("", "top")
_A_TEXT = ":~:"  # begins an anchor that browsers look for in the text
_NOT_FOUND = "404.html"


class PageLinks(NamedTuple):
    """What is written on a page.

    Attributes:
        addresses: where its links, images, scripts and styles lead, as written.
        anchors: names of places on it.
    """

    addresses: frozenset[str]
    anchors: frozenset[str]


class DeadLink(NamedTuple):
    """An address that leads nowhere.

    Attributes:
        page: path of the page on the site.
        address: as written.
    """

    page: str
    address: str


def page_links(html: str) -> PageLinks:
    """Read a page; what is in comments and scripts is no part of it."""
    addresses: set[str] = set()
    anchors: set[str] = set()
    for _, of_script, of_other in _TAG.findall(html):
        for name, quoted in _NAMED.findall(f" {of_script or of_other}"):
            if not name:
                continue
            value = quoted[1:-1] if quoted[0] in "\"'" else quoted
            value = unescape(value) if "&" in value else value
            (addresses if name.lower() in ("href", "src") else anchors).add(value)
    return PageLinks(frozenset(addresses), frozenset(anchors))


def dead_links(
    files: Collection[str], base: str, read: Callable[[str], PageLinks]
) -> Iterator[DeadLink]:
    """Every address on a page of a site that leads to no file of it, or to no place on its page.

    Addresses from the root of the host (``/other/``) may lead to what is not of this site, so they
    are looked at only on the page that says that nothing was found, which has no others.

    Args:
        files: paths of all its files.
        base: path of the site on its host, with a slash at its end.
        read: reads the page at a path.

    Raises:
        OSError: a page cannot be read.
    """
    anchors: dict[str, frozenset[str]] = {}
    wanted: list[tuple[DeadLink, str, str]] = []
    for page in sorted(path for path in files if path.endswith(".html")):
        found = read(page)
        anchors[page] = frozenset(map(intern, found.anchors))  # many pages have the same
        for address in sorted(found.addresses):
            place, anchor = _destination(page, address, base)
            if place is None:
                continue
            if place not in files:
                place = normpath(join(place, "index.html"))
            if place not in files:
                yield DeadLink(page, address)
            elif anchor not in _TOP and not anchor.startswith(_A_TEXT):
                wanted.append((DeadLink(page, address), place, anchor))
    for link, place, anchor in wanted:
        if place in anchors and not {anchor, unquote(anchor)} & anchors[place]:
            yield link


def _destination(page: str, address: str, base: str) -> tuple[str | None, str]:
    """The path on the site to which an address leads, and the anchor; no path where it leads out of it."""
    above = dirname(page)
    if page == _NOT_FOUND and address.startswith(base):
        above, address = "", address[len(base) :] or "./"
    if address.startswith("/") or _ELSEWHERE.match(address):
        return None, ""
    path, _, anchor = address.partition("#")
    path = path.partition("?")[0]
    place = _place(above, path) if path else page
    return (None if place.startswith("../") else place), anchor


@lru_cache(maxsize=100_000)
def _place(above: str, path: str) -> str:
    """The path on the site to which one leads that stands on a page of the folder ``above``."""
    return normpath(join(above, unquote(path)))
