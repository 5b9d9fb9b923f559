"""What a public text may hold: Markdown of which all can be seen, and that leads nowhere inside.

A reader of the file has to see all that would leave; so what hides something, or takes it from elsewhere,
is a fault: HTML, notes and addresses that are defined elsewhere, files that are included.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.link import Link, LinkKind
from postmortem_archive.model.wording import quoted
from postmortem_archive.parse.links import read_links
from postmortem_archive.parse.markdown import BlockKind, Markdown, read_markdown, walk
from postmortem_archive.parse.prose import without_code

from .link_edits import blocks_of, with_links
from .marks import Places, without_any_code

IMAGE_TYPES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Kinds of images that can be written anew, so that nothing else is in them."""

_PAGE_TYPES = ("", ".md", ".html", ".htm")
_SCHEMES = ("http", "https", "mailto")
_AUTOLINK = lazy_pattern(r"<(?:https?://|mailto:)[^<>\s]{1,2000}>")
_HTML = lazy_pattern(r"<[A-Za-z/!?]")
_NOTE = lazy_pattern(r"\[\^[^\[\]]{1,100}\]")
_IMAGE_IN_LINK = lazy_pattern(r"\[[^\[\]\n]{0,300}!\[")
_ATTRIBUTES = lazy_pattern(r"\{(?:[ \t]{0,500}[:#.]|[^{}=\n]{0,500}=)")
_AHEAD = r"(?m)^(?:[ \t>:]|(?:[-*+]|\d{1,9}[.)])[ \t]){0,60}"
_ABBREVIATION = lazy_pattern(rf"{_AHEAD}\*\[")
_DEFINITION = lazy_pattern(rf"{_AHEAD}\[(?!\^)[^\[\]]{{1,300}}\]:")
_ENTITY = lazy_pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TICKS = lazy_pattern(r"`+")
_FENCE = lazy_pattern(r"(?:`{3,20}|~{3,20}) ?[\w+#.-]{0,30}\s{0,20}")
_FOLLOWED = lazy_pattern(r"\]\(")
_UNSEEN = lazy_pattern(r"[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""Signs that turn round the order in which text is read, and letters that are never shown."""

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
    markdown = blocks_of(text)
    seen = _AUTOLINK.sub(lambda found: " " * len(found[0]), _without_plain_code(markdown))
    places = Places(seen, 1)
    for pattern, message, hint in _KINDS:
        for found in pattern.finditer(seen):
            shown = text[found.start() : found.end() + 20].split("\n", 1)[0]
            yield Oddity(f"{quoted(shown)} {message}", places.position(found.start()), hint)
    written = Places(text, 1)
    for found in _INCLUDE.finditer(text):  # in code too, where it is followed all the same
        yield Oddity(
            "the public text includes another file",
            written.position(found.start()),
            "write here what is to be public",
        )
    for found in _UNSEEN.finditer(text):
        message = f"U+{ord(found[0]):04X} is a sign that nobody sees"
        yield Oddity(message, written.position(found.start()), "delete it")
    for block in walk(markdown.blocks):
        lines = block.text.count("\n") + (not block.text.endswith("\n") and bool(block.text))
        if block.kind is BlockKind.CODE and block.end - block.first == lines + 1:
            message = "this block of code is not closed, so all that follows belongs to it"
            yield Oddity(message, markdown.position(block.first, ""), "close it, as with ```")


def _without_plain_code(markdown: Markdown) -> str:
    """The text with that blanked out which is code to every program; as long as before.

    What some programs take for code and others do not stays: between the cells of a table, what is just
    indented, and fences inside of something else.
    """
    lines = without_any_code(markdown).split("\n")
    top = set(markdown.firsts)
    for block in walk(markdown.blocks):
        first, end = block.first - markdown.first_line, block.end - markdown.first_line
        written = markdown.lines[first:end]
        if block.kind is BlockKind.CODE:
            is_plain = block.first in top and bool(_FENCE.fullmatch(written[0]))
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            is_plain = _has_plain_code(written)
        else:
            is_plain = block.kind is not BlockKind.TABLE
        if not is_plain:
            lines[first:end] = written
    return "\n".join(lines)


def _has_plain_code(lines: Sequence[str]) -> bool:
    """Whether every program finds the same code in a paragraph.

    They do where all its backticks are alike and none is escaped, and no code goes on in another line,
    which some programs take for the beginning of another block.
    """
    text = "\n".join(lines)
    if "\\`" in text or len(set(_TICKS.findall(text))) > 1:
        return False
    return without_code(text) == "\n".join(map(without_code, lines))


_KINDS = (
    (_IMAGE_IN_LINK, "is an image inside of a link", "keep the image, or the link"),
    (_HTML, "is HTML, of which not all is seen in the public text", "write it as Markdown"),
    (_ENTITY, "stands for another character, and hides a word so", "write the character itself"),
    (_ATTRIBUTES, "is a list of attributes, which nobody sees", "leave it out"),
    (_ABBREVIATION, "explains a word where nobody sees it", "explain the word in the text"),
    (_NOTE, "is a footnote, whose text stands elsewhere", "write it into the text"),
    (_DEFINITION, "is an address that stands apart", "write it where it is used: [text](address)"),
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
        oddity = None if link.kind is LinkKind.DEFINITION else _oddity(link)
        if oddity:
            found.append(oddity)
        elif link.kind is LinkKind.IMAGE:
            images.append(Shown(path_from(path, link.target), link.position))
    if not found and _is_followed_yet(text):
        message = "a link of this section is written in a way that cannot be followed"
        found.append(Oddity(message, Position(), "write each link as [text](address)"))
    return LinkedFiles(tuple(images), tuple(found))


def is_elsewhere(target: str) -> bool:
    """Whether an address leads out of the repository, to the web."""
    parts = urlsplit(target)
    return bool(parts.scheme or parts.netloc)


def _is_followed_yet(text: str) -> bool:
    """Whether a program may find a link in a text that is left once all links are taken out."""
    if "](" not in text:
        return False
    rest = read_markdown(with_links(text, lambda _: None))
    return bool(_FOLLOWED.search(_without_plain_code(rest)))


def _links(text: str) -> tuple[Link, ...]:
    return read_links(blocks_of(text))


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
