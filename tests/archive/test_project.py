from datetime import date
from pathlib import Path

import pytest

from postmortem_archive.archive.project import Project, find_project, project_in
from postmortem_archive.archive.today import today
from postmortem_archive.model.errors import ArchiveError


def test_finds_the_archive_from_anywhere_in_the_project(tmp_path: Path) -> None:
    deep = tmp_path / "postmortems" / "2026"
    deep.mkdir(parents=True)
    other = tmp_path / "docs" / "guide"
    other.mkdir(parents=True)
    expected = Project(tmp_path, tmp_path / "postmortems")
    assert find_project(tmp_path) == expected
    assert find_project(deep) == expected
    assert find_project(other) == expected


def test_says_what_to_do_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        find_project(tmp_path)
    assert "no archive found" in caught.value.message
    assert "postmortem init" in caught.value.hint


@pytest.mark.parametrize("named", [".", "postmortems"])
def test_the_root_of_a_project_stands_for_its_archive(tmp_path: Path, named: str) -> None:
    (tmp_path / "postmortems" / "postmortems").mkdir(parents=True)
    assert project_in(tmp_path / named) == Project(tmp_path, tmp_path / "postmortems")


def test_an_archive_may_have_a_folder_of_that_name(tmp_path: Path) -> None:
    folder = tmp_path / "incidents"
    (folder / "postmortems").mkdir(parents=True)
    (folder / "archive.yml").write_text("name: Incidents\n", encoding="utf-8")
    assert project_in(folder) == Project(tmp_path, folder)


def test_an_archive_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "postmortems").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ArchiveError, match="is a symbolic link"):
        find_project(tmp_path)
    for named in (tmp_path, tmp_path / "postmortems"):
        with pytest.raises(ArchiveError, match="is a symbolic link"):
            project_in(named)


def test_shown_path_is_relative_to_the_root(tmp_path: Path) -> None:
    project = Project(tmp_path, tmp_path / "postmortems")
    assert project.shown_path("2026/a.md") == "postmortems/2026/a.md"


def test_today_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1562074920")
    assert today() == date(2019, 7, 2)


@pytest.mark.parametrize("epoch", ["yesterday", "9" * 30])
def test_a_wrong_epoch_is_said(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ArchiveError, match="SOURCE_DATE_EPOCH"):
        today()
