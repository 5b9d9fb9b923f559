"""The list of action items: for a person at a terminal, for programs, spreadsheets and comments."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from postmortem_archive.archive.actions import ListedAction
from postmortem_archive.model.cells import safe_cell
from postmortem_archive.model.postmortem import ActionStatus
from postmortem_archive.model.visible import visible
from postmortem_archive.model.wording import shown
from postmortem_archive.parse.markdown import plain

from .lines import cell_of, print_json, print_line, print_plain
from .markdown_text import code, prose

VERSION = 1
"""Of the JSON form; raised when something is renamed or removed, not when something is added."""

_LONGEST = 240
"""Most characters of an action that people are shown."""

_LEAST_WIDTH = 60
"""Cells below which a table does not fit, so that each item gets lines of its own."""

_OWNER_WIDTH = 20

_STATE = {
    ActionStatus.OPEN: ("open", ""),
    ActionStatus.IN_PROGRESS: ("in progress", "cyan"),
    ActionStatus.DONE: ("done", "green"),
    ActionStatus.WONT_DO: ("won't do", "dim"),
}
_OVERDUE_STYLE = "bold red"

_CSV_HEAD = (
    "due",
    "overdue_days",
    "status",
    "owner",
    "action",
    "type",
    "priority",
    "tracker",
    "postmortem",
    "title",
    "severity",
    "services",
    "path",
    "line",
)


@dataclass(frozen=True, slots=True)
class ActionReport:
    """What the writers are given.

    Attributes:
        actions: the items, in the order in which they are shown.
        today: the day that due dates were held against.
        shown_path: turns a path within the archive into the one a person can open from here.
    """

    actions: Sequence[ListedAction]
    today: date
    shown_path: Callable[[str], str]

    def counts(self) -> dict[str, int]:
        """How many are open (in progress ones too), overdue, without a due date, and closed."""
        still_open = [one for one in self.actions if not one.item.status.is_closed]
        return {
            "open": len(still_open),
            "overdue": sum(one.is_overdue for one in still_open),
            "without_due_date": sum(one.item.due is None for one in still_open),
            "closed": len(self.actions) - len(still_open),
        }

    def summary(self) -> str:
        """The counts in a line: ``12 open, 3 overdue, 2 without a due date``."""
        if not self.actions:
            return "no such action items"
        numbers = self.counts()
        without = f"{numbers['without_due_date']:,} without a due date"
        parts = [f"{numbers['open']:,} open", f"{numbers['overdue']:,} overdue", without]
        return ", ".join(parts + [f"{numbers['closed']:,} closed"] * bool(numbers["closed"]))


def write_actions_text(report: ActionReport, console: Console) -> None:
    """A table on a terminal, a line an item elsewhere; then the counts."""
    if console.is_terminal and console.width >= _LEAST_WIDTH and report.actions:
        console.print(_table(report, console))
    else:
        for action in report.actions:
            print_line(console, _line(action, report))
    if report.actions and console.is_terminal:
        console.print()
    style = _OVERDUE_STYLE if report.counts()["overdue"] else "bold"
    print_line(console, Text(report.summary(), style=style))


def write_actions_json(report: ActionReport, console: Console) -> None:
    """One JSON object, ASCII only: ``{"version", "today", "counts", "actions": [...]}``.

    Days are ISO dates or ``null``; ``action`` is Markdown; ``overdue_days`` is 0 where an item is
    not overdue; ``type`` is ``null`` where it is not given or not known.
    """
    data = {
        "version": VERSION,
        "today": report.today.isoformat(),
        "counts": report.counts(),
        "actions": [_values(action, report) for action in report.actions],
    }
    print_json(console, data)


def write_actions_csv(report: ActionReport, console: Console) -> None:
    """Comma-separated values with a head; no cell can be taken for a formula by a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_CSV_HEAD)
    for action in report.actions:
        values = _values(action, report)
        writer.writerow(
            [
                values["due"] or "",
                *(values[name] for name in ("overdue_days", "status")),
                *map(safe_cell, (", ".join(action.item.owners), plain(action.item.text))),
                *(safe_cell(str(values[name] or "")) for name in _CSV_HEAD[5:11]),
                *map(safe_cell, (", ".join(action.services), str(values["path"]))),
                values["line"],
            ]
        )
    print_plain(console, out.getvalue().removesuffix("\n"))


def write_actions_markdown(report: ActionReport, console: Console) -> None:
    """The counts and a list, for an issue, a comment or a wiki; nothing in it is obeyed or linked."""
    lines = [f"**{report.summary()}**"]
    if report.actions:
        lines.append("")
    for action in report.actions:
        state = _state(action)[0]
        head = f"**{state}**" if action.is_overdue else state
        owner = prose(", ".join(action.item.owners)) if action.item.owners else "no owner"
        place = f"{code(report.shown_path(action.path))}, line {action.item.position.line}"
        text = prose(shown(plain(action.item.text), _LONGEST))
        # a line never begins with an author's words: there they could be a list or a heading
        lines.append(f"- {head} ({', '.join([*_due_in_words(action), owner])}): {text} ({place})")
    print_plain(console, "\n".join(lines))


ACTION_FORMATS: Mapping[str, Callable[[ActionReport, Console], None]] = {
    "text": write_actions_text,
    "json": write_actions_json,
    "csv": write_actions_csv,
    "markdown": write_actions_markdown,
}
"""Writers by the name under which they are asked for; the first is the default."""


def _table(report: ActionReport, console: Console) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    table.add_column("Due", no_wrap=True)
    table.add_column("State", no_wrap=True)
    table.add_column("Owner", overflow="fold", max_width=_OWNER_WIDTH)
    table.add_column("Action", overflow="fold", ratio=1)
    for action in report.actions:
        state, style = _state(action)
        # the ID, because a path would be broken at the width that is left
        place = visible(f"{action.id}:{action.item.position.line}")
        what = Text.assemble(_text(action), "\n", (place, "dim"))
        cells = [Text(_due(action)), Text(state, style), Text(_owners(action)), what]
        table.add_row(*(_encodable(cell, console) for cell in cells))
    return table


def _encodable(cell: Text, console: Console) -> Text:
    """The cell, with what the output does not have, or would obey, written as escapes."""
    text = cell_of(cell.plain, console)
    return cell if text == cell.plain else Text(text, cell.style)


def _line(action: ListedAction, report: ActionReport) -> Text:
    state, style = _state(action)
    return Text.assemble(
        f"{_due(action)}  ",
        (state, style),
        f"  {_owners(action)}  {_text(action)}  ",
        (visible(_place(action, report)), "dim"),
    )


def _state(action: ListedAction) -> tuple[str, str]:
    """Where an item stands, in a word or two, and the style of it."""
    if action.is_overdue:
        return f"overdue {action.overdue_days} d", _OVERDUE_STYLE
    return _STATE[action.item.status]


def _due(action: ListedAction) -> str:
    """The due date, or that there is none."""
    return action.item.due.isoformat() if action.item.due else "no date"


def _due_in_words(action: ListedAction) -> list[str]:
    if action.item.status.is_closed:
        return []
    return [f"due {action.item.due}" if action.item.due else "no due date"]


def _owners(action: ListedAction) -> str:
    return visible(shown(", ".join(action.item.owners))) or "no owner"


def _text(action: ListedAction) -> str:
    return visible(shown(plain(action.item.text), _LONGEST))


def _place(action: ListedAction, report: ActionReport) -> str:
    return f"{report.shown_path(action.path)}:{action.item.position.line}"


def _values(action: ListedAction, report: ActionReport) -> dict[str, object]:
    """What programs are given of an item."""
    item = action.item
    return {
        "action": item.text,
        "owners": item.owners,
        "due": item.due.isoformat() if item.due else None,
        "due_text": item.due_text,
        "overdue_days": action.overdue_days,
        "status": item.status.value,
        "status_text": item.status_text,
        "type": item.type.value if item.type else None,
        "priority": item.priority,
        "tracker": item.tracker,
        "postmortem": action.id,
        "title": action.title,
        "severity": action.severity,
        "services": action.services,
        "started": str(action.started) if action.started else None,
        "path": report.shown_path(action.path),
        "line": item.position.line,
    }
