"""The report for programs."""

import io
import json

import pytest
from rich.console import Console

from postmortem_archive.model.diagnostic import Diagnostic, Level, Position
from postmortem_archive.report.json import write_json
from postmortem_archive.report.report import Report

WARNING = Diagnostic(
    "PM106", Level.WARNING, "postmortems/a.md", Position(3, 1), "unknown field `tag`", "", "tag: x"
)


def render(*diagnostics: Diagnostic, width: int = 80) -> str:
    stream = io.StringIO()
    write_json(Report(diagnostics, 2), Console(file=stream, width=width))
    return stream.getvalue()


def test_shape() -> None:
    assert json.loads(render(WARNING)) == {
        "version": 1,
        "checked": 2,
        "counts": {"error": 0, "warning": 1, "hint": 0},
        "known": 0,
        "fixable": 0,
        "diagnostics": [
            {
                "code": "PM106",
                "level": "warning",
                "path": "postmortems/a.md",
                "line": 3,
                "column": 1,
                "message": "unknown field `tag`",
                "hint": "",
                "source": "tag: x",
                "guess": False,
            }
        ],
    }


@pytest.mark.parametrize(
    "text", ["[red]x[/red]", "\x1b[2J", "\u202e", "\udcff", '"\\', "x" * 400, ":bomb:"], ids=ascii
)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    item = Diagnostic("PM107", Level.ERROR, text, Position(), text, text, text)
    output = render(item, width=20)
    assert output.isascii()
    assert "\x1b" not in output
    (found,) = json.loads(output)["diagnostics"]
    assert (found["path"], found["message"], found["hint"], found["source"]) == (text,) * 4


def test_a_long_source_line_is_cut() -> None:
    item = Diagnostic("PM107", Level.ERROR, "a", Position(), "b", "c", "x" * 5_000)
    assert json.loads(render(item))["diagnostics"][0]["source"] == "x" * 500
