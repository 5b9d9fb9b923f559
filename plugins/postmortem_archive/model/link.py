"""Links and images as an author wrote them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from .diagnostic import Position


class LinkKind(StrEnum):
    """What a link is."""

    LINK = "link"  # [text](target)
    IMAGE = "image"  # ![text](target), <img>
    DEFINITION = "definition"  # [label]: target


class Link(NamedTuple):
    """A link, an image, or the definition that links refer to by its label.

    Attributes:
        kind: which of them.
        target: where it leads, as written; empty where a definition says it.
        text: what is shown of a link, the text for an image that is not seen, a definition's label.
        position: where it begins; of a definition, its target.
    """

    kind: LinkKind
    target: str
    text: str
    position: Position


def linked_path(target: str) -> str:
    """The path in the target of a link, decoded; empty where it names no file of this repository.

    What has a scheme or a host, or is no more than an anchor, names none.
    """
    try:
        parts = urlsplit(target.strip())
    except ValueError:  # no address at all, such as http://[
        return ""
    return "" if parts.scheme or parts.netloc else unquote(parts.path)


class Heading(NamedTuple):
    """A heading: its level (1 to 6), its text without markup, and where it is."""

    level: int
    text: str
    position: Position
