"""Places in an author's text that other parts of the page link to: events and action items."""

import re
import secrets
from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from xml.etree.ElementTree import Element

from postmortem_archive.model.postmortem import TimelineEntry

# Authors can write any character in an attribute (as &#xfdd2;), but not what they cannot know.
_SECRET = secrets.token_hex(8)

ANCHOR = re.compile(f"\ufdd2{_SECRET}((?:event|action)-\\d{{1,9}})\ufdd3")
"""An ID as :func:`own` makes it while rendering."""

MOMENT = re.compile(f"\ufdd2{_SECRET}([~/TZ:\\d-]{{17,50}})\ufdd3")
"""When an event was, made likewise: ``~2019-07-02T13:42Z/2019-07-02T14:09Z``."""

OWN_CLASS = re.compile(f"\ufdd2{_SECRET}(pm-[a-z-]{{1,40}}|mermaid)\ufdd3")
"""A class of ours, or that by which the theme finds diagrams, made likewise."""

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})")
_ATX_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+")

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
"""Tags of headings, the highest first."""

_ROWS = ("tr", "li", "dt", "dd", "p", *HEADINGS)


def own(value: str) -> str:
    """The value of an attribute that is set while rendering, such that no author can write it.

    What is sanitised afterwards tells by it our own IDs, classes and moments from those of authors.
    """
    return f"\ufdd2{_SECRET}{value}\ufdd3"


def lines_outside_of_code(lines: Iterable[str]) -> Set[int]:
    """Numbers, from 0, of the lines that are in no code fence: a mark among code would be shown."""
    fence = ""
    outside: set[int] = set()
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if not fence and found:
            fence = found[1]
        elif fence and found and found[1].startswith(fence):
            fence = ""
        elif not fence:
            outside.add(number)
    return outside


def with_mark(line: str, mark: str) -> str:
    """A line of Markdown with a mark in its text: behind it, or before that of a heading.

    A line that ends with attributes in braces, or in a way that means something, stays as it is.
    """
    if heading := _ATX_HEADING.match(line):
        return f"{line[: heading.end()]}{mark}{line[heading.end() :]}"
    text = line.rstrip()
    if not text or text.endswith(("}", "\\")):
        return line
    is_row = text.endswith("|") and not text.endswith("\\|")
    at = len(text[:-1].rstrip()) if is_row else len(text)
    return f"{line[:at]}{mark}{line[at:]}"


def set_anchor(element: Element, parents: Mapping[Element, Element], name: str) -> None:
    """Give the row, list item or paragraph around ``element`` an ID for :data:`ANCHOR`.

    Where it has one already, or is a heading, which gets one of its own, the ID goes to an empty
    element at its beginning.
    """
    place: Element | None = element
    while place is not None and place.tag not in ("tr", "li"):
        place = parents.get(place)
    if place is None:
        place = element
        while place.tag not in _ROWS and place in parents:
            place = parents[place]
    if place.tag not in _ROWS:
        return
    anchor = own(name)
    if place.tag not in HEADINGS and not place.get("id"):
        place.set("id", anchor)
        return
    start = Element("span", {"id": anchor})
    holder = place[0] if place.tag == "tr" and len(place) else place
    start.tail, holder.text = holder.text, None
    holder.insert(0, start)


def set_moment(element: Element, parents: Mapping[Element, Element], entry: TimelineEntry) -> None:
    """Say when the event was of which ``element`` is a part, so that a reader can see it in local time.

    The cell that holds the time, and nothing else, gets ``data-moment``. Where there is none, the row's
    first cell, or else the list item, gets ``data-moment-of``: its text holds more than the time.
    """
    if entry.start is None or entry.start.day_only:
        return
    place: Element | None = element
    while place is not None and place.tag not in ("tr", "li"):
        place = parents.get(place)
    if place is None or (place.tag == "tr" and not len(place)):
        return
    moment = _exactly(entry.start.utc)
    if entry.end and not entry.end.day_only:
        moment += f"/{_exactly(entry.end.utc)}"
    value = own(f"{'~' if entry.is_approximate else ''}{moment}")
    cells = list(place) if place.tag == "tr" else []
    written = "".join(entry.time_text.split())
    for cell in cells:
        if "".join("".join(cell.itertext()).split()) == written:
            cell.set("data-moment", value)
            return
    (cells or [place])[0].set("data-moment-of", value)


def _exactly(at: datetime) -> str:
    """A time in UTC, with seconds where it has some."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ" if at.second else "%Y-%m-%dT%H:%MZ")
