"""A feed as Atom (RFC 4287)."""

import re
from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from .feed import EntryText, Feed, FeedEntry
from .records import instant_text

NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped."""


def atom(feed: Feed, url: str, address: Callable[[str], str], entry_text: EntryText) -> bytes:
    """The feed as XML.

    Args:
        feed: what it holds.
        url: of the file, relative to the site's root.
        address: turns a URL relative to the site's root into what the file says.
        entry_text: what :func:`atom_entry` says of an entry and the address of its page.
    """
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": feed.language})
    add_text(root, "title", feed.title)
    if subtitle := " ".join(part for part in (feed.description, feed.note) if part):
        add_text(root, "subtitle", subtitle)
    add_text(root, "id", feed.id)
    add_text(root, "updated", instant_text(feed.updated))
    add_text(SubElement(root, "author"), "name", feed.author)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": address(url)})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": address(feed.page)})
    add_text(root, "generator", "postmortem-archive")
    ElementTree.indent(root, "")
    xml: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    entries = "".join(f"{entry_text(entry, address(entry.url))}\n" for entry in feed.entries)
    return b"%b%b</feed>\n" % (xml.removesuffix(b"</feed>"), entries.encode())


def atom_entry(entry: FeedEntry, address: str) -> str:
    """An entry as XML.

    Args:
        entry: what it holds.
        address: of its page, as the file says it.
    """
    element = Element("entry")
    add_text(element, "title", entry.title)
    add_text(element, "id", entry.id)
    add_text(element, "published", instant_text(entry.published))
    add_text(element, "updated", instant_text(entry.updated))
    SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": address})
    for name in entry.authors:
        add_text(SubElement(element, "author"), "name", name)
    for term, label in entry.categories:
        SubElement(element, "category", {"term": _for_xml(term), "label": _for_xml(label)})
    add_text(element, "summary", entry.text)
    ElementTree.indent(element, "")
    xml: str = ElementTree.tostring(element, encoding="unicode")
    return xml


def add_text(parent: Element, name: str, text: str) -> None:
    """Add an element that holds a text."""
    SubElement(parent, name).text = _for_xml(text)


def _for_xml(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("", text)
