"""The commands that the guide for leads shows do what it says."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from command_runner import Run
from good_postmortem import GOOD, write
from places import ROOT
from postmortem_archive.archive.facets import FACETS

GUIDE = (ROOT / "docs" / "guide" / "learn.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+).*?\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
WORKFLOW = next(text for language, text in BLOCKS if language == "yaml")
SHOWN = [
    *(line for language, text in BLOCKS if language == "sh" for line in text.splitlines()),
    *re.findall(r"`(postmortem (?:digest|stats|actions)[^`]*)`", GUIDE),
    *(step["run"] for step in yaml.safe_load(WORKFLOW)["jobs"]["digest"]["steps"] if "run" in step),
]
COMMANDS = [line for line in SHOWN if line.startswith("postmortem ")]


def words(line: str) -> list[str]:
    """The words of a command, without what comes after it in a shell."""
    line = line.replace("$GITHUB_SERVER_URL", "https://code.example")
    return shlex.split(re.split(r" [|>] ", line)[0], comments=True)[1:]


def test_the_guide_shows_commands() -> None:
    assert len(COMMANDS) > 10


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_works(project: Path, run: Run, line: str) -> None:
    write(project, "2026-03-12-pool.md", GOOD)
    (project / "docs" / "reviews").mkdir(parents=True)
    done = run(*words(line))
    assert done.code == 0, done.err


def test_the_workflow_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "digest.yml"
    path.write_text(WORKFLOW, encoding="utf-8")
    schema = ["--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *schema, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_facet_is_named() -> None:
    sentence = GUIDE.split("`--by` takes ")[1].split(". ")[0]
    assert re.findall(r"`([a-z]+)`", sentence) == [facet.name for facet in FACETS]


def test_the_columns_are_those_of_the_csv(project: Path, run: Run) -> None:
    table = GUIDE.split("| Column |")[1].split("\n\n")[0]
    cells = [row.split(" | ")[0] for row in table.splitlines()[2:]]
    named = re.findall(r"`([a-z_]+)`", " ".join(cells))
    head = run("stats", "--format", "csv").out.splitlines()[0].split(",")
    between = [name for name in head if name not in named]
    assert [name for name in head if name in named] == named
    assert between == ["p25", "median", "p75", "p90", "unit"]
