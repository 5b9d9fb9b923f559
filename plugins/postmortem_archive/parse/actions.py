"""Action items: tables, lists of any kind, and headings with an owner, below the action items heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Position, Problem, ProblemKind
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import ActionItem, ActionStatus, Section

from .action_facts import Facts, facts_in_text, split_facts, to_item
from .action_types import type_named
from .markdown import Block, BlockKind, Cell, Markdown, first_paragraph, plain
from .sections import normalise_heading, section_ends

_HEADS: dict[str, str] = {
    "text": "action, actions, action item, item, task, what, description, todo, to do, follow-up",
    "owner": "owner, owners, assignee, assigned to, who, dri, responsible, team, lead",
    "due": "due, due date, deadline, by, when, target, target date, due by, eta",
    "priority": "priority, prio, p",
    "type": "type, kind, category",
    "status": "status, state, progress",
    "tracker": "tracker, ticket, issue, link, bug, key, tracking, tracking issue, ticket link",
}
_COLUMNS = {head: column for column, heads in _HEADS.items() for head in heads.split(", ")}
_BOX = lazy_pattern(r"\[(?P<tick>[ xX])\](?:\s+|$)")
_TICK = lazy_pattern(r"(?:✅|☑️?|✔️?|:white_check_mark:|:heavy_check_mark:)\s*")
_HANDLES_ALONE = lazy_pattern(
    r"[\s*_`]{0,6}(?P<handles>@[A-Za-z0-9][\w./-]{0,60}"
    r"(?:(?:,| and|,? &)? @[A-Za-z0-9][\w./-]{0,60}){0,9})[\s*_`:]{0,6}"
)
_OWNED = lazy_pattern(r"(?:^|(?<=[\s(\[`]))`?(?P<handle>@[A-Za-z0-9][\w./-]{0,60})`?")
_KIND = lazy_pattern(r"\s\[(?P<type>[A-Za-z]{4,12})\]\s{0,3}$")
_BOLD_LINE = lazy_pattern(r"(?:\*\*|__)(?P<words>[^*_\n]{3,40})(?:\*\*|__)\s{0,3}:?")
_BELOW_HEADINGS = 7
"""Level of a line in bold that stands as a heading."""

_SUBJECTS = frozenset(["process", "procedural", "monitoring"])
"""Words for a type that often head the actions about a subject."""

_DONE_NOTE = lazy_pattern(
    r"[\s*_]{0,3}(?:done|completed?|fixed|shipped|merged|implemented|deployed)[*_]{0,3}"
    r"(?:[\s.!]{0,3}$|[\s,:]{1,3}(?:on|in|by|\(|\d|#|\[))",
    re.IGNORECASE,
)
"""A note that is a status: *Done*, *Fixed in #12*."""

_NOTES = frozenset(["note", "notes", "comment", "comments", "remark", "remarks"])
_NUMBER = lazy_pattern(r"^\s{0,3}\(?\d{1,3}[.)]\s{1,3}")
_WORD = lazy_pattern(r"[^\W_]")


class Actions(NamedTuple):
    """The action items of a body and what could not be read as one."""

    items: tuple[ActionItem, ...]
    problems: tuple[Problem, ...]


def fact_of_column(heading: str) -> str | None:
    """Which fact a column holds: text, owner, due, priority, type, status, tracker, or none."""
    return _COLUMNS.get(normalise_heading(heading))


def read_actions(markdown: Markdown, sections: Sequence[Section]) -> Actions:
    """Read the action items of all sections that are for them, in reading order."""
    items: list[ActionItem] = []
    problems: list[Problem] = []
    for section, end in zip(sections, section_ends(markdown, sections), strict=True):
        if section.key != "actions":
            continue
        blocks = markdown.between(section.body_line, end)
        owner = ""
        of_heading = _types_of_headings(section, blocks)
        level, kind = 0, of_heading.get(section.heading, "")
        for block in blocks:
            if heading := _heading_of(block):
                named = of_heading.get(heading[1], "")
                if named or heading[0] <= level:
                    level, kind = heading[0], named
            if block.kind is BlockKind.TABLE:
                found = _table(block, kind)
                items.extend(found.items)
                problems.extend(found.problems)
            elif block.kind is BlockKind.LIST:
                items.extend(_list(markdown, block, owner, kind))
            owner = _owner_of_list(block)
        if not any(block.kind in (BlockKind.TABLE, BlockKind.LIST) for block in blocks):
            items.extend(_headings(markdown, blocks))
    return Actions(tuple(items), tuple(problems))


def _owner_of_list(block: Block) -> str:
    """The handles that stand alone in a paragraph, as above a list of what they will do."""
    found = _HANDLES_ALONE.fullmatch(block.text) if block.kind is BlockKind.PARAGRAPH else None
    return found["handles"] if found else ""


def _heading_of(block: Block) -> tuple[int, str] | None:
    """Level and words of a heading, or of a line in bold that stands for one."""
    if block.kind is BlockKind.HEADING:
        return block.level, block.text
    found = _BOLD_LINE.fullmatch(block.text) if block.kind is BlockKind.PARAGRAPH else None
    return (_BELOW_HEADINGS, found["words"]) if found else None


def _types_of_headings(section: Section, blocks: Sequence[Block]) -> dict[str, str]:
    """The type of the items below each heading such as *Prevention*.

    *Process* beside *Documentation* is a subject, not a type: such a word counts only in a section in
    which another heading can be nothing but a type.
    """
    headings = [section.heading, *(found[1] for block in blocks if (found := _heading_of(block)))]
    types = {heading: type_named(normalise_heading(heading)) for heading in headings}
    is_meant = any(kind and kind not in _SUBJECTS for kind in types.values())
    return types if is_meant else {}


def _headings(markdown: Markdown, blocks: Sequence[Block]) -> Iterator[ActionItem]:
    """One action for each heading of the highest level, if each names who will do it."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    level = min((block.level for block in headings), default=0)
    owned = [(block, _OWNED.search(block.text)) for block in headings if block.level == level]
    if not all(found for _, found in owned):
        return
    for block, found in owned:
        text = _NUMBER.sub("", block.text)
        kind = _KIND.search(text)
        words = _OWNED.sub(" ", text[: kind.start()] if kind else text).strip(" :-")
        if found and _WORD.search(words):
            values = {"owner": found["handle"]} | ({"type": kind["type"]} if kind else {})
            facts = facts_in_text(words, Facts(values))
            yield to_item(markdown.position(block.first, text), words, facts)


def _list(markdown: Markdown, block: Block, owner: str, kind: str) -> Iterator[ActionItem]:
    """One action for each item of a list; lists inside an item belong to its text.

    Args:
        markdown: the body.
        block: the list.
        owner: of the items that name none; may be empty.
        kind: the type of the items that say none; may be empty.
    """
    for item in block.children:
        first = first_paragraph(item)
        if first is None:
            continue
        box = _BOX.match(first.text)
        text = first.text[box.end() :] if box else first.text
        tick = _TICK.match(text)
        text = text[tick.end() :] if tick else text
        if not _WORD.search(text):
            continue  # a box that nobody has written anything behind
        position = markdown.position(item.first, text)
        text, facts = split_facts(text)
        facts = facts_in_text(text, facts)
        if tick or (box and box["tick"] != " "):
            facts = facts.with_status(ActionStatus.DONE)
        facts = facts.with_default("owner", owner).with_default("type", kind)
        yield to_item(position, markdown.item_text(item, text), facts)


def _table(block: Block, kind: str) -> Actions:
    """One action for each row; ``kind`` is the type of those that say none, and may be empty."""
    heads = block.rows[0]
    columns = _columns(heads)
    if "text" not in columns:
        return Actions((), (_no_action_column(heads),))
    items: list[ActionItem] = []
    problems: list[Problem] = []
    for row in block.rows[1:]:
        if not any(_WORD.search(cell.text) for cell in row):
            continue
        text = row[columns["text"]].text
        if not _WORD.search(text):
            problems.append(_no_action(row))
            continue
        values = {name: row[index].text for name, index in columns.items() if name != "text"}
        extra = tuple(
            (plain(head.text), row[index].text)
            for index, head in enumerate(heads)
            if index not in columns.values() and row[index].text
        )
        facts = Facts(values).with_default("type", kind)
        for head, note in extra:
            if normalise_heading(head) in _NOTES and _DONE_NOTE.match(note):
                facts = facts.with_default("status", note)
        items.append(to_item(_position(row, columns), text, facts, extra))
    return Actions(tuple(items), tuple(problems))


def _columns(heads: tuple[Cell, ...]) -> dict[str, int]:
    """Which column holds what; of two columns for one fact the first counts."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(heads):
        name = fact_of_column(cell.text)
        if name is not None:
            columns.setdefault(name, index)
    unknown = [index for index in range(len(heads)) if index not in columns.values()]
    if "text" not in columns and columns and unknown:
        columns["text"] = unknown[0]
    return columns


def _position(row: tuple[Cell, ...], columns: dict[str, int]) -> Position:
    return row[columns["text"]].position


def _no_action(row: tuple[Cell, ...]) -> Problem:
    return Problem(
        ProblemKind.ACTION_UNREADABLE,
        "this row does not say what is to be done",
        next(cell.position for cell in row if _WORD.search(cell.text)),
        "fill in the column Action, or delete the row",
        "actions",
    )


def _no_action_column(heads: tuple[Cell, ...]) -> Problem:
    shown = ", ".join(plain(cell.text) for cell in heads[:6])
    return Problem(
        ProblemKind.ACTION_UNREADABLE,
        f"no column of this table says what is to be done: {shown}"[:200],
        heads[0].position,
        "head the columns Action, Owner and Due; others may follow",
        "actions",
    )
