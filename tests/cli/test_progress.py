"""Long work says how far it is where somebody sees it, and where its time went where that is asked for."""

import io
import re
from pathlib import Path

import pytest

from command_runner import Run
from good_postmortem import GOOD, write
from postmortem_archive.cli import progress
from postmortem_archive.cli.progress import shown_progress


class Terminal(io.StringIO):
    """Standard error of somebody who watches."""

    def isatty(self) -> bool:
        return True


def work(steps: int = 3_000) -> None:
    with shown_progress("Checking") as told:
        for number in range(1, steps + 1):
            if told:
                told(number, steps)


def test_nobody_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with shown_progress("Checking") as told:
        assert told is None


def test_a_line_now_and_then_in_ci(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    work()
    assert capsys.readouterr().err == ""
    clock = iter(range(100_000))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock) / 100)
    work()
    lines = capsys.readouterr().err.splitlines()
    assert lines == [f"Checking: {done},000 of 3,000" for done in (1, 2, 3)]


def test_a_bar_on_a_terminal_only_where_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    work()
    assert terminal.getvalue() == ""
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    work()
    assert "Checking" in terminal.getvalue()
    assert "/3000" in terminal.getvalue()


def test_timings_of_a_check(project: Path, run: Run) -> None:
    write(project, "2026-03-12-pool.md", GOOD)
    plain = run("check")
    for options, parts in (
        (
            ["--no-cache"],
            ["finding files", "reading and checking", "rules about all files", "report"],
        ),
        ([], ["looking whether anything changed", "report"]),
    ):
        done = run("check", "--timings", *options)
        assert (done.code, done.out) == (plain.code, plain.out)
        lines = done.err.removeprefix(plain.err).splitlines()
        assert [re.split(r"\s{2,}", line)[0] for line in lines] == [*parts, "total"]
        assert all(re.fullmatch(r"[a-z ]+ +\d+\.\d\d s(?: +\d+%)?", line) for line in lines)
