"""A pull request rehearsed: a branch with a new postmortem that is not good yet, in every format."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from command_runner import ARCHIVE_YML, Done, Run
from good_postmortem import GOOD
from postmortem_archive.report.formats import FORMATS
from report_schemas import gitlab_validator, junit_schema, sarif_validator
from scratch_repository import ScratchRepository

NEW = "2026/2026-03-13-pool-again.md"
FLAWED = (
    GOOD.replace("2026-03-12", "2026-03-13")
    .replace("[checkout]", "[chekout, checkout]")
    .replace("| @ana |", "| |")
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScratchRepository:
    repository = ScratchRepository(tmp_path / "project")
    old = GOOD.replace("[checkout]", "[chekot]")  # a finding that is not of this branch
    repository.commit({"archive.yml": ARCHIVE_YML, "2026/2026-03-12-pool.md": old})
    repository.git("switch", "--quiet", "--create", "branch")
    repository.commit({NEW: FLAWED})
    monkeypatch.chdir(repository.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773450000")  # 2026-03-14
    for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA"):
        monkeypatch.delenv(name, raising=False)
    return repository


def json_paths(done: Done) -> set[str]:
    return {item["path"] for item in json.loads(done.out)["diagnostics"]}


def gitlab_paths(done: Done) -> set[str]:
    entries = json.loads(done.out)
    gitlab_validator().validate(entries)
    return {item["location"]["path"] for item in entries}


def sarif_paths(done: Done) -> set[str]:
    log = json.loads(done.out)
    sarif_validator().validate(log)
    (run,) = log["runs"]
    places = [item["locations"][0]["physicalLocation"] for item in run["results"]]
    return {place["artifactLocation"]["uri"] for place in places}


def junit_paths(done: Done) -> set[str]:
    root = ET.fromstring(done.out)  # noqa: S314 - our own
    junit_schema().validate(root)
    return {suite.attrib["name"] for suite in root.iter("testsuite")}


PATHS: dict[str, Callable[[Done], set[str]]] = {
    "json": json_paths,
    "gitlab": gitlab_paths,
    "sarif": sarif_paths,
    "junit": junit_paths,
}


@pytest.mark.parametrize("form", FORMATS)
def test_only_the_new_file_is_reported(repository: ScratchRepository, run: Run, form: str) -> None:
    done = run("check", "--changed", "--format", form)
    assert done.code == 1
    assert "PM107" in done.out
    assert "PM402" in done.out
    assert f"postmortems/{NEW}" in done.out
    if form in PATHS:
        assert PATHS[form](done) == {f"postmortems/{NEW}"}


PUBLIC = """audience: public
public_title: Payments failed
approved_by: [{role: legal, by: dara, on: 2026-03-13, text: 5b0e9d1c73fa2846}]
"""
SUMMARY = """
## Customer summary

Payments failed for an hour. <!-- internal -->The vendor pays.<!-- /internal -->
"""


def test_what_would_become_public_is_in_the_comment(
    repository: ScratchRepository, run: Run
) -> None:
    assert "What would become public" not in run("check", "--format", "markdown").out
    front, _, body = FLAWED.partition("\n---\n")
    repository.commit({NEW: f"{front}\n{PUBLIC}---\n{body}{SUMMARY}"})
    other = GOOD.replace("---\n", f"---\n{PUBLIC}", 1) + SUMMARY
    for asked in (("--changed=main",), (f"postmortems/{NEW}",)):
        out = run("check", *asked, "--format", "markdown").out
        section = out.partition("### What would become public")[2].partition("### What happened")[0]
        assert section.count("would be read as: Payments failed") == 1
        assert f"**`postmortems/{NEW}`**" in section
        assert (
            "**Void**, because the text was changed since: `legal` (`dara`, 2026-03-13)." in section
        )
        assert "> Payments failed for an hour.\n" in section
        assert "vendor" not in section
        assert "(PM910)" in out
    repository.write({"2026/2026-03-12-pool.md": other})
    out = run("check", "--format", "markdown").out
    assert out.count("would be read as: Payments failed") == 2
    assert "would be read as" not in run("check").out


def test_what_happened_before_is_in_the_comment(repository: ScratchRepository, run: Run) -> None:
    out = run("check", "--changed=main", "--format", "markdown").out
    assert out.startswith("<!-- postmortem-check -->\n### ❌ Postmortem check: 2 errors to fix\n")
    before = out.partition("### What happened before")[2]
    assert "2026-03-12-pool" in before
    assert "Alert at 80 % use of the pool" in before
    assert "What happened before" not in run("check", "--format", "markdown").out


def test_a_fixed_branch_is_fine(repository: ScratchRepository, run: Run) -> None:
    good = GOOD.replace("2026-03-12", "2026-03-13").replace("ran dry", "ran dry again")
    repository.commit({NEW: good})
    done = run("check", "--changed", "--strict")
    assert done.code == 0, done.out
    repository.git("switch", "--quiet", "main")
    assert run("check", "--changed").out == "no postmortem was changed\n"


def test_paths_are_those_of_the_repository(
    repository: ScratchRepository, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository.root / "team").mkdir()
    repository.git("mv", "postmortems", "team/postmortems")
    monkeypatch.chdir(repository.root / "team")
    wanted = f"team/postmortems/{NEW}"
    for form, paths in PATHS.items():
        expected = wanted.removeprefix("team/") if form == "json" else wanted
        assert expected in paths(run("check", "--format", form))
    assert f"file={wanted}" in run("check", "--format", "github").out
    assert f"postmortems/{NEW}:" in run("check").out


def test_misuse(repository: ScratchRepository, run: Run) -> None:
    done = run("check", "--changed=nope")
    assert (done.code, done.out) == (2, "")
    assert "git knows no commit 'nope'" in done.err
    assert "hint:" in done.err


def test_a_baseline_lets_old_findings_be(repository: ScratchRepository, run: Run) -> None:
    done = run("check", "--write-baseline")
    assert done.code == 0
    assert "written to postmortems/baseline.json" in done.out
    assert "baseline: baseline.json" in done.out
    assert run("check").code == 1  # archive.yml does not name it yet
    shown = run("check", "--baseline", "postmortems/baseline.json")
    assert (shown.code, shown.err) == (0, "")
    assert "nothing new" in shown.out
    repository.write({"archive.yml": ARCHIVE_YML + "rules: {baseline: baseline.json}\n"})
    assert run("check").code == 0
    repository.write({"2026/2026-03-14-third.md": FLAWED.replace("2026-03-13", "2026-03-14")})
    done = run("check")
    assert done.code == 1
    assert "2026-03-14-third" in done.out
    assert "2026-03-12-pool.md:" not in done.out
    (repository.root / "postmortems" / "2026" / "2026-03-12-pool.md").unlink()
    assert "of the baseline" in run("check").err
    assert "written to postmortems/baseline.json" in run("check", "--write-baseline").out
    assert run("check").code == 0


@pytest.mark.parametrize("words", [["--changed"], ["postmortems/2026"], ["--fix"], ["--diff"]])
def test_a_baseline_is_of_the_whole_archive(
    repository: ScratchRepository, run: Run, words: list[str]
) -> None:
    assert run("check", "--write-baseline", *words).code == 2
    assert not (repository.root / "postmortems" / "baseline.json").exists()


def test_a_baseline_that_is_missing_is_misuse(repository: ScratchRepository, run: Run) -> None:
    done = run("check", "--baseline", "nothing.json")
    assert done.code == 2
    assert "--write-baseline" in done.err


def test_fix(repository: ScratchRepository, run: Run) -> None:
    path = repository.root / "postmortems" / NEW
    other = repository.root / "postmortems" / "2026" / "2026-03-12-pool.md"
    before = other.read_bytes()
    path.write_text(FLAWED.replace("[chekout, checkout]", "[chekout]"))
    shown = run("check", "--changed", "--diff")
    assert shown.code == 1
    assert "+services: [checkout]" in shown.out
    assert "[chekout]" in path.read_text()
    subprocess.run(["git", "apply", "--check"], input=shown.out.encode(), check=True)
    done = run("check", "--changed", "--fix")
    assert done.code == 1  # a missing owner is for a person to say
    assert f"fixed postmortems/{NEW}: vocabulary" in done.err
    assert "PM107" not in done.out
    assert "PM402" in done.out
    assert "services: [checkout]" in path.read_text()
    assert other.read_bytes() == before
    assert run("check", "--changed", "--diff").code == 0


def test_what_could_be_fixed_is_said(repository: ScratchRepository, run: Run) -> None:
    repository.write({NEW: FLAWED.replace("[chekout, checkout]", "[chekout]")})
    assert "--fix can fix some of this in 1 file" in run("check", "--changed").out
