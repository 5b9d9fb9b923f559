"""A disk that is full costs time, or is told; it makes no answer wrong."""

import json
import resource
import subprocess
from pathlib import Path

import pytest

from command_runner import ARCHIVE_YML
from good_postmortem import GOOD
from site_tree import started, write_files

SEARCH = ("search", "pool", "--format", "json")
CHECK = ("check", "--format", "json")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    files = {"archive.yml": ARCHIVE_YML, "2026-03-12-pool.md": GOOD, "2026-03-12-other.md": GOOD}
    write_files(folder / "postmortems", files)
    return folder


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, said = process.communicate(timeout=60)
    return process.returncode, out, said


def half_written(project: Path) -> list[str]:
    kept = [*project.rglob(".cache/**/*.new"), *(project.parent / "home").rglob("index.key.*")]
    return [path.name for path in kept]


@pytest.mark.parametrize("most", [0, 2_000])
def test_answers_are_right_or_none(project: Path, most: int) -> None:
    def no_space() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    answers = {}
    for words in (SEARCH, CHECK, SEARCH, CHECK):
        code, out, said = ended(started(project, *words, first=no_space))
        assert "Traceback" not in said
        answers[words] = (code, out)
        assert half_written(project) == []
        if code == 2:
            assert (out, "the disk is not full" in said) == ("", True)
    for words in (SEARCH, CHECK):
        code, out, said = ended(started(project, *words))
        assert json.loads(out)
        assert answers[words] == (code, out) or (words == SEARCH and answers[words] == (2, ""))
