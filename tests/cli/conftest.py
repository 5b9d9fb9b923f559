"""Run the command in this process, in a folder of its own, and what several files of tests look at."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_runner import ARCHIVE_YML, Done, Run
from init_repository import shop_repository
from places import ROOT
from postmortem_archive.cli.main import main
from public_project import write_public_project
from site_tree import EPOCH, started
from told_trends import Told, told_of
from trends_archive import write_trends_archive


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
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shop's repository; the current folder of the test."""
    root = shop_repository(tmp_path / "shop")
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773450000")  # 2026-03-14
    monkeypatch.setenv("NO_COLOR", "1")
    return root


@pytest.fixture(scope="session", params=["own", "made"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What the site says of the trends of the project's own archive, and of a made-up one."""
    if request.param == "own":
        return told_of(ROOT, {})
    root = tmp_path_factory.mktemp("trends") / "made"
    return told_of(root, write_trends_archive(root))


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


@pytest.fixture(scope="session")
def public_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project and its public edition, built once."""
    root = write_public_project(tmp_path_factory.mktemp("built") / "project")
    process = started(root, "build", "--edition", "public", "--strict")
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "built and verified: public/site\n")
    return root


@pytest.fixture
def private_temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def public_shop(
    public_built: Path, tmp_path: Path, private_temp: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A copy of it, the current folder of the test."""
    folder = Path(shutil.copytree(public_built, tmp_path / "project"))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return folder
