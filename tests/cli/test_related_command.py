import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from command_runner import Run
from good_postmortem import GOOD, write

NOTES = "# Pages time out\n\nThe connection pool of checkout ran dry, orders are refused.\n"


@pytest.fixture(autouse=True)
def archive(project: Path) -> Path:
    write(project, "2026-03-12-pool.md", GOOD)
    write(project, "2026-03-10-pool.md", GOOD.replace("2026-03-12", "2026-03-10"))
    other = GOOD.replace("[checkout]", "[login]").replace("[capacity, review-gap]", "[mail]")
    write(project, "2026-03-09-other.md", other.replace("pool", "mail").replace("ran dry", "late"))
    return project


def test_by_id_and_by_file_it_says_what_is_like_it_and_why(run: Run) -> None:
    by_id = run("related", "2026-03-12-pool")
    assert by_id.code == 0
    lines = [line.strip() for line in by_id.out.splitlines()]
    assert lines[0] == "SEV1  Checkout failed when the pool ran dry"
    assert lines[2].startswith("same causes capacity, review-gap in checkout; also ")
    assert lines[3] == "postmortems/2026/2026-03-10-pool.md"
    assert lines[-1].endswith("related postmortem") or lines[-1].endswith("related postmortems")
    assert run("related", "postmortems/2026/2026-03-12-pool.md") == by_id


def test_a_draft_of_a_few_words_outside_of_the_archive_is_enough(
    project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    draft = tmp_path_factory.mktemp("elsewhere") / "notes.md"
    draft.write_text(NOTES, encoding="utf-8")
    done = run("related", str(draft), "--format", "paths")
    assert done.code == 0
    assert done.out.splitlines()[0].startswith("postmortems/2026/2026-03-1")
    assert "both have " in run("related", str(draft)).out


def test_json_is_stable(run: Run) -> None:
    data = json.loads(run("related", "2026-03-12-pool", "--format", "json", "--limit", "1").out)
    assert data["version"] == 1
    (found,) = data["related"]
    assert found["id"] == "2026-03-10-pool"
    assert found["path"] == "postmortems/2026/2026-03-10-pool.md"
    assert found["shared"]["causes"] == ["capacity", "review-gap"]
    assert found["shared"]["services"] == ["checkout"]
    assert found["shared"]["trigger"] is None or isinstance(found["shared"]["trigger"], str)
    assert found["reason"].startswith("same causes capacity, review-gap in checkout")
    assert found["likeness"] > 0
    assert not found["named"]


def test_the_limit_counts_those_that_an_author_names(project: Path, run: Run) -> None:
    named = GOOD.replace("severity:", "related: [2026-03-09-other]\nseverity:", 1)
    write(project, "2026-03-12-pool.md", named)
    every = run("related", "2026-03-12-pool", "--format", "paths").out.splitlines()
    assert len(every) > 1
    assert "2026-03-09-other" in every[0]
    limited = run("related", "2026-03-12-pool", "--format", "paths", "--limit", "1")
    assert limited.out.splitlines() == every[:1]


def test_nothing_like_it_is_told_with_exit_code_1(project: Path, run: Run) -> None:
    path = project / "notes.md"
    path.write_text("lunch: soup and bread\n", encoding="utf-8")
    done = run("related", "notes.md")
    assert (done.code, done.out) == (1, "Nothing in the archive is like it.\n")


def test_what_is_no_file_and_no_id_is_misuse_with_a_suggestion(run: Run) -> None:
    done = run("related", "2026-03-12-poll")
    assert done.code == 2
    assert "no postmortem has this ID" in done.err
    assert "Did you mean '2026-03-12-pool'?" in done.err
    assert run("related").code == 2
    assert run("related", "2026-03-12-pool", "--limit", "0").code == 2


def test_a_draft_that_cannot_be_read_is_misuse(project: Path, run: Run) -> None:
    (project / "broken.md").write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    done = run("related", "broken.md")
    assert done.code == 2
    assert "broken.md cannot be read: " in done.err
    (project / "binary.md").write_bytes(b"\x00\x01")
    assert run("related", "binary.md").code == 2


def test_a_file_changed_since_is_seen(project: Path, run: Run) -> None:
    assert "2026-03-10-pool" in run("related", "2026-03-12-pool", "--format", "paths").out
    (project / "postmortems/2026/2026-03-10-pool.md").unlink()
    assert "2026-03-10-pool" not in run("related", "2026-03-12-pool", "--format", "paths").out


def test_where_nothing_can_be_kept_it_answers_all_the_same(project: Path, run: Run) -> None:
    (project / ".cache").write_text("", encoding="utf-8")
    assert run("related", "2026-03-12-pool").code == 0


def test_a_closed_pipe_ends_it_quietly(project: Path) -> None:
    command = [sys.executable, "-m", "postmortem_archive.cli.main"]
    program = "from postmortem_archive.cli.main import main; main()"
    done = subprocess.run(
        [command[0], "-c", program, "related", "2026-03-12-pool", "--format", "json"],
        cwd=project,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""
