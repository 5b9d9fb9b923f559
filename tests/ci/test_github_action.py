"""The GitHub action: its own scripts, run on a scratch repository with the real command."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from github_host import ACTION, MARKER, REPOSITORY, GitHub
from good_postmortem import GOOD
from places import ROOT
from runner_commands import obeyed
from scratch_checkout import FLAWED, OLD, TOOLS, WITHOUT_SEVERITY, git, scratch_checkout

SCRIPTS = sorted((ROOT / "ci").glob("*.sh"))
PLANTED = ("venv", "pip", "json", "sys", "ensurepip", "sitecustomize", "counts", "click", "yaml")
"""Modules that a pull request could put into its root folder, to be imported instead of the real ones."""


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    return GitHub(tmp_path, scratch_checkout(tmp_path, {FLAWED: WITHOUT_SEVERITY}))


def test_what_the_branch_adds_is_annotated_summed_up_and_fails_the_job(github: GitHub) -> None:
    outcome = github.run()
    assert outcome.code == 1
    annotated = [item for item in obeyed(outcome.log) if item.name in {"error", "warning"}]
    assert FLAWED in {item.properties.get("file") for item in annotated}
    assert OLD not in outcome.log
    assert outcome.summary.startswith(MARKER)
    assert FLAWED in outcome.summary
    assert OLD not in outcome.summary


def test_outputs_are_counts_and_paths_of_reports(github: GitHub) -> None:
    outputs = github.run().outputs["check"]
    report = json.loads((github.temp / "postmortem-check" / "report.json").read_text("utf-8"))
    assert outputs["code"] == "1"
    assert int(outputs["findings"]) == len(report["diagnostics"]) > 0
    assert Path(outputs["report"]).read_text("utf-8").startswith(MARKER)
    sarif = json.loads(Path(outputs["sarif"]).read_text("utf-8"))
    assert sarif["version"] == "2.1.0"
    named = re.findall(r"steps\.check\.outputs\.(\w+)", json.dumps(ACTION))
    assert set(named) <= set(outputs)


def test_a_good_postmortem_passes(tmp_path: Path) -> None:
    name = "postmortems/2026/2026-03-12-good.md"
    outcome = GitHub(tmp_path, scratch_checkout(tmp_path, {name: GOOD})).run()
    assert outcome.code == 0, outcome.log
    assert [item for item in obeyed(outcome.log) if item.name == "error"] == []


def test_the_first_run_adds_a_comment_and_later_ones_edit_it(github: GitHub) -> None:
    github.run()
    (comment,) = github.comments
    assert str(comment["body"]).startswith(MARKER)
    assert FLAWED in str(comment["body"])
    comment["body"] = f"{MARKER}\nof an earlier run"
    outcome = github.run()
    assert outcome.code == 1
    assert "The comment on the pull request is up to date." in outcome.log
    assert [item["id"] for item in github.comments] == [comment["id"]]
    assert FLAWED in str(github.comments[0]["body"])


def test_only_our_own_comment_is_edited_wherever_it_stands(github: GitHub) -> None:
    others = [
        {"id": 1, "author": "mallory", "body": f"{MARKER}\nnothing to see here"},
        {"id": 2, "author": "github-actions", "body": "of another action"},
        {"id": 3, "author": "github-actions", "body": f"a quotation of {MARKER}"},
        {"id": 4, "author": "ana", "body": "thanks"},
    ]
    github.comments = [*others, {"id": 5, "author": "github-actions", "body": MARKER}]
    github.run()
    assert github.comments[:4] == others
    assert [item["id"] for item in github.comments] == [1, 2, 3, 4, 5]
    assert FLAWED in str(github.comments[4]["body"])


def test_a_comment_of_somebody_else_with_our_marker_is_left_alone(github: GitHub) -> None:
    theirs = {"id": 1, "author": "mallory", "body": f"{MARKER}\nall fine"}
    github.comments = [theirs]
    github.run()
    assert github.comments[0] == theirs
    assert github.comments[1]["author"] == "github-actions"


@pytest.mark.parametrize(
    ("head", "said"), [("mallory/archive", "from a fork"), (REPOSITORY, "pull-requests: write")]
)
def test_a_token_that_may_only_read_is_said_and_changes_nothing(
    github: GitHub, head: str, said: str
) -> None:
    github.read_only = True
    outcome = github.run(head=head)
    assert outcome.code == 1
    assert "No comment was written: " in outcome.log
    assert said in outcome.log
    assert "HTTP 403" in outcome.log
    assert github.comments == []
    assert FLAWED in outcome.summary
    assert FLAWED in {item.properties.get("file") for item in obeyed(outcome.log)}
    assert "gh:" not in str(obeyed(outcome.log))


def test_a_good_change_passes_where_no_comment_can_be_written(tmp_path: Path) -> None:
    checkout = scratch_checkout(tmp_path, {"postmortems/2026/2026-03-12-good.md": GOOD})
    github = GitHub(tmp_path, checkout, read_only=True)
    assert github.run(head="mallory/archive").code == 0
    github.has_gh = False
    outcome = github.run()
    assert outcome.code == 0
    assert "gh is not installed" in outcome.log


def test_a_change_of_no_postmortem_gets_no_comment(tmp_path: Path) -> None:
    github = GitHub(tmp_path, scratch_checkout(tmp_path, {"README.md": "# Hello\n"}))
    outcome = github.run()
    assert outcome.code == 0
    assert "changes no postmortem" in outcome.log
    assert github.comments == []


def test_a_comment_can_be_declined(github: GitHub) -> None:
    assert github.run(comment="false").code == 1
    assert github.calls == []


def test_without_a_pull_request_the_whole_archive_is_checked(github: GitHub) -> None:
    outcome = github.run(event="push")
    assert outcome.code == 1
    assert OLD in outcome.summary
    assert FLAWED in outcome.summary
    assert github.calls == []
    assert "does not belong to a pull request" in outcome.log


def test_inputs_reach_the_check(github: GitHub) -> None:
    git(github.checkout, "mv", "postmortems", "incidents")
    git(github.checkout, "commit", "--quiet", "--message=move")
    assert github.run().code == 2
    outcome = github.run(archive="incidents", base="HEAD~1", strict="true")
    assert outcome.code == 1
    assert "incidents/2026/2026-03-12-flawed.md" in outcome.summary
    assert "incidents/2025/2025-01-10-old.md" in outcome.summary


def test_known_findings_of_a_baseline_do_not_count(github: GitHub) -> None:
    command = [TOOLS / "postmortem", "check", "--write-baseline", "--baseline", "known.json"]
    subprocess.run(command, cwd=github.checkout, capture_output=True, check=True)
    outcome = github.run(baseline="known.json")
    assert outcome.code == 0, outcome.log


@pytest.mark.parametrize(
    ("inputs", "said"),
    [({"strict": "perhaps"}, "strict"), ({"base": "no-such-branch"}, "no-such-branch")],
)
def test_misuse_is_said_and_stops_before_the_comment(
    github: GitHub, inputs: dict[str, str], said: str
) -> None:
    outcome = github.run(**inputs)
    assert outcome.code == 2
    assert said in outcome.log
    assert github.calls == []


def test_a_shallow_checkout_is_misuse_with_a_hint(github: GitHub, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    upstream = f"file://{tmp_path / 'upstream'}"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=flawed", upstream, str(shallow))
    github.checkout = shallow
    outcome = github.run()
    assert outcome.code == 2
    assert "fetch-depth" in outcome.log


HOSTILE = (
    "$(touch ran)",
    "`touch ran`",
    "'; touch ran; '",
    '"; touch ran; "',
    "::error::forged",
    "\r::error::forged",
    "##[error]forged",
    "\x1b[31mred\x1b[0m",
    "--format=json",
    "a  b",
)


def test_names_from_a_pull_request_run_nothing_and_command_nothing(tmp_path: Path) -> None:
    base, branch = "main$(touch${IFS}ran)", "x`touch${IFS}ran`'\"';touch${IFS}ran;#"
    added = {f"postmortems/2026/{name}.md": WITHOUT_SEVERITY for name in HOSTILE}
    added |= {f"postmortems/{name}/x.md": "no front matter\n" for name in HOSTILE}
    github = GitHub(tmp_path, scratch_checkout(tmp_path, added, base=base, branch=branch))
    outcome = github.run(base=base, head="mallory/$(touch ran)")
    assert outcome.code == 1
    assert list(tmp_path.rglob("ran")) == []
    commands = obeyed(outcome.log)
    assert commands
    assert {item.name for item in commands} <= {"error", "warning", "notice"}
    assert [item for item in commands if item.data.startswith("forged")] == []
    assert all("file" in item.properties for item in commands if item.properties)
    assert "\x1b" not in outcome.log + outcome.summary
    assert "\r" not in outcome.log + outcome.summary
    assert int(outcome.outputs["check"]["findings"]) >= len(added)


@pytest.mark.parametrize("name", ["base", "archive", "baseline"])
def test_misuse_that_quotes_a_name_commands_nothing(github: GitHub, name: str) -> None:
    outcome = github.run(**{name: "x\n::error::forged\r::error::forged"})
    assert outcome.code == 2
    assert "forged" in outcome.log
    assert obeyed(outcome.log) == []


def test_no_expression_is_part_of_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]
    for script in SCRIPTS:
        text = script.read_text(encoding="utf-8")
        assert "${{" not in text
        assert not re.search(r"\beval\b", text)


def test_only_the_step_that_comments_has_the_token() -> None:
    with_token = [
        step["name"] for step in ACTION["runs"]["steps"] if "GH_TOKEN" in step.get("env", {})
    ]
    assert with_token == ["Comment"]


@pytest.mark.package
def test_it_installs_itself_and_takes_nothing_from_the_pull_request(tmp_path: Path) -> None:
    planted = {f"{name}.py": "open('ran', 'w')\n" for name in PLANTED}
    planted["requirements.lock"] = "no-such-package-anywhere==1\n"
    checkout = scratch_checkout(tmp_path, {FLAWED: WITHOUT_SEVERITY, **planted})
    outcome = GitHub(tmp_path, checkout).run(install=True)
    assert outcome.code == 1, outcome.log
    assert FLAWED in outcome.summary
    assert list(tmp_path.rglob("ran")) == []
    installed = tmp_path / "runner-temp" / "postmortem-check" / "venv" / "bin" / "postmortem"
    assert not installed.resolve().is_relative_to(Path(sys.prefix).resolve())
