"""The state of action items, shown in the author's own table or list by word and shape."""

import re
from collections.abc import Mapping
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from postmortem_archive.model.postmortem import ActionItem
from postmortem_archive.parse.actions import fact_of_column

from .anchors import own


def mark_action(
    element: Element,
    parents: Mapping[Element, Element],
    action: ActionItem,
    late: str,
    tracker_url: str | None,
) -> None:
    """Mark the row or list item in which ``element`` is.

    Args:
        element: where the mark of the action item was found.
        parents: the parent of every element of the tree.
        action: the action item of that row or list item.
        late: the word for an item that is overdue; empty where this one is not.
        tracker_url: address of a ticket with ``{key}`` in it, if any.
    """
    place: Element | None = element
    while place is not None and place.tag not in ("tr", "li"):
        place = parents.get(place)
    if place is None:
        return
    if place.tag == "li":
        if late:
            _append_late(place, late)
        return
    cells = _cells(place, parents)
    status, due, tracker = cells.get("status"), cells.get("due"), cells.get("tracker")
    if status is not None:
        _wrap(status, action)
    if due is not None:
        due.set("class", own("pm-due"))
    if late:
        last = status if status is not None else place[-1]
        _append_late(due if due is not None else last, late)
    if tracker is not None:
        _link(tracker, action.tracker, tracker_url)


def ticket_address(key: str, pattern: str | None) -> str | None:
    """Address of a ticket: the key itself where it is one, else the pattern with the key in it."""
    if re.match(r"https?://", key):
        return key
    if not key or not pattern or not re.match(r"https?://", pattern):
        return None
    return pattern.replace("{key}", quote(key, safe=""))


def _cells(row: Element, parents: Mapping[Element, Element]) -> Mapping[str, Element]:
    """The cells of a row by the fact they hold; of two columns for one fact the first counts."""
    table = row
    while table.tag != "table" and table in parents:
        table = parents[table]
    cells: dict[str, Element] = {}
    for heading, cell in zip(table.iter("th"), row, strict=False):
        if fact := fact_of_column("".join(heading.itertext())):
            cells.setdefault(fact, cell)
    return cells


def _wrap(cell: Element, action: ActionItem) -> None:
    state = Element(
        "span", {"class": f"{own('pm-state')} {own(f'pm-state--{action.status.value}')}"}
    )
    state.text = cell.text if (cell.text or "").strip() or len(cell) else action.status.value
    state.extend(list(cell))
    cell.text = ""
    for child in list(cell):
        cell.remove(child)
    cell.append(state)


def _append_late(place: Element, late: str) -> None:
    if len(place):
        place[-1].tail = (place[-1].tail or "").rstrip() + " "
    else:
        place.text = (place.text or "").rstrip() + " "
    SubElement(place, "strong", {"class": own("pm-late")}).text = late


def _link(cell: Element, key: str, pattern: str | None) -> None:
    address = ticket_address(key, pattern)
    if address and not len(cell) and (cell.text or "").strip() == key:
        cell.text = ""
        SubElement(cell, "a", {"href": address}).text = key
