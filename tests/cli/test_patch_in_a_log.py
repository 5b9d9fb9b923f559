"""A patch is for a program, byte for byte; in a CI job it can become a part of the log instead."""

import subprocess
import sys
from pathlib import Path

import pytest

from command_runner import Run
from good_postmortem import GOOD, write
from runner_commands import commands, hidden_characters

OBEYED = ("::error::forged", "a ##[error]forged", "a ##vso[task.complete]", "a\u202eb")


@pytest.mark.parametrize("line", OBEYED)
def test_what_the_reader_of_a_log_would_obey_is_not_printed_into_one(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    text = GOOD.replace("## Action items\n", f"## Action items\n\n{line}\n")
    write(project, "2026-03-12-pool.md", text)
    monkeypatch.setenv("CI", "true")
    done = run("check", "--diff")
    assert done.code == 2
    assert "write it to a file: postmortem check --diff > fix.patch" in done.err
    assert commands(done.out + done.err) == []
    assert hidden_characters(done.out + done.err) == set()
    monkeypatch.delenv("CI")
    assert line in run("check", "--diff").out


def test_a_harmless_patch_is_printed_and_any_is_written_to_a_file(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    path = write(project, "2026-03-12-pool.md", GOOD)
    assert "+| Action " in run("check", "--diff").out
    path.write_text(GOOD.replace("## Action items\n", f"## Action items\n\n{OBEYED[0]}\n"), "utf-8")
    patch = project / "fix.patch"
    with patch.open("wb") as file:
        command = [Path(sys.executable).with_name("postmortem"), "check", "--diff"]
        done = subprocess.run(command, cwd=project, stdout=file, check=False)
    assert done.returncode == 1
    subprocess.run(["git", "apply", "--check", patch], cwd=project, check=True)


def test_on_a_terminal_it_is_shown_and_not_obeyed(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, line in enumerate(OBEYED, start=1):
        text = GOOD.replace("## Action items\n", f"## Action items\n\n{line}\n")
        write(project, f"2026-03-1{number}-pool.md", text)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    out = run("check", "--diff").out
    assert r"\x3a:error::forged" in out
    assert commands(out) == []
    assert hidden_characters(out) == set()
