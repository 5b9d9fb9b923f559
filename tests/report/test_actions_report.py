"""The list of action items: what each form looks like, and text that means harm."""

import csv
import io
import json
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from postmortem_archive.archive.actions import ListedAction
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import ActionItem, ActionStatus, ActionType
from postmortem_archive.report.actions import (
    ACTION_FORMATS,
    ActionReport,
    write_actions_csv,
    write_actions_json,
    write_actions_markdown,
    write_actions_text,
)

TODAY = date(2026, 4, 3)

HOSTILE = [
    "\x1b[2J\x1b[H",
    "a\rb",
    "a\nb",
    "\u202eabc\u202c",
    "\u2028",
    "\x00",
    "[red]red[/red]",
    ":bomb:",
    "::error file=a::b",
    "##[error]a",
    "##vso[task.complete]",
    "<script>alert(1)</script>",
    "![x](https://evil.example/x.png)",
    "@everybody",
    "#1",
    "a | b",
    "# heading",
    "1. list",
    "---",
]


def action(text: str = "Alert at 80 % use of the pool", **given: Any) -> ListedAction:
    item = ActionItem(
        Position(52, 3),
        text,
        owners=given.get("owners", ("ana",)),
        due=given.get("due", date(2026, 4, 1)),
        status=given.get("status", ActionStatus.OPEN),
        type=ActionType.DETECT,
        tracker=given.get("tracker", "OPS-1"),
    )
    late = (TODAY - item.due).days if item.due and item.is_overdue(TODAY) else 0
    path = given.get("path", "2026/2026-03-12-pool.md")
    started = Moment.of_day(date(2026, 3, 12))
    title = given.get("title", "Checkout failed")
    return ListedAction(item, path, "2026-03-12-pool", title, "sev1", ("checkout",), started, late)


SOON = action("Stop queries after 5 seconds", owners=(), due=date(2026, 4, 9))
UNDATED = action("Buy a pool", due=None, status=ActionStatus.IN_PROGRESS)
DONE = action("Close the pool", due=None, status=ActionStatus.DONE)


def render(
    write: Callable[[ActionReport, Console], None],
    *actions: ListedAction,
    width: int = 80,
    terminal: bool = False,
    colours: bool = False,
) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=terminal,
        color_system="standard" if colours else None,
        legacy_windows=False,
    )
    write(ActionReport(actions, TODAY, lambda path: f"postmortems/{path}"), console)
    return stream.getvalue()


def test_off_a_terminal_each_is_a_line() -> None:
    assert render(write_actions_text, action(), SOON, UNDATED, DONE, width=40) == (
        "2026-04-01  overdue 2 d  ana  Alert at 80 % use of the pool  "
        "postmortems/2026/2026-03-12-pool.md:52\n"
        "2026-04-09  open  no owner  Stop queries after 5 seconds  "
        "postmortems/2026/2026-03-12-pool.md:52\n"
        "no date  in progress  ana  Buy a pool  postmortems/2026/2026-03-12-pool.md:52\n"
        "no date  done  ana  Close the pool  postmortems/2026/2026-03-12-pool.md:52\n"
        "3 open, 1 overdue, 1 without a due date, 1 closed\n"
    )


def test_on_a_terminal_they_are_a_table() -> None:
    lines = [
        line.rstrip()
        for line in render(write_actions_text, action(), SOON, terminal=True).splitlines()
    ]
    assert lines == [
        "Due         State        Owner     Action",
        "2026-04-01  overdue 2 d  ana       Alert at 80 % use of the pool",
        "                                   2026-03-12-pool:52",
        "2026-04-09  open         no owner  Stop queries after 5 seconds",
        "                                   2026-03-12-pool:52",
        "",
        "2 open, 1 overdue, 0 without a due date",
    ]


@pytest.mark.parametrize("width", [25, 40, 59, 60, 80, 200])
@pytest.mark.parametrize(
    "text", ["word " * 60, "漢字" * 100, "x" * 500], ids=["words", "wide", "long"]
)
def test_a_terminal_gets_no_line_wider_than_it_is(text: str, width: int) -> None:
    output = render(
        write_actions_text, action(text, owners=("o" * 50,)), terminal=True, width=width
    )
    assert max(map(cell_len, output.splitlines())) <= width


def test_what_is_overdue_is_said_by_a_word_and_a_colour() -> None:
    output = render(write_actions_text, action(), terminal=True, colours=True)
    assert "\x1b[1;31moverdue 2 d\x1b[0m" in output


def test_json_has_every_fact() -> None:
    data = json.loads(render(write_actions_json, action(), DONE))
    assert (data["version"], data["today"]) == (1, "2026-04-03")
    assert data["counts"] == {"open": 1, "overdue": 1, "without_due_date": 0, "closed": 1}
    assert data["actions"][0] == {
        "action": "Alert at 80 % use of the pool",
        "owners": ["ana"],
        "due": "2026-04-01",
        "due_text": "",
        "overdue_days": 2,
        "status": "open",
        "status_text": "",
        "type": "detect",
        "priority": "",
        "tracker": "OPS-1",
        "postmortem": "2026-03-12-pool",
        "title": "Checkout failed",
        "severity": "sev1",
        "services": ["checkout"],
        "started": "2026-03-12",
        "path": "postmortems/2026/2026-03-12-pool.md",
        "line": 52,
    }


def test_csv_has_a_head_and_a_row_each() -> None:
    rows = list(csv.DictReader(io.StringIO(render(write_actions_csv, action(), UNDATED))))
    assert rows[0] == {
        "due": "2026-04-01",
        "overdue_days": "2",
        "status": "open",
        "owner": "ana",
        "action": "Alert at 80 % use of the pool",
        "type": "detect",
        "priority": "",
        "tracker": "OPS-1",
        "postmortem": "2026-03-12-pool",
        "title": "Checkout failed",
        "severity": "sev1",
        "services": "checkout",
        "path": "postmortems/2026/2026-03-12-pool.md",
        "line": "52",
    }
    assert rows[1]["due"] == ""


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1", '=HYPERLINK("x","y")'],
)
@pytest.mark.parametrize("field", ["text", "title", "tracker"])
def test_no_cell_is_a_formula(text: str, field: str) -> None:
    output = render(write_actions_csv, action(**{field: text}))
    (row,) = csv.DictReader(io.StringIO(output))
    for cell in row.values():
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d"))


def test_markdown_is_a_list_that_reads_well() -> None:
    assert render(write_actions_markdown, action(), SOON, UNDATED, DONE) == (
        "**3 open, 1 overdue, 1 without a due date, 1 closed**\n"
        "\n"
        "- **overdue 2 d** (due 2026-04-01, ana): Alert at 80 % use of the pool "
        "(`postmortems/2026/2026-03-12-pool.md`, line 52)\n"
        "- open (due 2026-04-09, no owner): Stop queries after 5 seconds "
        "(`postmortems/2026/2026-03-12-pool.md`, line 52)\n"
        "- in progress (no due date, ana): Buy a pool "
        "(`postmortems/2026/2026-03-12-pool.md`, line 52)\n"
        "- done (ana): Close the pool (`postmortems/2026/2026-03-12-pool.md`, line 52)\n"
    )


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("field", ["text", "owners"])
def test_markdown_holds_nothing_but_text(text: str, field: str) -> None:
    given = {field: (text,) if field == "owners" else text}
    output = render(write_actions_markdown, action(**given))
    kinds = {
        inner.type
        for token in MarkdownIt("commonmark").enable("table").parse(output)
        for inner in (token, *(token.children or ()))
    }
    assert kinds <= {
        *("paragraph_open", "paragraph_close", "inline", "text", "code_inline"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
        *("strong_open", "strong_close"),
    }
    assert output.count("\n- ") == 1


@pytest.mark.parametrize("name", list(ACTION_FORMATS))
@pytest.mark.parametrize("field", ["text", "owners", "path"])
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_is_shown_not_obeyed(text: str, field: str, name: str) -> None:
    given = {field: (text,) if field == "owners" else text}
    output = render(ACTION_FORMATS[name], action(**given))
    assert not [c for c in output if c != "\n" and unicodedata.category(c)[0] == "C"]
    assert "##[" not in output
    assert "##vso[" not in output
    assert not [line for line in output.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("name", list(ACTION_FORMATS))
@pytest.mark.parametrize("terminal", [True, False])
def test_an_output_that_cannot_show_everything(name: str, terminal: bool) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    console = Console(file=stream, width=80, force_terminal=terminal, legacy_windows=False)
    ACTION_FORMATS[name](ActionReport((action("Größe 漢"),), TODAY, str), console)
    stream.flush()
    assert b"Gr\\xf6\\xdfe" in raw.getvalue() or b"Gr\\u00f6\\u00dfe" in raw.getvalue()


@pytest.mark.parametrize("name", list(ACTION_FORMATS))
@pytest.mark.parametrize("terminal", [True, False])
def test_every_form_writes_something_for_nothing(name: str, terminal: bool) -> None:
    assert render(ACTION_FORMATS[name], terminal=terminal).strip()
