"""The fresh tree holds what was to be written and nothing else, and is gone whatever happens."""

import os
import tempfile
from pathlib import Path

import pytest

from postmortem_archive.archive.project import Project
from postmortem_archive.archive.public_edition.due import due_edition
from postmortem_archive.archive.public_edition.tree import fresh_tree, tree_files
from postmortem_archive.archive.public_edition.withheld import WithheldError
from postmortem_archive.archive.today import today
from postmortem_archive.model.errors import ArchiveError
from public_project import FIRST_ID, KEPT_IN, SECOND_ID, write_public_project
from site_tree import tree

MADE = {"postmortems/archive.yml": b"require: []\n", "postmortems/2026/x.md": b"x"}


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project's root folder with a file that may leave, and one that may not."""
    folder = tmp_path / "project"
    (folder / "public").mkdir(parents=True)
    (folder / "public" / "mkdocs.yml").write_text("site_name: X\n")
    (folder / "inside.md").write_text("inside\n")
    return folder


def test_it_holds_what_was_to_be_written(temp: Path, root: Path) -> None:
    own = {"mkdocs.yml": root / "public" / "mkdocs.yml"}
    with fresh_tree(root, MADE, own) as folder:
        there = {name for name, kind in tree(folder).items() if kind != "folder"}
        assert there == {*MADE, *own}
        assert (folder / "mkdocs.yml").read_text() == "site_name: X\n"
        assert folder.parent.stat().st_mode & 0o777 == 0o700
        assert folder.parent.parent == temp
    assert list(temp.iterdir()) == []


def test_it_is_gone_where_its_use_fails(temp: Path, root: Path) -> None:
    with pytest.raises(KeyboardInterrupt), fresh_tree(root, MADE, {}):
        raise KeyboardInterrupt
    assert list(temp.iterdir()) == []


def test_what_took_the_place_of_a_file_is_not_followed(temp: Path, root: Path) -> None:
    (root / "public" / "page.md").symlink_to(root / "inside.md")
    with (
        pytest.raises(OSError, match=r"page\.md"),
        fresh_tree(root, MADE, {"docs/page.md": root / "public" / "page.md"}),
    ):
        pass
    assert list(temp.iterdir()) == []


def test_a_pipe_is_not_waited_for(temp: Path, root: Path) -> None:
    os.mkfifo(root / "public" / "pipe")
    own = {"docs/pipe": root / "public" / "pipe"}
    with pytest.raises(WithheldError, match="is not a regular file"), fresh_tree(root, MADE, own):
        pass
    assert list(temp.iterdir()) == []


def test_temporary_files_in_the_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(root / "public"))
    before = tree(root)
    with (
        pytest.raises(ArchiveError, match="temporary files lie in the project"),
        fresh_tree(root, MADE, {}),
    ):
        pass
    assert tree(root) == before


def test_the_files_of_public_texts(tmp_path: Path) -> None:
    folder = write_public_project(tmp_path / "shop")
    edition = due_edition(Project(folder, folder / "postmortems"), today=today())
    files = tree_files(edition)
    (image,) = (name for name in files if name.endswith(".png"))
    pages = {f"postmortems/2026/{FIRST_ID}.md", f"postmortems/2026/{SECOND_ID}.md"}
    assert files.keys() == {"postmortems/archive.yml", *pages, image}
    assert image.startswith("postmortems/2026/images/")
    told = b"\n".join(files.values())
    assert [word for word in KEPT_IN if word.encode() in told] == []
    first = files[f"postmortems/2026/{FIRST_ID}.md"].decode()
    assert f"[how payments were slow]({SECOND_ID}.md)" in first
    assert f"(images/{image.rpartition('/')[2]})" in first
    assert "and the runbook." in first


def test_an_edition_of_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "postmortems"
    folder.mkdir()
    files = tree_files(due_edition(Project(tmp_path, folder), today=today()))
    assert list(files) == ["postmortems/archive.yml"]
