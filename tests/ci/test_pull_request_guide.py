"""The guide for pull requests says what is there, and its snippets do what it says."""

import json
import os
import pty
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from github_host import ACTION
from gitlab_host import INPUTS
from places import ROOT
from postmortem_archive.rules.registry import RULES
from scratch_checkout import FLAWED, OLD, STEADY, TOOLS, WITHOUT_SEVERITY, scratch_checkout
from test_hooks import HOOKS

GUIDE = (ROOT / "docs" / "guide" / "pull-request.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def table(heading: str) -> set[str]:
    """The names in the first column of a table."""
    rows = GUIDE.split(f"| {heading} |")[1].split("\n\n")[0].splitlines()[2:]
    return {row.split("`")[1] for row in rows}


def test_inputs_and_outputs_of_the_action() -> None:
    assert table("Input") == set(ACTION["inputs"])
    assert table("Output") == set(ACTION["outputs"])


def test_inputs_of_the_component() -> None:
    (example,) = [block for block in blocks("yaml") if block.startswith("include:")]
    (component,) = yaml.safe_load(example)["include"]
    required = {name for name, item in INPUTS.items() if "default" not in item}
    assert set(component["inputs"]) == required
    sentence = GUIDE.split("Inputs: ")[1].split(".")[0]
    assert set(re.findall(r"`([a-z]+)`", sentence)) == set(INPUTS)


def test_hooks() -> None:
    (example,) = [block for block in blocks("yaml") if block.startswith("repos:")]
    (repository,) = yaml.safe_load(example)["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == set(HOOKS)


def test_each_rule_that_is_named_is_there() -> None:
    assert set(re.findall(r"PM\d{3}", GUIDE)) <= {rule.code for rule in RULES}


def test_the_workflow_gives_no_more_than_it_needs() -> None:
    (example,) = [block for block in blocks("yaml") if block.startswith("name: Postmortems")]
    workflow: Any = yaml.safe_load(example)
    # PyYAML reads the key "on" as true, as YAML 1.1 has it
    assert set(workflow[True]) == {"pull_request"}
    assert workflow["permissions"] == {}
    job = workflow["jobs"]["check"]
    assert job["permissions"] == {"contents": "read", "pull-requests": "write"}
    checkout = job["steps"][0]
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}


@pytest.mark.parametrize("width", [40, 400])
def test_the_editor_finds_each_finding_in_a_terminal_of_any_width(
    tmp_path: Path, width: int
) -> None:
    checkout = scratch_checkout(tmp_path, {FLAWED: WITHOUT_SEVERITY})
    (text,) = blocks("json")
    (task,) = json.loads(text)["tasks"]
    command = [str(TOOLS / task["command"]), *task["args"]]
    environment = {**os.environ, **STEADY, **task["options"]["env"], "COLUMNS": str(width)}
    shown = _in_a_terminal(command, checkout, environment)
    pattern = re.compile(task["problemMatcher"]["pattern"]["regexp"])
    found = [match for line in shown.splitlines() if (match := pattern.match(line))]
    report = subprocess.run(
        [*command, "--format", "json"],
        cwd=checkout,
        env=environment,
        capture_output=True,
        check=False,
    )
    expected = [
        (item["path"], str(item["line"]), str(item["column"]), item["code"], item["level"])
        for item in json.loads(report.stdout)["diagnostics"]
    ]
    assert sorted(match.groups()[:5] for match in found) == sorted(expected)
    assert {path for path, *_ in expected} == {FLAWED, OLD}


def _in_a_terminal(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    """What a command prints on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=theirs) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                data = os.read(ours, 65_536)
            except OSError:  # the other end is closed
                break
            shown += data
            if not data:
                break
        process.wait()
    os.close(ours)
    return shown.decode()
