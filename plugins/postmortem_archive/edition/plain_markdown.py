"""What a public text may hold: Markdown of which all can be seen, and that leads nowhere inside.

A reader of the file has to see all that would leave; so what hides something, or takes it from elsewhere,
is a fault: HTML, notes and addresses that are defined elsewhere, files that are included.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.link import Link, LinkKind
from postmortem_archive.model.wording import quoted
from postmortem_archive.parse.links import read_links
from postmortem_archive.parse.markdown import read_markdown

from .link_edits import with_links
from .marks import Places, without_any_code

IMAGE_TYPES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Kinds of images that can be written anew, so that nothing else is in them."""

_PAGE_TYPES = ("", ".md", ".html", ".htm")
_SCHEMES = ("http", "https", "mailto")
_AUTOLINK = lazy_pattern(r"<(?:https?://|mailto:)[^<>\s]{1,2000}>")
_HTML = lazy_pattern(r"<[A-Za-z/!?]")
_NOTE = lazy_pattern(r"\[\^[^\[\]]{1,100}\]")
_IMAGE_IN_LINK = lazy_pattern(r"\[[^\[\]\n]{0,300}!\[")
_ATTRIBUTES = lazy_pattern(r"\{(?:[:#.]|[ \t]{0,5}[\w-]{1,50}=)")
_ABBREVIATION = lazy_pattern(r"(?m)^[ \t]{0,3}\*\[")
_INCLUDE = lazy_pattern(r"-{1,10}8<-")


class Oddity(NamedTuple):
    """Something that a public text must not hold: a message, where in the text, and a hint."""

    message: str
    position: Position
    hint: str


class Shown(NamedTuple):
    """A file that a text shows: its path relative to the archive's folder, and where in the text."""

    path: str
    position: Position


class LinkedFiles(NamedTuple):
    """What the links of a text lead to.

    Attributes:
        images: images that it shows.
        oddities: links that lead to what cannot be public.
    """

    images: tuple[Shown, ...]
    oddities: tuple[Oddity, ...]


def oddities(text: str) -> Iterator[Oddity]:
    """What a text holds that nobody would see, or that is not written there.

    Args:
        text: Markdown without comments.
    """
    markdown = read_markdown(text)
    seen = _AUTOLINK.sub(lambda found: " " * len(found[0]), without_any_code(markdown))
    places = Places(seen, 1)
    for pattern, message, hint in _KINDS:
        for found in pattern.finditer(seen):
            shown = text[found.start() : found.end() + 20].split("\n", 1)[0]
            yield Oddity(f"{quoted(shown)} {message}", places.position(found.start()), hint)
    included = Places(text, 1)
    for found in _INCLUDE.finditer(text):  # in code too, where it is followed all the same
        yield Oddity(
            "the public text includes another file",
            included.position(found.start()),
            "write here what is to be public",
        )


_KINDS = (
    (_IMAGE_IN_LINK, "is an image inside of a link", "keep the image, or the link"),
    (_HTML, "is HTML, of which not all is seen in the public text", "write it as Markdown"),
    (_ATTRIBUTES, "is a list of attributes, which nobody sees", "leave it out"),
    (_ABBREVIATION, "explains a word where nobody sees it", "explain the word in the text"),
    (_NOTE, "is a footnote, whose text stands elsewhere", "write it into the text"),
)


def linked_files(text: str, path: str) -> LinkedFiles:
    """Where the links and images of a text lead.

    Args:
        text: Markdown without comments.
        path: of its file, relative to the archive's folder.
    """
    images: list[Shown] = []
    found: list[Oddity] = []
    for link in _links(text):
        oddity = _oddity(link)
        if oddity:
            found.append(oddity)
        elif link.kind is LinkKind.IMAGE:
            images.append(Shown(path_from(path, link.target), link.position))
    if not found and any(_leads_inside(link) for link in _links(with_links(text, _nowhere))):
        message = "a link of this section is written in a way that cannot be followed"
        found.append(Oddity(message, Position(), "write each link as [text](address)"))
    return LinkedFiles(tuple(images), tuple(found))


def is_elsewhere(target: str) -> bool:
    """Whether an address leads out of the repository, to the web."""
    parts = urlsplit(target)
    return bool(parts.scheme or parts.netloc)


def _nowhere(link: Link) -> str | None:
    return link.target if is_elsewhere(link.target) else None


def _leads_inside(link: Link) -> bool:
    return not is_elsewhere(link.target)


def _links(text: str) -> tuple[Link, ...]:
    return read_links(read_markdown(text))


def path_from(path: str, target: str) -> str:
    """Path, relative to the archive's folder, of what a file links to; it may lead out with ``..``."""
    return posixpath.normpath(
        posixpath.join(posixpath.dirname(path), unquote(urlsplit(target).path))
    )


def _oddity(link: Link) -> Oddity | None:
    if not link.target:
        message = f"the address of {quoted(link.text)} is not written in this section"
        hint = f"write it behind the text: [{link.text or 'text'}](https://…)"
        return Oddity(message, link.position, hint)
    if link.kind is LinkKind.DEFINITION:
        hint = f"write it where it is used: [{link.text}]({link.target})"
        return Oddity("an address stands apart from its text", link.position, hint)
    try:
        parts = urlsplit(link.target)
    except ValueError:
        return Oddity(f"{quoted(link.target)} is no address", link.position, "write a whole one")
    if link.kind is LinkKind.IMAGE:
        return _image_oddity(link, parts)
    return _link_oddity(link, parts)


def _link_oddity(link: Link, parts: SplitResult) -> Oddity | None:
    if is_elsewhere(link.target) and parts.scheme not in ("", *_SCHEMES):
        message = f"the link leads to {quoted(link.target)}, which nobody outside can open"
        return Oddity(message, link.position, "link to a web page, or leave the link out")
    if not is_elsewhere(link.target) and _suffix(parts) not in _PAGE_TYPES:
        message = f"the link leads to the internal file {quoted(link.target)}"
        return Oddity(message, link.position, "leave the link out, or say what the file shows")
    return None


def _image_oddity(link: Link, parts: SplitResult) -> Oddity | None:
    if is_elsewhere(link.target):
        message = f"the image {quoted(link.target)} is not in this repository"
        return Oddity(message, link.position, "put the image beside the postmortem")
    if _suffix(parts) not in IMAGE_TYPES:
        message = f"the image {quoted(link.target)} is of a kind that can hide something"
        return Oddity(message, link.position, "show it as a .png")
    return None


def _suffix(parts: SplitResult) -> str:
    return PurePosixPath(unquote(parts.path)).suffix.lower()
