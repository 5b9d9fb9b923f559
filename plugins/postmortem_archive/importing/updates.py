"""Updates of a status page, as the list that a timeline can be."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from postmortem_archive.model.lazy_pattern import lazy_pattern

_HEADING = lazy_pattern(r"(?m)^## ")
_INDENT = "    "  # as deep as the text of an item begins: deeper ones would be code


class Update(NamedTuple):
    """An update: its time as written, its state (may be empty) and its Markdown."""

    time: str
    state: str
    text: str


def with_updates(prose: str, updates: Sequence[Update]) -> str:
    """A body of prose, and below it a list of updates, the oldest first.

    Below prose with sections the list has one of its own, or it would belong to the last of them.
    """
    in_order = sorted(updates, key=lambda update: update.time)
    items = [_item(update) for update in in_order]
    heading = "## Timeline" if items and _HEADING.search(prose) else ""
    pieces = (prose.strip("\n"), heading, "\n".join(items))
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _item(update: Update) -> str:
    state = f"**{update.state}** " if update.state else ""
    text = textwrap.indent(textwrap.dedent(update.text).strip("\n"), _INDENT).strip()
    return f"-   {update.time} {state}{text}".rstrip()
