"""A site is put only where nothing else is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.publish.building.beside import start_beside
from postmortem_archive.publish.building.swap import exchange, put_back, take_place
from postmortem_archive.publish.building.target import Target, checked_target
from postmortem_archive.publish.keeping.site_folder import move_to_another_disk
from site_tree import tree, write_files

OURS = {
    "404.html": "",
    "postmortems.json": "{}",
    "schema/postmortems-index.json": "{}",
    "postmortems/a/index.html": "old",
    ".nojekyll": "",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    root = tmp_path / "home" / "project"
    (root / "docs").mkdir(parents=True)
    return root


def link(root: Path) -> Path:
    write_files(root / "elsewhere", OURS)
    (root / "site").symlink_to(root / "elsewhere")
    return root / "site"


def file(root: Path) -> Path:
    write_files(root, {"site": "text"})
    return root / "site"


def other_things(root: Path) -> Path:
    write_files(root / "site", {"photo.jpg": "mine"})
    return root / "site"


def part_of_a_site(root: Path) -> Path:
    write_files(root / "site", {"404.html": "", "index.html": "another tool's"})
    return root / "site"


def repository(root: Path) -> Path:
    write_files(root / "site", OURS | {".git/HEAD": "ref"})
    return root / "site"


def work_tree(root: Path) -> Path:
    write_files(root / "site", OURS | {".git": "gitdir: elsewhere"})
    return root / "site"


def the_project(root: Path) -> Path:
    write_files(root, OURS)
    return root


def home(root: Path) -> Path:
    write_files(root.parent, OURS)
    return root.parent


def above_home(root: Path) -> Path:
    return root.parent.parent


def everything(root: Path) -> Path:
    return Path("/")


def a_disk(root: Path) -> Path:
    return Path("/proc")


def sources(root: Path) -> Path:
    return root / "docs"


def within_sources(root: Path) -> Path:
    return root / "docs" / "site"


def around_by_a_way_round(root: Path) -> Path:
    return root / "docs" / ".." / "site" / ".."


FOREIGN = [
    *(link, file, other_things, part_of_a_site, repository, work_tree, the_project, home),
    *(above_home, everything, a_disk, sources, within_sources, around_by_a_way_round),
]


@pytest.mark.parametrize("make", FOREIGN, ids=lambda make: make.__name__)
def test_is_refused(root: Path, make: Callable[[Path], Path]) -> None:
    folder = make(root)
    before = tree(root.parent)
    with pytest.raises(ArchiveError) as refused:
        checked_target(folder, root, [root / "docs"])
    assert refused.value.hint
    assert tree(root.parent) == before


@pytest.mark.parametrize("files", [None, {}, OURS], ids=["missing", "empty", "a site"])
def test_is_taken(root: Path, files: dict[str, str] | None) -> None:
    if files is not None:
        (root / "site").mkdir()
        write_files(root / "site", files)
    assert checked_target(root / "site", root, [root / "docs"]).folder == root / "site"


def in_two_steps(one: Path, other: Path) -> bool:
    """What systems do that cannot exchange two folders."""
    return False


@pytest.mark.parametrize("at_once", [exchange, in_two_steps])
@pytest.mark.parametrize("old", [None, OURS])
def test_takes_its_place(
    tmp_path: Path, old: dict[str, str] | None, at_once: Callable[[Path, Path], bool]
) -> None:
    target = Target(tmp_path / "site")
    if old:
        write_files(target.folder, old)
    write_files(target.beside, {"index.html": "new"})
    take_place(target, at_once)
    assert tree(tmp_path).keys() == {"site", "site/index.html"}


def test_two_folders_change_places_at_once(tmp_path: Path) -> None:
    write_files(tmp_path, {"one/a": "1", "other/b": "2"})
    assert exchange(tmp_path / "one", tmp_path / "other")
    assert tree(tmp_path).keys() == {"one", "one/b", "other", "other/a"}
    assert not exchange(tmp_path / "one", tmp_path / "missing")


def test_a_new_site_that_is_gone_leaves_the_old_one(tmp_path: Path) -> None:
    target = Target(tmp_path / "site")
    write_files(target.folder, OURS)
    with pytest.raises(FileNotFoundError):
        take_place(target, in_two_steps)
    assert tree(target.folder).keys() == tree(tmp_path / "site").keys() >= OURS.keys()


def test_is_put_back(tmp_path: Path) -> None:
    target = Target(tmp_path / "site")
    write_files(target.before, OURS)
    write_files(target.beside, {"half": ""})
    assert put_back(target)
    assert tree(target.folder).keys() >= OURS.keys()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert not put_back(target)


def test_what_a_stopped_build_left_goes(tmp_path: Path) -> None:
    target = Target(tmp_path / "site")
    write_files(target.folder, OURS)
    write_files(target.before, {"half": ""})
    write_files(target.beside, {"half": ""})
    assert not put_back(target)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("shared", [True, False])
def test_begins_beside(tmp_path: Path, shared: bool) -> None:
    target = Target(tmp_path / "site")
    write_files(target.folder, OURS)
    (target.folder / "link").symlink_to(tmp_path)
    start_beside(target, shared=shared)
    page = "postmortems/a/index.html"
    assert (target.beside / page).exists() == shared
    if shared:
        assert (target.beside / page).samefile(target.folder / page)
    assert not (target.beside / ".nojekyll").samefile(target.folder / ".nojekyll")
    assert not (target.beside / "link").is_symlink()


@pytest.mark.parametrize("is_folder", [False, True])
def test_a_file_that_two_sites_share_is_replaced_from_another_disk_too(
    tmp_path: Path, is_folder: bool
) -> None:
    write_files(tmp_path, {"old/page": "old", "fresh/page": "new"})
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/page").hardlink_to(tmp_path / "old/page")
    if is_folder:
        move_to_another_disk(tmp_path / "fresh", tmp_path / "shared/folder")
        assert (tmp_path / "shared/folder/page").read_text() == "new"
    else:
        move_to_another_disk(tmp_path / "fresh/page", tmp_path / "shared/page")
        assert (tmp_path / "shared/page").read_text() == "new"
        assert not (tmp_path / "fresh/page").exists()
    assert (tmp_path / "old/page").read_text() == "old"
    assert [path.name for path in tmp_path.rglob("*.postmortem-part")] == []
