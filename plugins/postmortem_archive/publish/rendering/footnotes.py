"""Footnotes that only raw HTML refers to, where a reference is plain text: nothing is there to jump back to."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element


def drop_lost_ways_back(root: Element, parents: Mapping[Element, Element]) -> None:
    """Remove the arrows of footnotes that lead back to no reference.

    Args:
        root: of a text that is laid out.
        parents: of each element in it.
    """
    there = {f"#{element.get('id')}" for element in root.iter("sup")}
    for element in list(root.iter("a")):
        if element.get("class") == "footnote-backref" and element.get("href") not in there:
            parents[element].remove(element)
