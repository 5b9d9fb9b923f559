"""The GitLab component: its own scripts, run on a scratch repository with the real command."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gitlab_host import BODY, INPUTS, MARKER, ME, TOKEN, Api, GitLab, interpolated
from good_postmortem import GOOD
from places import ROOT
from scratch_checkout import FLAWED, OLD, WITHOUT_SEVERITY, scratch_checkout


@pytest.fixture
def gitlab(tmp_path: Path) -> GitLab:
    return GitLab(tmp_path, scratch_checkout(tmp_path, {FLAWED: WITHOUT_SEVERITY}))


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_what_the_branch_adds_fails_the_job_and_is_in_each_report(
    gitlab: GitLab, shell: str
) -> None:
    gitlab.shell = shell
    outcome = gitlab.run()
    assert outcome.code == 1, outcome.log
    assert FLAWED in outcome.log
    assert OLD not in outcome.log
    findings = json.loads(gitlab.report("codequality.json"))
    assert {item["location"]["path"] for item in findings} == {FLAWED}
    cases = ElementTree.fromstring(gitlab.report("junit.xml")).iter("failure")  # noqa: S314
    assert list(cases)
    assert gitlab.report("report.md").startswith(MARKER)
    (note,) = gitlab.api.notes
    assert FLAWED in note["body"]


def test_the_reports_are_where_the_job_says(gitlab: GitLab) -> None:
    gitlab.run()
    artifacts = interpolated({"package": "x"})["postmortem-check"]["artifacts"]
    for path in (*artifacts["paths"], *artifacts["reports"].values()):
        assert (gitlab.checkout / path).is_file()


def test_a_good_postmortem_passes(tmp_path: Path) -> None:
    name = "postmortems/2026/2026-03-12-good.md"
    outcome = GitLab(tmp_path, scratch_checkout(tmp_path, {name: GOOD})).run()
    assert outcome.code == 0, outcome.log


@pytest.mark.parametrize("others", [99, 100])
def test_our_own_note_is_edited_however_many_others_there_are(gitlab: GitLab, others: int) -> None:
    theirs = [
        {"id": number, "author": {"id": 1}, "body": f"{MARKER}\nall fine"}
        for number in range(others)
    ]
    ours = {"id": 500, "author": {"id": ME}, "body": f"{MARKER}\nof an earlier run"}
    gitlab.api.notes = [*theirs, ours]
    outcome = gitlab.run()
    assert "The note on the merge request is up to date." in outcome.after
    assert gitlab.api.notes[:-1] == theirs
    assert FLAWED in gitlab.api.notes[-1]["body"]
    assert len(gitlab.api.notes) == others + 1


def test_notes_of_others_with_our_marker_are_left_alone(gitlab: GitLab) -> None:
    others = [
        {"id": 1, "author": {"id": 1}, "body": f"{MARKER}\nall fine"},
        {"id": 2, "author": {"id": ME}, "body": "about something else"},
    ]
    gitlab.api.notes = [dict(item) for item in others]
    gitlab.run()
    assert gitlab.api.notes[:2] == others
    assert gitlab.api.notes[2]["body"].startswith(MARKER)


@pytest.mark.parametrize("token", [None, ""])
def test_without_a_token_there_is_no_note_and_that_is_said(
    gitlab: GitLab, token: str | None
) -> None:
    gitlab.token = token
    outcome = gitlab.run()
    assert outcome.code == 1
    assert "POSTMORTEM_CHECK_TOKEN is not set" in outcome.after
    assert gitlab.api.calls == []


@pytest.mark.parametrize("forbidden", [{"GET"}, {"POST"}])
def test_a_host_that_refuses_changes_nothing(gitlab: GitLab, forbidden: set[str]) -> None:
    gitlab.api = Api(forbidden=frozenset(forbidden))
    outcome = gitlab.run()
    assert outcome.code == 1
    assert "the host refused it" in outcome.after
    assert gitlab.api.notes == []
    assert "\x1b" not in outcome.after


def test_the_token_is_never_in_the_log_nor_left_behind(gitlab: GitLab) -> None:
    outcome = gitlab.run()
    assert TOKEN not in outcome.log + outcome.after
    for path in (gitlab.checkout / ".postmortem-check").glob("*.*"):
        assert TOKEN not in path.read_text(encoding="utf-8")


def test_a_change_of_no_postmortem_gets_no_note(tmp_path: Path) -> None:
    gitlab = GitLab(tmp_path, scratch_checkout(tmp_path, {"README.md": "# Hello\n"}))
    outcome = gitlab.run()
    assert outcome.code == 0
    assert "changes no postmortem" in outcome.after
    assert gitlab.api.notes == []


def test_inputs_reach_the_check(gitlab: GitLab) -> None:
    outcome = gitlab.run(archive="no-such-folder")
    assert outcome.code == 2
    assert "no-such-folder" in outcome.log
    assert "there is no report" in outcome.after
    assert gitlab.run(baseline="no-such-file.json").code == 2


def test_strict_makes_warnings_count(tmp_path: Path) -> None:
    name = "postmortems/2026/2026-03-12-unknown-field.md"
    text = GOOD.replace("severity: sev1\n", "severity: sev1\ndetectd_by: monitoring\n")
    gitlab = GitLab(tmp_path, scratch_checkout(tmp_path, {name: text}))
    assert gitlab.run(strict=False).code == 0
    assert gitlab.run(strict=True).code == 1


HOSTILE = (
    "$(touch ran)",
    "`touch ran`",
    "'; touch ran; '",
    '"; touch ran; "',
    "\r\x1b[0Ksection_start:1:x\r",
    "/close",
    "a  b",
)


def test_names_from_a_merge_request_run_nothing_and_command_nothing(tmp_path: Path) -> None:
    base, branch = "main$(touch${IFS}ran)", "x`touch${IFS}ran`'\"';touch${IFS}ran;#"
    added = {f"postmortems/2026/{name}.md": "/close\n\n/approve\n" for name in HOSTILE}
    checkout = scratch_checkout(tmp_path, added, base=base, branch=branch)
    gitlab = GitLab(tmp_path, checkout, base=base)
    outcome = gitlab.run()
    assert outcome.code == 1
    assert list(tmp_path.rglob("ran")) == []
    assert "\x1b" not in outcome.log + outcome.after
    assert "\r" not in outcome.log + outcome.after
    (note,) = gitlab.api.notes
    assert [line for line in note["body"].splitlines() if line.lstrip().startswith("/")] == []


def test_a_line_with_a_slash_is_no_command_in_the_note(gitlab: GitLab) -> None:
    job = interpolated({"package": "x"})["postmortem-check"]
    lines = [line.strip() for line in "\n".join(job["after_script"]).splitlines()]
    (line,) = [line for line in lines if line.startswith("sed ")]
    (gitlab.checkout / "report.md").write_text("/close\n  /merge\nor /not\n", encoding="utf-8")
    done = gitlab.execute(line, {"PATH": "/usr/bin:/bin"})
    assert done.returncode == 0
    note = (gitlab.checkout / "note.md").read_text(encoding="utf-8")
    assert note == "\\/close\n  \\/merge\nor /not\n"


def test_what_a_merge_request_puts_in_the_way_is_not_used(tmp_path: Path) -> None:
    planted = {f"{name}.py": "open('ran', 'w')\n" for name in ("json", "venv", "pip", "click")}
    planted[".postmortem-check/report.md"] = "forged\n"
    planted[".postmortem-check/venv/bin/postmortem"] = "#!/bin/sh\ntouch ran\n"
    checkout = scratch_checkout(tmp_path, {FLAWED: WITHOUT_SEVERITY, **planted})
    (checkout / ".postmortem-check/venv/bin/postmortem").chmod(0o755)
    job = interpolated({"package": "x"})["postmortem-check"]
    first = "\n".join(job["before_script"]).split("python3 -I -m venv")[0]
    gitlab = GitLab(tmp_path, checkout)
    assert gitlab.execute(first, {"PATH": "/usr/bin:/bin"}).returncode == 0
    assert gitlab.run().code == 1
    assert list(tmp_path.rglob("ran")) == []
    assert "forged" not in gitlab.api.notes[0]["body"]


@pytest.mark.package
def test_it_installs_the_package_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    subprocess.run([*build, "-w", tmp_path, ROOT], capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    # what the package needs is installed in another test; here, that it is the one that is named
    monkeypatch.setenv("PIP_NO_DEPS", "1")
    planted = {f"{name}.py": "open('ran', 'w')\n" for name in ("venv", "pip", "ensurepip")}
    gitlab = GitLab(tmp_path, scratch_checkout(tmp_path, planted))
    gitlab.run(install=True, package=str(wheel))
    assert (gitlab.checkout / ".postmortem-check" / "venv" / "bin" / "postmortem").is_file()
    assert list(tmp_path.rglob("ran")) == []


def test_every_input_is_used_and_explained() -> None:
    for name, item in INPUTS.items():
        assert f"$[[ inputs.{name} ]]" in BODY
        assert item["description"].endswith((".", "@v0.1.0"))
    job = interpolated({"package": "x"})["postmortem-check"]
    assert "inputs." not in "\n".join((*job["before_script"], *job["script"], *job["after_script"]))
