"""What the guide for communications shows is written into a project, and its commands do what it says."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from command_runner import ARCHIVE_YML, Run
from good_postmortem import GOOD, write
from places import ROOT
from site_tree import tree

GUIDE = (ROOT / "docs" / "guide" / "share.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+).*?\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
FIELDS, ARCHIVE, APPROVED, SITE = (text for language, text in BLOCKS if language == "yaml")
SECTION, MARKED = (text for language, text in BLOCKS if language == "markdown")
COMMANDS = [line for language, text in BLOCKS if language == "sh" for line in text.splitlines()]

ID = "2026-03-12-connection-pool"
PUBLIC = "some-customers-could-not-pay"
FORMATS = ("statuspage", "cstate")


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project as the guide has it, below the test's folder; the current folder of the test."""
    settings = yaml.safe_load(ARCHIVE_YML)
    shown = yaml.safe_load(ARCHIVE)
    settings["services"]["checkout"] |= shown.pop("services")["checkout"]
    settings |= shown | {"people": {"ana": {"name": "Ana"}}}
    text = GOOD.replace("review_on:", f"{FIELDS}review_on:", 1)
    text = text.replace("No data was lost.\n", f"No data was lost.\n\n{MARKED}")
    root = tmp_path / "project"
    (root / "postmortems").mkdir(parents=True)
    (root / "postmortems" / "archive.yml").write_text(yaml.safe_dump(settings), "utf-8")
    write(root, f"{ID}.md", f"{text}\n{SECTION}")
    (root / "public").mkdir()
    (root / "public" / "mkdocs.yml").write_text(SITE, "utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773450000")  # 2026-03-14
    monkeypatch.setenv("NO_COLOR", "1")
    return root


def named(start: str) -> list[str]:
    """The words of the only command of the guide that begins so."""
    (line,) = (line for line in COMMANDS if line.startswith(f"postmortem {start}"))
    return shlex.split(line)[1:]


def approve(run: Run) -> None:
    words = named("approve")
    assert run(*words, "--yes").code == 0
    assert run(*[word.replace("communications", "legal") for word in words], "--yes").code == 0


def test_from_a_text_to_a_page_and_files_for_status_pages(shared: Path, run: Run) -> None:
    seen = run(*named("preview"))
    assert seen.code == 1
    assert "The shop had too little room.\n" in seen.out
    assert "-The two largest customers were called on the same day.\n" in seen.out
    assert "Services: Payments\n" in seen.out
    approve(run)
    (approval, _) = _approvals(shared)
    (shown,) = yaml.safe_load(APPROVED)["approved_by"]
    assert approval.keys() == shown.keys()
    assert len(approval["text"]) == len(shown["text"])
    assert run("approve", "--list").code == 0
    assert run(*named("build")).code == 0
    site = shared / "public" / "site"
    page = (site / "postmortems" / f"2026-03-12-{PUBLIC}.html").read_text("utf-8")
    assert "Nobody was charged twice." in page
    assert "The shop had too little room." in page
    assert [name for name in ("40 connections", "Root cause", ID) if name in page] == []
    assert {"api/v2/incidents.json", "history.atom"} <= set(tree(site))
    assert [run(*named(f"export --edition public --format {form}")).code for form in FORMATS] == [
        0,
        0,
    ]


def test_a_text_that_is_changed_afterwards_is_not_published(shared: Path, run: Run) -> None:
    approve(run)
    assert run(*named("build")).code == 0
    before = tree(shared / "public")
    file = shared / "postmortems" / "2026" / f"{ID}.md"
    approved = file.read_text("utf-8")
    file.write_text(approved.replace("Nobody was charged", "Hardly anybody was charged"), "utf-8")
    assert "PM910" in run("check").out
    built = run(*named("build"))
    assert (built.code, "PM910" in built.err) == (1, True)
    assert tree(shared / "public") == before
    file.write_text(approved.replace("set by hand", "set by hand, once a year"), "utf-8")
    assert run(*named("build")).code == 0  # nobody has to approve a better root cause


def _approvals(root: Path) -> list[dict[str, str]]:
    text = (root / "postmortems" / "2026" / f"{ID}.md").read_text("utf-8")
    approvals: list[dict[str, str]] = yaml.safe_load(text.split("---\n")[1])["approved_by"]
    return approvals
