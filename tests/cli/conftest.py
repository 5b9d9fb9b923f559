"""Run the command in this process, in a folder of its own."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_runner import ARCHIVE_YML, Done, Run
from postmortem_archive.cli.main import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The root of a project with a vocabulary and no postmortem; the current folder of the test."""
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "archive.yml").write_text(ARCHIVE_YML, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773450000")  # 2026-03-14
    monkeypatch.setenv("NO_COLOR", "1")
    yield tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command with words, as a shell does."""

    def call(*words: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["postmortem", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int | None)
        return Done(code or 0, printed.out, printed.err)

    return call
