"""Addresses on the pages of a site that lead nowhere in it."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote

_ATTRIBUTES = r"""((?:[^>"']++|"[^"]*"|'[^']*')*+)>"""
_TAG = re.compile(
    r"<(?:!--.*?(?:-->|\Z)"
    rf"|(script|style|textarea)\b{_ATTRIBUTES}.*?</\1"
    rf"|[a-z][^\s/>]*+\s{_ATTRIBUTES})",
    re.DOTALL | re.IGNORECASE,
)
_NAMED = re.compile(
    r"""\s(href|src|id|name)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)|"[^"]*"|'[^']*'""", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_TOP = ("", "top")
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
    addresses, anchors = set(), set()
    for _, of_script, of_other in _TAG.findall(html):
        for name, quoted in _NAMED.findall(f" {of_script or of_other}"):
            if not name:
                continue
            value = quoted[1:-1] if quoted[0] in "\"'" else quoted
            value = unescape(value) if "&" in value else value
            (addresses if name.lower() in ("href", "src") else anchors).add(value)
    return PageLinks(frozenset(addresses), frozenset(anchors))


def dead_links(folder: Path, files: Collection[str], base: str) -> Iterator[DeadLink]:
    """Every address on a page of a site that leads to no file of it, or to no place on its page.

    Addresses from the root of the host (``/other/``) may lead to what is not of this site, so they
    are looked at only on the page that says that nothing was found, which has no others.

    Args:
        folder: the site's folder.
        files: paths of all its files.
        base: path of the site on its host, with a slash at its end.

    Raises:
        OSError: a page cannot be read.
    """
    pages = {path: _read(folder / path) for path in sorted(files) if path.endswith(".html")}
    for path, page in pages.items():
        for address in sorted(page.addresses):
            if not _leads_somewhere(path, address, pages, files, base):
                yield DeadLink(path, address)


def _read(path: Path) -> PageLinks:
    return page_links(path.read_text("utf-8", errors="replace"))


def _leads_somewhere(
    page: str, address: str, pages: Mapping[str, PageLinks], files: Collection[str], base: str
) -> bool:
    above = dirname(page)
    if page == _NOT_FOUND and address.startswith(base):
        above, address = "", address[len(base) :] or "./"
    if address.startswith("/") or _ELSEWHERE.match(address):
        return True
    path, _, anchor = address.partition("#")
    path = path.partition("?")[0]
    place = _place(above, path) if path else page
    if place.startswith("../"):
        return True  # out of the site
    found = place if place in files else normpath(join(place, "index.html"))
    if found not in files:
        return False
    if anchor in _TOP or anchor.startswith(":~:") or found not in pages:
        return True
    anchors = pages[found].anchors
    return anchor in anchors or unquote(anchor) in anchors


@lru_cache(maxsize=100_000)
def _place(above: str, path: str) -> str:
    """The path on the site to which one leads that stands on a page of the folder ``above``."""
    return normpath(join(above, unquote(path)))
