"""Known findings stay known while lines move, and only as often as they were there."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from postmortem_archive.archive.baseline import (
    Baseline,
    baseline_path,
    baseline_text,
    known_findings,
    read_baseline,
)
from postmortem_archive.archive.project import Project
from postmortem_archive.model.diagnostic import Diagnostic, Level, Position
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.parse.settings import parse_settings

FINDING = Diagnostic(
    "PM204",
    Level.WARNING,
    "postmortems/a.md",
    Position(30, 1),
    "the section `Summary` is there twice: the first one is in line 12",
    source="## Summary",
)
MOVED = replace(
    FINDING, position=Position(32, 1), message=FINDING.message.replace("line 12", "line 14")
)


def kept(tmp_path: Path, *findings: Diagnostic) -> Baseline:
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text(findings))
    return read_baseline(path)


def test_a_finding_that_moved_is_known(tmp_path: Path) -> None:
    compared = kept(tmp_path, FINDING).compare([MOVED])
    assert (compared.new, compared.known, compared.gone) == ((), 1, 0)


@pytest.mark.parametrize(
    "change",
    [{"path": "b.md"}, {"code": "PM205"}, {"source": "## Impact"}, {"message": "another"}],
    ids=str,
)
def test_another_finding_is_new(tmp_path: Path, change: dict[str, str]) -> None:
    other = replace(FINDING, **change)  # type: ignore[arg-type]
    compared = kept(tmp_path, FINDING).compare([other])
    assert (compared.new, compared.known, compared.gone) == ((other,), 0, 1)


def test_the_same_once_more_is_new(tmp_path: Path) -> None:
    compared = kept(tmp_path, FINDING, MOVED).compare([FINDING, FINDING, FINDING])
    assert (len(compared.new), compared.known) == (1, 2)


def test_it_reads_well_in_a_diff() -> None:
    text = baseline_text([MOVED, replace(FINDING, path="a.md"), FINDING])
    assert json.loads(text)["version"] == 1
    assert [(row["path"], row["code"], row["count"]) for row in json.loads(text)["findings"]] == [
        ("a.md", "PM204", 1),
        ("postmortems/a.md", "PM204", 2),
    ]
    assert len(text.splitlines()) == 4
    assert json.loads(baseline_text([]))["findings"] == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"findings": 1}', '{"findings": [{"id": 1}]}', "[" * 100_000, "\xff"]
)
def test_what_is_no_baseline_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, "latin-1")
    with pytest.raises(ArchiveError, match="is no baseline"):
        read_baseline(path)


def test_a_missing_one_and_a_link_are_said(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to("/etc/passwd")
    for name in ("missing.json", "link.json"):
        with pytest.raises(ArchiveError, match="cannot be read") as raised:
            read_baseline(tmp_path / name)
        assert "--write-baseline" in raised.value.hint


def test_archive_yml_names_one_beside_it(tmp_path: Path) -> None:
    project = Project(tmp_path, tmp_path)
    name = parse_settings("rules: {baseline: known.json}").settings.rules.baseline
    assert baseline_path(project, name) == tmp_path / "known.json"
    (tmp_path / "known.json").write_text(baseline_text([FINDING]))
    assert known_findings(project, name).compare([FINDING]).known == 1
    assert known_findings(project, None).compare([FINDING]).known == 0


@pytest.mark.parametrize("name", ["../known.json", "/etc/passwd", "x/known.json"])
def test_archive_yml_cannot_name_one_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveError, match="not beside it"):
        baseline_path(Project(tmp_path, tmp_path), name)
