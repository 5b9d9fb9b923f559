"""The chain of whys: its steps get classes by which the style sheet draws it; no word is touched."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from .anchors import own

_LISTS = ("ol", "ul")


def mark_why(element: Element, parents: Mapping[Element, Element]) -> None:
    """Mark the list item, or else the paragraph, in which ``element`` is as a step of the chain.

    Args:
        element: where the mark of the step was found.
        parents: the parent of every element of the tree.
    """
    place: Element | None = element
    while place is not None and place.tag != "li":
        place = parents.get(place)
    if place is not None:
        parent = parents.get(place)
        place.set("class", own("pm-why"))
        if parent is not None and parent.tag in _LISTS:
            parent.set("class", own("pm-whys"))
    elif element.tag == "p":
        element.set("class", own("pm-why"))
