"""A check of what has not changed says the same as the first one, whatever is asked of it."""

from pathlib import Path

import pytest

from command_runner import Run

TEXT = """---
title: One
status: draft
severity: sev1
services: [{service}]
causes: [capacity]
started: 2026-03-12T14:05Z
---
"""
NAME = "2026-03-12-one.md"
LARGE = "\n## Summary\n\n" + "It was slow. " * 20_000


def write(project: Path, service: str = "checkuot", more: str = "") -> None:
    (project / "postmortems" / NAME).write_text(TEXT.format(service=service) + more, "utf-8")


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--strict",),
        ("postmortems/other",),
        (f"postmortems/{NAME}",),
        *(("--format", form) for form in ("json", "github", "gitlab", "sarif", "junit")),
        ("--format", "markdown"),
        ("--baseline", "known.json"),
        ("--diff",),
    ],
)
def test_says_the_same(project: Path, run: Run, options: tuple[str, ...]) -> None:
    write(project)
    (project / "postmortems" / "other").mkdir()
    (project / "postmortems" / "other" / "bad.md").write_text("no front matter", "utf-8")
    run("check", f"postmortems/{NAME}", "--no-cache")
    (project / "known.json").write_text('{"version": 1, "findings": []}')
    anew = run("check", *options, "--no-cache")
    assert anew.out
    for _ in range(2):
        assert run("check", *options) == anew


def test_a_change_is_seen(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project)
    assert "PM107" in run("check").out
    assert "PM107" in run("check").out
    write(project, "checkout")
    assert run("check").code == 0
    (project / "postmortems" / "archive.yml").write_text("services: {login: {}}\n", "utf-8")
    assert "PM107" in run("check").out
    assert "PM107" not in run("check", "--write-baseline").out
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")  # 2030
    later = run("check", "--no-cache")
    assert run("check") == later


def test_known_findings_are_read_each_time(project: Path, run: Run) -> None:
    write(project)
    run("check", "--write-baseline")
    with (project / "postmortems" / "archive.yml").open("a") as file:
        file.write("rules: {baseline: baseline.json}\n")
    assert "PM107" not in run("check").out
    (project / "postmortems" / "baseline.json").write_text('{"version": 1, "findings": []}')
    assert "PM107" in run("check").out


def test_what_can_be_fixed_is_told_again_and_fixed(project: Path, run: Run) -> None:
    write(project)
    hint = "--fix can fix some of this in 1 file"
    for _ in range(2):
        assert hint in run("check").out
    fixed = run("check", "--fix")
    assert "fixed postmortems" in fixed.err
    assert "PM107" not in fixed.out
    assert hint not in run("check").out


def test_fixes_are_not_counted_where_no_finding_is_answered(project: Path, run: Run) -> None:
    link = "See [the graph](graph.svg).\n"
    table = "\n## Action items\n\n|Action|Owner|Due|\n|---|---|---|\n|Add a pool|@ana|2026-04-01|\n"
    write(project, "checkout", link + table)
    done = run("check")
    assert "PM505" in done.out
    assert "--fix can fix" not in done.out
    assert run("check", "--diff").code == 1


def test_fixes_of_large_files_are_not_counted(project: Path, run: Run) -> None:
    write(project, more=LARGE)
    done = run("check")
    assert "PM107" in done.out
    assert "--fix can fix" not in done.out
