import json
from pathlib import Path
from typing import Any

import pytest

from command_runner import Run
from good_postmortem import GOOD, write
from postmortem_archive.rules.registry import RULES

SETTINGS = """
rules:
  ignore:
    PM109: We name files after tickets.
    PM102: never
  levels: {timeline-without-offset: warning}
  exceptions:
    - reason: Imported as they were
      paths: ["2026/*"]
      severity: [sev1]
      ignore: [PM4]
"""


def rules(run: Run, *words: str) -> dict[str, dict[str, Any]]:
    done = run("rules", "--format", "json", *words)
    assert done.code == 0
    return {rule["code"]: rule for rule in json.loads(done.out)["rules"]}


@pytest.fixture
def settings(project: Path) -> Path:
    path = project / "postmortems" / "archive.yml"
    path.write_text(path.read_text() + SETTINGS)
    return path


def test_every_rule_is_listed(project: Path, run: Run) -> None:
    found = rules(run)
    assert list(found) == [rule.code for rule in RULES]
    assert {rule["level"] for rule in found.values()} == {"error", "warning", "hint"}
    out = run("rules").out
    assert all(rule.code in out and rule.alias in out for rule in RULES)
    assert f"{len(RULES)} rules, {len(RULES)} in force" in out


def test_what_the_archive_changes(settings: Path, run: Run) -> None:
    found = rules(run)
    assert (found["PM109"]["level"], found["PM109"]["reason"]) == (
        None,
        "We name files after tickets.",
    )
    assert (found["PM305"]["level"], found["PM305"]["default"]) == ("warning", "hint")
    assert found["PM102"]["level"] == "error"  # it is fixed
    assert found["PM402"]["level"] == "error"
    out = run("rules").out
    assert "We name files after tickets. (otherwise" in out


def test_what_holds_for_a_file(project: Path, settings: Path, run: Run) -> None:
    path = write(project, "2026-03-12-pool.md", GOOD)
    found = rules(run, str(path))
    assert (found["PM402"]["level"], found["PM402"]["reason"]) == (None, "Imported as they were")
    milder = write(project, "2026-03-13-pool.md", GOOD.replace("sev1", "sev2"))
    assert rules(run, str(milder))["PM402"]["level"] == "error"


def test_without_an_archive(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(rules(run)) == len(RULES)
    assert run("rules", "--archive", str(tmp_path / "none")).code == 2
