"""Where a report goes: a pipe gets plain lines, a terminal gets rich."""

import io
import sys

import pytest
from rich.console import Console

from postmortem_archive.report.lines import print_json, print_parts, print_plain
from postmortem_archive.report.output import PlainOutput, standard_output


def plain(encoding: str = "utf-8") -> PlainOutput:
    return PlainOutput(io.TextIOWrapper(io.BytesIO(), encoding, newline="\n"))


def written(output: PlainOutput) -> str:
    output.file.seek(0)
    return output.file.read()


def test_a_pipe_is_no_terminal_unless_somebody_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    assert isinstance(standard_output(), PlainOutput)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert isinstance(standard_output(), Console)
    assert standard_output().is_terminal


def test_a_width_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "123")
    assert plain().width == Console(file=io.StringIO()).width == 123
    monkeypatch.setenv("COLUMNS", "wide")
    assert plain().width > 0


@pytest.mark.parametrize("text", ["a — b", "x" * 300, "::error::no", "  ::x", "##[error]", "a  "])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_file_gets_the_same_from_both(text: str, encoding: str) -> None:
    outputs = []
    for make in (plain, lambda name: Console(file=plain(name).file)):
        output = make(encoding)
        print_parts(output, [(text[:3], "bold"), text[3:]], 2)
        print_parts(output, [text], wrap=False)
        print_plain(output, text)
        print_json(output, {"text": text})
        outputs.append(written(PlainOutput(output.file)))
    assert outputs[0] == outputs[1]
    assert outputs[0].count("\n") == 6
    assert not any(line.lstrip().startswith("::") for line in outputs[0].splitlines()[:2])
