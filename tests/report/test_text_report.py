"""The report for people: snapshots as data files, and text that means harm."""

import io
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from rich.cells import cell_len
from rich.console import Console

from postmortem_archive.model.diagnostic import Diagnostic, Level, Position
from postmortem_archive.model.visible import visible
from postmortem_archive.report.formats import FORMATS, write_report
from postmortem_archive.report.report import Report
from postmortem_archive.report.text import write_text
from postmortem_archive.report.visible import excerpt

SNAPSHOTS = yaml.safe_load((Path(__file__).parent / "text_snapshots.yml").read_text())

HOSTILE = [
    "\x1b[2J\x1b[H",
    "a\rb",
    "a\x08b",
    "\x9b31m",
    "a\nb",
    "\u202eabc\u202c",
    "\u2066abc\u2069",
    "\ufeff",
    "\u2028",
    "\u200b",
    "\x00",
    "\udcff",
    "\U000e0041",
    "[red]red[/red]",
    "[/]",
    "[link=file:///etc/passwd]x[/link]",
    ":bomb:",
    "::error file=a::b",
    "\t",
]


def diagnostic(**given: object) -> Diagnostic:
    values: dict[str, Any] = {
        "code": "PM107",
        "level": Level.ERROR,
        "path": "postmortems/2026/a.md",
        "position": Position(5, 12),
        "message": "unknown service `chekout`",
        "hint": "write `checkout`",
        "source": "services: [chekout]",
    }
    return Diagnostic(**{**values, **given})


def render(
    *diagnostics: Diagnostic, checked: int = 28, width: int = 80, terminal: bool = False
) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, force_terminal=terminal, color_system=None, legacy_windows=False
    )
    write_text(Report(diagnostics, checked), console)
    return stream.getvalue()


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=lambda snapshot: snapshot["name"])
def test_snapshot(snapshot: dict[str, Any]) -> None:
    found = [
        diagnostic(
            **{
                **item,
                "level": Level(item.get("level", "error")),
                "position": Position(*item.get("position", (5, 12))),
            }
        )
        for item in snapshot["diagnostics"]
    ]
    output = render(
        *found,
        checked=snapshot.get("checked", 28),
        width=snapshot.get("width", 80),
        terminal=snapshot.get("terminal", False),
    )
    assert output == snapshot["output"]


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("field", ["path", "message", "hint", "source"])
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_is_shown_not_obeyed(text: str, field: str, terminal: bool) -> None:
    harmless = render(diagnostic(**{field: "harmless"}), terminal=terminal, width=200)
    output = render(diagnostic(**{field: f"harm{text}less"}), terminal=terminal, width=200)
    assert output.count("\n") == harmless.count("\n")
    assert not [c for c in output if c != "\n" and unicodedata.category(c)[0] == "C"]
    assert visible(text) in output


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_colour_brings_no_escape_sequence_of_the_archive(text: str) -> None:
    def coloured(item: Diagnostic) -> str:
        stream = io.StringIO()
        console = Console(file=stream, width=80, force_terminal=True, color_system="standard")
        write_text(Report((item,), 1), console)
        return stream.getvalue()

    harmless = coloured(diagnostic(message="harmless"))
    assert coloured(diagnostic(message=f"harm{text}less")).count("\x1b") == harmless.count("\x1b")


def test_no_colour_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stream = io.StringIO()
    write_text(Report((diagnostic(),), 1), Console(file=stream, force_terminal=True))
    assert "\x1b[3" not in stream.getvalue()


def test_an_output_that_cannot_show_everything() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    write_text(
        Report((diagnostic(message="Größe", source="漢字: [chekout]", hint="≥"),), 1),
        Console(file=stream, width=80),
    )
    stream.flush()
    assert b"Gr\\xf6\\xdfe" in raw.getvalue()


def test_a_pipe_gets_one_line_a_message() -> None:
    output = render(diagnostic(message="word " * 100, path="p" * 300), width=40)
    assert output.splitlines()[0].count("word") == 100


def test_a_terminal_gets_no_line_wider_than_it_is() -> None:
    output = render(
        diagnostic(message="word " * 50, hint="hint " * 50, source="漢" * 500), terminal=True
    )
    assert max(map(cell_len, output.splitlines())) <= 80


@pytest.mark.parametrize("width", [20, 33, 80, 160])
@pytest.mark.parametrize(
    "line",
    ["a" * 300, "漢字" * 100, "\x1b[31m" * 60, "e\u0301" * 200, "short", "", "👩\u200d💻" * 60],
    ids=ascii,
)
def test_excerpt_holds_the_place_within_its_width(line: str, width: int) -> None:
    for column in range(1, len(line) + 2, 7):
        shown = excerpt(line, column, width)
        assert cell_len(shown.text) <= width
        assert shown.caret <= width
        at = visible(line[column - 1 : column])
        heads = [n for n in range(len(shown.text) + 1) if cell_len(shown.text[:n]) == shown.caret]
        assert any(shown.text[head:].startswith(at) for head in heads)


def test_excerpt_of_a_huge_line_is_quick() -> None:
    shown = excerpt("x" * 5_000_000, 2_500_000, 60)
    assert shown.text == "..." + "x" * 54 + "..."


def test_what_a_baseline_hides_and_what_can_be_fixed_is_said() -> None:
    stream = io.StringIO()
    write_text(Report((diagnostic(),), 28, known=1_200, fixable=1), Console(file=stream))
    assert stream.getvalue().splitlines()[-2:] == [
        "1 error in 1 file; 28 postmortems checked; 1,200 known findings not shown",
        "postmortem check --fix can fix some of this in 1 file",
    ]


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_writes_something_for_nothing(name: str) -> None:
    stream = io.StringIO()
    write_report(name, Report((), 0), Console(file=stream))
    assert stream.getvalue().strip()
