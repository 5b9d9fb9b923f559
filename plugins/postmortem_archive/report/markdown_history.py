"""What happened before, as Markdown: past postmortems like the new one, and what of them is open."""

from collections.abc import Iterable, Sequence

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import count
from postmortem_archive.search.plain import plain_text
from postmortem_archive.search.precedents import OpenAction, Precedent, Precedents
from postmortem_archive.search.relation import reason

from .markdown_text import code, prose

MOST_ACTIONS = 5
"""Open action items of a precedent that are listed."""

_HEADING = "### What happened before"
_NOTHING = "Nothing in the archive is much like what this changes."


def what_happened_before(records: Sequence[Precedents], room: int) -> str:
    """The section about precedents, of at most ``room`` characters; empty where nobody asked for it."""
    if not records:
        return ""
    blocks = [_block(record) for record in records if record.found]
    if not blocks:
        return f"{_HEADING}\n\n{_NOTHING}"
    kept = []
    for block in blocks:
        room -= len(block) + 2
        if room < 0:
            break
        kept.append(block)
    if left := len(blocks) - len(kept):
        kept.append(f"{count(left, 'more postmortem')} with precedents did not fit in here.")
    return "\n\n".join([_HEADING, *kept])


def _block(record: Precedents) -> str:
    new = record.postmortem
    lines = [_precedent(entry) for entry in record.found]
    return f"Like **{code(new.id)}** ({prose(new.title)}):\n\n" + "\n".join(lines)


def _precedent(entry: Precedent) -> str:
    past = entry.postmortem
    lines = [f"- **{_facts(past)}** {prose(past.title)} ({code(past.id)})"]
    if alike := reason(entry.relation, lambda _, value: code(value)):
        lines.append(f"Alike: {alike}")
    if not entry.open_actions:
        lines.append(
            "All its action items are closed." if past.actions else "It has no action items."
        )
        return _paragraph(lines)
    overdue = sum(action.is_overdue for action in entry.open_actions)
    late = f", {overdue:,} overdue" if overdue else ""
    lines.append(f"Still open: {count(len(entry.open_actions), 'action item')}{late}")
    return _paragraph(lines) + "\n" + "\n".join(_actions(entry.open_actions))


def _paragraph(lines: Iterable[str]) -> str:
    """Lines of a list item; two spaces break a line on every host."""
    return "  \n  ".join(lines)


def _facts(item: Postmortem) -> str:
    day = item.meta.started.day.isoformat() if item.meta.started else "undated"
    return f"{day}, {prose(item.meta.severity)}:" if item.meta.severity else f"{day}:"


def _actions(items: Sequence[OpenAction]) -> list[str]:
    lines = [f"  - {_action(item)}" for item in items[:MOST_ACTIONS]]
    if len(items) > MOST_ACTIONS:
        lines.append(f"  - {len(items) - MOST_ACTIONS:,} more")
    return lines


def _action(item: OpenAction) -> str:
    action = item.action
    owners = ", ".join(code(f"@{owner}") for owner in action.owners) or "no owner"
    due = f"due {action.due.isoformat()}" if action.due else "no due date"
    late = " (**overdue**)" if item.is_overdue else ""
    return f"{due}{late}, {owners}: {prose(plain_text(action.text))}"
