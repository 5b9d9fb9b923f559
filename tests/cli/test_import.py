"""The command ``import``, as people call it."""

import json
import shutil
from pathlib import Path

import pytest

from command_runner import Run
from places import ROOT

SAMPLES = ROOT / "tests" / "importing" / "samples"
MAIL = "# Mail was late, 3 May 2024\n\n**Impact:** Mail was late for login.\n\n## Summary\n\nIt was late.\n"


@pytest.fixture
def old(project: Path) -> Path:
    """A folder of the project with one document, outside of the archive."""
    (project / "old").mkdir()
    (project / "old" / "mail.md").write_text(MAIL, encoding="utf-8")
    return project / "old"


def test_says_what_was_found_and_what_is_to_do(project: Path, old: Path, run: Run) -> None:
    done = run("import", "old")
    assert done.code == 0
    assert done.out.split("\n")[:8] == [
        "old/mail.md → postmortems/2024/2024-05-03-mail-was-late.md",
        "  title: Mail was late, 3 May 2024 (certain: the heading at the top)",
        "  started: 2024-05-03 (likely: title)",
        "  sections: summary",
        "  0 timeline entries, 0 action items, all 16 words kept",
        "  to fill in: severity, services, causes, resolved, section impact, section timeline, "
        "section root-cause, section resolution, section went-well, section improve, section actions",
        "",
        "File         Started     How sure  Sections  Timeline  Actions  To fill in",
    ]
    assert done.out.endswith("1 file imported.\n")
    assert "The baseline postmortems/baseline.json holds" in done.err
    assert run("check").code == 0


def test_a_dry_run_says_the_same_and_writes_nothing(project: Path, old: Path, run: Run) -> None:
    dry = run("import", "old", "--dry-run")
    assert not (project / "postmortems" / "2024").exists()
    assert dry.err == "Nothing was written: this was a dry run.\n"
    assert run("import", "old").out == dry.out


def test_the_rest_is_done_where_one_cannot_be_imported(project: Path, old: Path, run: Run) -> None:
    (old / "broken.md").write_bytes(b"\xff\xfe\x00")
    done = run("import", "old")
    assert done.code == 1
    assert "old/broken.md: not imported: the file is UTF-16, not UTF-8\n  hint: " in done.out
    assert done.out.endswith("1 file imported, 1 not imported.\n")
    assert (project / "postmortems/2024/2024-05-03-mail-was-late.md").exists()


def test_secrets_are_pointed_out(project: Path, old: Path, run: Run) -> None:
    token = "ghp_" + "a1B2c3D4" * 4 + "e5F6"
    (old / "mail.md").write_text(f"# Leak\n\n## Summary\n\nOn 2024-05-03 we leaked {token}.\n")
    done = run("import", "old")
    assert "Among them: 1 secret or piece of personal data. Look at them" in done.err
    assert "  postmortems/2024/2024-05-03-leak.md:14: PM901 " in done.err
    assert token not in done.err


def test_writes_json(project: Path, old: Path, run: Run) -> None:
    done = run("import", "old", "--format", "json")
    data = json.loads(done.out)
    assert data["version"] == 1
    assert data["counts"] == {
        "imported": 1,
        "imported before": 0,
        "passed over": 0,
        "not imported": 0,
    }
    (file,) = data["files"]
    assert file["path"] == "postmortems/2024/2024-05-03-mail-was-late.md"
    assert file["found"][1] == {
        "what": "started",
        "value": "2024-05-03",
        "sure": "likely",
        "why": "title",
        "proposed": False,
    }


def test_the_guide_shows_what_is_printed(project: Path, run: Run) -> None:
    guide = (ROOT / "docs" / "guide" / "import.md").read_text(encoding="utf-8")
    shown = guide.split("```text\n")[1].split("```")[0]
    settings, front = [part.split("```")[0] for part in guide.split("```yaml\n")[1:]]
    (project / "postmortems" / "archive.yml").write_text(settings, encoding="utf-8")
    (project / "old").mkdir()
    shutil.copy(SAMPLES / "bold-bullets.html.md.erb", project / "old" / "sign-in.html.md.erb")
    shutil.copy(SAMPLES / "2019-06-20-heading-per-entry.qmd", project / "old")
    (project / "old" / "scan.md").write_bytes(b"\x00\x01")
    done = run("import", "old")
    assert done.out + done.err == shown
    (made,) = (project / "postmortems" / "2020").iterdir()
    assert made.read_text(encoding="utf-8").startswith(front)


def test_a_second_import_has_nothing_to_do(project: Path, old: Path, run: Run) -> None:
    run("import", "old")
    done = run("import", "old")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("0 files imported, 1 imported before.\n")


def test_an_imported_archive_is_searched(project: Path, run: Run) -> None:
    assert run("import", str(SAMPLES)).code == 0
    done = run("search", "autoscaler")
    assert done.code == 0
    assert "2019/2019-06-20-heading-per-entry.md" in done.out


@pytest.mark.parametrize(
    "words", [("import",), ("import", "nowhere"), ("import", ".", "--into", "_x")]
)
def test_misuse(project: Path, run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).code == 2
