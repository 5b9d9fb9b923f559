"""No text of an archive becomes a command of the runner in whose log it is printed."""

import re

import pytest

from hostile_texts import hostile_texts
from postmortem_archive.report.formats import FORMATS
from postmortem_archive.report.report import Report
from report_maker import finding, hostile_report, render
from runner_commands import Command, commands

TEXTS = hostile_texts(40, seed=3)
CONSOLES = {
    "pipe": {},
    "terminal": {"force_terminal": True, "width": 24},
    "colour": {"force_terminal": True, "color_system": "standard"},
}
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "github"])
@pytest.mark.parametrize("console", CONSOLES)
def test_no_format_has_a_command(name: str, console: str) -> None:
    for text in TEXTS:
        output = render(name, hostile_report(text), **CONSOLES[console])
        assert commands(_COLOUR.sub("", output)) == [], ascii(text)


def test_github_has_its_own_commands_only() -> None:
    for text in TEXTS:
        found = commands(render("github", hostile_report(text)))
        assert [command.name for command in found] == ["error"] * 6 + ["warning"] * 6 + [
            "notice"
        ] * 6
        assert all(set(item.properties) == {"file", "line", "col", "title"} for item in found)
        assert all(item.data.count("\n") == 1 for item in found), ascii(text)


def test_a_word_that_a_terminal_wraps_is_no_command() -> None:
    item = finding(message="the action `alert ::add-mask::checkout now` has no owner")
    for width in range(20, 60):
        output = render("text", Report((item,), 1), force_terminal=True, width=width)
        assert commands(output) == []
        assert "add-mask::checkout" in output


@pytest.mark.parametrize(
    ("line", "command"),
    [
        (
            "::error file=a%2Cb,line=1::x%0Ay%25",
            Command("error", {"file": "a,b", "line": "1"}, "x\ny%"),
        ),
        ("  ::group::x", Command("group", {}, "x")),
        ("\t\u00a0::group::x", Command("group", {}, "x")),
        ("::set-env name=a==b, c=1 ::x", Command("set-env", {"name": "a==b", " c": "1"}, "x")),
        ("::a%3Ab", Command("::a%3Ab")),
        ("x ##[error]y", Command("error", {}, "y")),
        ("x ##[a b=1;c=%5D%3B]y%3B", Command("a", {"b": "1", "c": "];"}, "y;")),
        ("##vso[a.b c=d;]e", Command("a.b", {"c": "d"}, "e")),
        ("a ##VSO[a.b]e", Command("a.b", {}, "e")),
        ("##teamcity[a", Command("##teamcity[a")),
        (
            "section_start:1:a[collapsed=true]\r\x1b[0K",
            Command("section_start:1:a[collapsed=true]\r"),
        ),
        ("a section_end:12:b\x1b[0K", Command("section_end:12:b\x1b")),
        ("section_start:1:a", None),
        ("a ::error::b", None),
        ("##vso task", None),
        ("##\\x23[error]", None),
    ],
)
def test_the_port_finds_commands(line: str, command: Command | None) -> None:
    assert commands(line) == ([command] if command else [])
