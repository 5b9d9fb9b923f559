"""Sections that are not handed out as they are written.

A timeline goes without its further columns, action items without owners, dates and tickets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.postmortem import (
    ActionItem,
    ActionStatus,
    Postmortem,
    Section,
    TimelineEntry,
)
from postmortem_archive.parse.markdown import read_markdown

from .marks import Marks, Places, Span, read_marks
from .pieces import Passage, passages

_STATES = {
    ActionStatus.OPEN: "open",
    ActionStatus.IN_PROGRESS: "in progress",
    ActionStatus.DONE: "done",
    ActionStatus.WONT_DO: "will not be done",
}


_Record = TypeVar("_Record", TimelineEntry, ActionItem)


class _Item(NamedTuple):
    """What is said in one entry of a list: words of ours before and behind the author's."""

    before: str
    text: str
    behind: str
    position: Position


def retold(postmortem: Postmortem, section: Section, marks: Marks) -> tuple[Passage, ...] | None:
    """The lines of a section that is told anew; ``None`` for one that is handed out as it is.

    Args:
        postmortem: the whole of it.
        section: one of its sections.
        marks: what never leaves of it.
    """
    if section.key == "timeline":
        items: Iterable[_Item] = map(_of_entry, _left(postmortem, postmortem.timeline, marks))
    elif section.key == "actions":
        items = map(_of_action, _left(postmortem, postmortem.actions, marks))
    else:
        return None
    return tuple(line for item in items for line in _listed(item))


def facts_told(postmortem: Postmortem, marks: Marks) -> Iterator[tuple[str, Position]]:
    """Owners, days and tickets in the very words of action items, from which nothing takes them.

    Args:
        postmortem: the whole of it.
        marks: what never leaves of it.

    Yields:
        Each with its item's place.
    """
    for action in _left(postmortem, postmortem.actions, marks):
        owners = (f"{sign}{owner}" for owner in action.owners for sign in ("@", ": "))
        told = "\n".join(line.text for line in _listed(_of_action(action)))
        for fact in (*owners, action.due_text, action.tracker):
            if fact and fact in told:
                yield fact.removeprefix(": "), action.position


def _left(postmortem: Postmortem, records: Iterable[_Record], marks: Marks) -> Iterator[_Record]:
    """The records that do not begin in what never leaves."""
    places = Places(postmortem.body, postmortem.body_line)
    ends = [span.end for span in marks.removed]
    for record in records:
        at = places.offset(record.position.line) + record.position.column - 1
        number = bisect_right(ends, at)
        if number == len(ends) or at < marks.removed[number].start:
            yield record


def _of_entry(entry: TimelineEntry) -> _Item:
    about = "about " if entry.is_approximate else ""
    until = f" to {entry.end.in_words}" if entry.end else ""
    time = f"{about}{entry.start.in_words}{until}" if entry.start else "At a time that is not known"
    label = f" **{entry.moment.label}**:" if entry.moment else ""
    return _Item(f"{time}{label} ", entry.text, "", entry.position)


def _of_action(item: ActionItem) -> _Item:
    return _Item("", item.text, f" ({_STATES[item.status]})", item.position)


def _listed(item: _Item) -> Iterator[Passage]:
    """The lines of an entry of a list, without the internal parts of its text."""
    text = item.text
    removed = read_marks(read_markdown(text), ()).removed if "<" in text else ()
    lines = passages(text, Span(0, len(text)), removed, Places(text, 1))
    for number, line in enumerate(lines):
        before = "  " if number else f"- {item.before}"
        behind = item.behind if number == len(lines) - 1 else ""
        place = Position(item.position.line + line.position.line - 1, item.position.column)
        yield Passage(f"{before}{line.text}{behind}", place)
