"""Annotations for GitHub Actions."""

from postmortem_archive.model.diagnostic import Level, Position
from postmortem_archive.report.report import Report
from report_maker import finding, render
from runner_commands import commands


def test_an_annotation_has_place_title_message_and_fix() -> None:
    report = Report((finding(level=Level.HINT),), 28, known=4, fixable=2)
    assert render("github", report) == (
        "::notice file=postmortems/2026/a.md,line=5,col=12,title=PM107 unknown-term"
        "::unknown service `chekout`%0Afix: write `checkout`\n"
        "1 hint in 1 file; 28 postmortems checked; 4 known findings not shown\n"
        "postmortem check --fix can fix some of this in 2 files\n"
    )


def test_every_character_arrives() -> None:
    item = finding(path="a,b:c%2C.md", message="100 % of `a,b`: 5::6", hint="")
    (command,) = commands(render("github", Report((item,), 1)))
    assert command.properties["file"] == "a,b:c%2C.md"
    assert command.data == "100 % of `a,b`: 5::6"


def test_the_worst_ten_of_each_level_and_how_many_more() -> None:
    levels = [Level.HINT] * 25 + [Level.WARNING] * 3 + [Level.ERROR] * 12
    items = tuple(
        finding(level=level, position=Position(line, 1))
        for line, level in enumerate(levels, start=1)
    )
    output = render("github", Report(items, 28))
    names = [command.name for command in commands(output)]
    assert names == ["error"] * 10 + ["warning"] * 3 + ["notice"] * 10
    assert output.splitlines()[-2:] == [
        "17 more without an annotation: 2 errors, 15 hints",
        "12 errors, 3 warnings, 25 hints in 1 file; 28 postmortems checked",
    ]


def test_a_long_annotation_is_one_line() -> None:
    item = finding(message="word " * 100)
    assert len(render("github", Report((item,), 1), width=40).splitlines()) == 2


def test_nothing_to_say() -> None:
    assert render("github", Report((), 3)) == "3 postmortems checked: all fine\n"
    assert render("github", Report((), 3, known=1)) == (
        "3 postmortems checked: nothing new; 1 known finding not shown\n"
    )
