"""What is kept by key is what was put there, or nothing."""

import hashlib
import shutil
from pathlib import Path

import pytest

from postmortem_archive.archive.kept_entries import KeptEntries
from postmortem_archive.archive.project import Project

KEY, OTHER = (hashlib.sha256(name).hexdigest() for name in (b"a", b"b"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "postmortems").mkdir()
    return Project(tmp_path, tmp_path / "postmortems")


def files(project: Project) -> list[Path]:
    return sorted(path for path in (project.cache_folder / "kind").rglob("*") if path.is_file())


def test_what_was_put_is_found_again(project: Project) -> None:
    KeptEntries(project, "kind").put(KEY, b"one")
    assert KeptEntries(project, "kind").get(KEY) == b"one"
    assert KeptEntries(project, "kind").get(OTHER) is None
    assert KeptEntries(project, "other-kind").get(KEY) is None


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 64, b"0" * 64 + b"one", b"\xff" * 80])
def test_what_is_damaged_or_planted_is_nothing(project: Project, damage: bytes) -> None:
    KeptEntries(project, "kind").put(KEY, b"one")
    (entry,) = files(project)
    entry.write_bytes(damage)
    assert KeptEntries(project, "kind").get(KEY) is None


def test_an_entry_in_the_place_of_another_is_nothing(project: Project) -> None:
    kept = KeptEntries(project, "kind")
    kept.put(KEY, b"one")
    kept.put(OTHER, b"two")
    one, two = files(project)
    one.write_bytes(two.read_bytes())
    found = {KeptEntries(project, "kind").get(key) for key in (KEY, OTHER)}
    assert len(found - {None}) == 1


def test_what_is_not_used_is_dropped(project: Project) -> None:
    before = KeptEntries(project, "kind")
    before.put(KEY, b"one")
    before.put(OTHER, b"two")
    after = KeptEntries(project, "kind")
    after.get(KEY)
    after.drop_unused()
    assert KeptEntries(project, "kind").get(KEY) == b"one"
    assert KeptEntries(project, "kind").get(OTHER) is None


def test_without_keeping_nothing_is_written(project: Project) -> None:
    kept = KeptEntries(project, "kind", active=False)
    kept.put(KEY, b"one")
    kept.drop_unused()
    assert kept.get(KEY) is None
    assert files(project) == []


def test_where_nothing_can_be_written_nothing_is_lost(project: Project) -> None:
    project.cache_folder.parent.mkdir(parents=True, exist_ok=True)
    project.cache_folder.write_text("in the way", "utf-8")
    kept = KeptEntries(project, "kind")
    kept.put(KEY, b"one")
    assert kept.get(KEY) is None


def test_a_key_is_a_digest(project: Project) -> None:
    with pytest.raises(ValueError, match="no key"):
        KeptEntries(project, "kind").get("../../etc/passwd")


def test_what_a_planted_link_leads_to_is_neither_written_to_nor_dropped(
    project: Project, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "folder").mkdir(parents=True)
    (elsewhere / "file").touch()
    kept = KeptEntries(project, "kind")
    shelf = project.cache_folder / "kind" / KEY[:2]
    shelf.symlink_to(elsewhere)
    kept.put(KEY, b"one")
    kept.drop_unused()
    assert {path.name for path in elsewhere.iterdir()} == {"folder", "file"}
    assert not shelf.is_symlink()
    kept.put(KEY, b"one")
    assert KeptEntries(project, "kind").get(KEY) == b"one"


def test_an_entry_that_is_spared_stays(project: Project) -> None:
    KeptEntries(project, "kind").put(KEY, b"one")
    after = KeptEntries(project, "kind")
    after.spare(KEY)
    after.drop_unused()
    assert KeptEntries(project, "kind").get(KEY) == b"one"


def test_a_cache_that_is_deleted_meanwhile_is_none(project: Project) -> None:
    kept = KeptEntries(project, "kind")
    kept.put(KEY, b"one")
    shutil.rmtree(project.cache_folder)
    assert kept.get(KEY) is None
    kept.put(KEY, b"one")
    kept.drop_unused()
    assert KeptEntries(project, "kind").get(KEY) is None


def test_the_cache_says_that_it_is_one(project: Project) -> None:
    KeptEntries(project, "kind")
    assert (project.cache_folder / ".gitignore").read_text() == "*\n"
    tag = (project.cache_folder / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_a_planted_link_in_the_place_of_its_signs_is_not_written_to(
    project: Project, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    mine.write_text("mine")
    project.cache_folder.mkdir(parents=True)
    for name in (".gitignore", "CACHEDIR.TAG", ".gitignore.new", "CACHEDIR.new"):
        (project.cache_folder / name).symlink_to(mine)
    KeptEntries(project, "kind")
    assert mine.read_text() == "mine"
    assert (project.cache_folder / ".gitignore").read_text() == "*\n"
