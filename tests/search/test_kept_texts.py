"""What an export keeps changes nothing but its time: the same bytes whatever was kept, or planted."""

import marshal
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from made_archive import TODAY
from places import SITES
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.search.export import export_files

OLD = "2024/2024-03-12-checkout-pool-exhausted.md"
PAGES = [["Welcome", "index.html", [["", "", "What we learned."]]]]


def replaced(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def added(folder: Path) -> None:
    text = (folder / OLD).read_text("utf-8").replace("aliases: [checkout-outage]\n", "")
    (folder / "2025/2025-12-24-another-pool.md").write_text(f"{text}\nQuorum.\n", "utf-8")


def appended(folder: Path, name: str, text: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(text)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": lambda folder: appended(folder, OLD, "\nAnd quorum.\n"),
    "a name": lambda folder: (folder / OLD).rename(folder / "2024/2024-03-12-checkout-full.md"),
    "one less": lambda folder: (folder / OLD).unlink(),
    "one more": added,
    "a service": lambda folder: replaced(folder, "archive.yml", "name: Mail", "name: Post"),
    "a team": lambda folder: replaced(folder, "archive.yml", "team: payments", "team: discovery"),
    "a synonym": lambda folder: appended(
        folder, "archive.yml", "words: {synonyms: {checkout: [orders]}}\n"
    ),
    "a heading": lambda folder: appended(
        folder, "archive.yml", "sections: {resolution: [The way out]}\n"
    ),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = copied(tmp_path, "small")
    replaced(project.folder, OLD, "## Resolution", "## The way out")
    return project


def copied(folder: Path, name: str) -> Project:
    shutil.copytree(SITES / name / "postmortems", folder / "postmortems")
    return Project(folder, folder / "postmortems")


def loaded(project: Project) -> Archive:
    return load_archive(project, today=TODAY)


def exported(project: Project, *, keep: bool) -> list[tuple[str, bytes]]:
    return list(export_files(loaded(project), PAGES, keep=keep))


def kept(project: Project) -> dict[Path, int]:
    """The files that are kept, and when each was written."""
    found = (project.cache_folder / "texts").rglob("*")
    return {path: path.stat().st_mtime_ns for path in found if path.is_file()}


@pytest.mark.parametrize("site", ["small", "hostile"])
def test_what_is_kept_gives_the_same_bytes(tmp_path: Path, site: str) -> None:
    project = copied(tmp_path, site)
    cold = exported(project, keep=False)
    assert exported(project, keep=True) == cold
    written = kept(project)
    assert len(written) == len(loaded(project).postmortems)
    assert exported(project, keep=True) == cold
    assert kept(project) == written


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_bytes_are_those_of_a_first_export(
    project: Project, change: str
) -> None:
    before = exported(project, keep=True)
    CHANGES[change](project.folder)
    cold = exported(project, keep=False)
    assert cold != before
    assert exported(project, keep=True) == cold
    assert len(kept(project)) == len(loaded(project).postmortems)  # nothing else stays


def test_only_what_has_changed_is_read_again(project: Project) -> None:
    exported(project, keep=True)
    before = kept(project)
    CHANGES["a text"](project.folder)
    exported(project, keep=True)
    assert len(before.items() & kept(project).items()) == len(before) - 1


def test_changing_back_gives_the_first_bytes(project: Project) -> None:
    before = exported(project, keep=True)
    text = (project.folder / OLD).read_bytes()
    for content in (text + b"\nQuorum.\n", text):
        (project.folder / OLD).write_bytes(content)
        after = exported(project, keep=True)
    assert after == before


def cut(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1])


def emptied(entry: Path) -> None:
    entry.write_bytes(b"")


def planted(entry: Path) -> None:
    fact = ("evil", "evil.md", "Evil", "", "", None, False, ((),) * 8, (), 0, "", 1)
    entry.write_bytes(b"0" * 64 + marshal.dumps((fact, "evil", (["evil"], [b""], [b"$#"], [None]))))


def made_a_folder(entry: Path) -> None:
    entry.unlink()
    (entry / "inner").mkdir(parents=True)


def made_a_link(entry: Path) -> None:
    moved = entry.with_name("elsewhere")
    entry.rename(moved)
    entry.symlink_to(moved)


@pytest.mark.parametrize("damage", [cut, emptied, planted, made_a_folder, made_a_link, Path.unlink])
def test_what_is_damaged_or_planted_is_read_again(
    project: Project, damage: Callable[[Path], None]
) -> None:
    cold = exported(project, keep=True)
    for entry in kept(project):
        damage(entry)
    assert exported(project, keep=True) == cold
    assert exported(project, keep=True) == cold


def test_entries_that_change_places_are_read_again(project: Project) -> None:
    cold = exported(project, keep=True)
    one, other, *_ = kept(project)
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)
    assert exported(project, keep=True) == cold


def test_where_nothing_can_be_kept_the_bytes_are_the_same(project: Project) -> None:
    cold = exported(project, keep=False)
    assert not project.cache_folder.exists()
    project.cache_folder.parent.mkdir()
    project.cache_folder.write_text("in the way", "utf-8")
    assert exported(project, keep=True) == cold


def test_other_things_that_are_kept_stay(project: Project) -> None:
    index = project.cache_folder / "search" / "manifest"
    index.parent.mkdir(parents=True)
    index.write_text("of the terminal's index", "utf-8")
    exported(project, keep=True)
    CHANGES["one less"](project.folder)
    exported(project, keep=True)
    assert index.exists()
