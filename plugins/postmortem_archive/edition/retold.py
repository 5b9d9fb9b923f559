"""Sections that are not handed out as they are written.

A timeline goes without its further columns, action items without owners, dates and tickets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

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
        items: Iterable[_Item] = map(_of_entry, postmortem.timeline)
    elif section.key == "actions":
        items = map(_of_action, postmortem.actions)
    else:
        return None
    places = Places(postmortem.body, postmortem.body_line)
    lines: list[Passage] = []
    for item in items:
        at = places.offset(item.position.line) + item.position.column - 1
        if not any(start <= at < end for start, end in marks.removed):
            lines += _listed(item)
    return tuple(lines)


def _of_entry(entry: TimelineEntry) -> _Item:
    about = "about " if entry.is_approximate else ""
    until = f" to {entry.end}" if entry.end else ""
    time = f"{about}{entry.start}{until}" if entry.start else "At a time that is not known"
    label = f" **{entry.moment.label}**" if entry.moment else ""
    return _Item(f"{time}{label} ", entry.text, "", entry.position)


def _of_action(item: ActionItem) -> _Item:
    return _Item("", item.text, f" ({_STATES[item.status]})", item.position)


def _listed(item: _Item) -> Iterator[Passage]:
    """The lines of an entry of a list, without the internal parts of its text."""
    markdown = read_markdown(item.text)
    text = "\n".join(markdown.lines)
    removed = read_marks(markdown, ()).removed
    lines = passages(text, Span(0, len(text)), removed, Places(text, 1))
    for number, line in enumerate(lines):
        before = "  " if number else f"- {item.before}"
        behind = item.behind if number == len(lines) - 1 else ""
        place = Position(item.position.line + line.position.line - 1, item.position.column)
        yield Passage(f"{before}{line.text}{behind}", place)
