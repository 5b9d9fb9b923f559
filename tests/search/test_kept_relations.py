"""What is kept of an archive's relations changes how long they take, and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from good_postmortem import GOOD
from made_archive import made_archive
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.search.features import features_of
from postmortem_archive.search.kept_relations import related_in
from postmortem_archive.search.related import Relations
from postmortem_archive.search.relation import Relation

NAMES = [f"2026-01-{day:02}-{word}" for day, word in enumerate(["a", "b", "c", "d"], start=10)]


def afresh(items: Sequence[Postmortem]) -> dict[str, tuple[Relation, ...]]:
    features = [features_of(item) for item in items]
    relations = Relations(features)
    return {own.path: relations.of(own) for own in features}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path, tmp_path / "postmortems")
    project.folder.mkdir()
    for name in NAMES:
        write(project, name, GOOD)
    return project


def write(project: Project, name: str, text: str) -> None:
    (project.folder / f"{name}.md").write_text(text, "utf-8")


def load(project: Project) -> Archive:
    return load_archive(project, today=date(2026, 3, 1))


def kept(project: Project, kind: str) -> dict[str, int]:
    """When each entry of a kind was written, by its key."""
    paths = (project.cache_folder / kind).rglob("*")
    return {path.name: path.stat().st_mtime_ns for path in paths if path.is_file()}


def test_kept_or_not_they_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    archive = made_archive(60, tmp_path / "postmortems")
    expected = afresh(archive.postmortems)
    assert any(expected.values())
    for keep in (False, True, True):
        found = related_in(archive, keep=keep)
        assert found == expected
        assert list(found) == list(expected)


def test_only_what_has_changed_is_read_into_words(project: Project) -> None:
    related_in(load(project), keep=True)
    features, relations = kept(project, "features"), kept(project, "relations")
    assert (len(features), len(relations)) == (4, 2)
    write(project, NAMES[0], GOOD.replace("title: ", "title: Kubernetes "))
    archive = load(project)
    assert related_in(archive, keep=True) == afresh(archive.postmortems)
    assert len(kept(project, "features").items() - features.items()) == 1
    assert kept(project, "relations").items().isdisjoint(relations.items())


def test_what_says_nothing_new_is_compared_with_nobody(project: Project) -> None:
    related_in(load(project), keep=True)
    relations = kept(project, "relations")
    write(project, NAMES[0], f"{GOOD}\n<!-- a note -->\n")
    related_in(load(project), keep=True)
    # what they are compared by stays; noted is only that the file has been looked at
    assert len(kept(project, "relations").items() & relations.items()) == 1


def test_a_postmortem_that_comes_or_goes_is_seen(project: Project) -> None:
    related_in(load(project), keep=True)
    (project.folder / f"{NAMES[0]}.md").rename(project.folder / "2026-01-20-renamed.md")
    (project.folder / f"{NAMES[1]}.md").unlink()
    archive = load(project)
    assert related_in(archive, keep=True) == afresh(archive.postmortems)
    assert len(kept(project, "features")) == 3


def test_nothing_is_kept_of_an_archive_that_is_on_no_disk(project: Project) -> None:
    archive = replace(load(project), digests={})
    related_in(archive, keep=True)
    assert not project.cache_folder.exists()


@pytest.mark.parametrize("kind", ["features", "relations"])
def test_what_is_kept_is_not_trusted(project: Project, kind: str) -> None:
    expected = related_in(load(project), keep=True)
    for path in (project.cache_folder / kind).rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert related_in(load(project), keep=True) == expected


@pytest.mark.parametrize("which", [min, max])
def test_what_does_not_belong_together_is_not_put_together(
    project: Project, which: Callable[..., Path]
) -> None:
    """Two files are kept, one after the other; a build may be killed between them."""
    related_in(load(project), keep=True)
    entries = {
        path: path.read_bytes() for path in (project.cache_folder / "relations").rglob("*/*")
    }
    old = which(entries, key=lambda path: path.stat().st_mtime_ns)
    for word in ("Kubernetes", "Zookeeper"):
        write(project, NAMES[0], GOOD.replace("title: ", f"title: {word} "))
        archive = load(project)
        assert related_in(archive, keep=True) == afresh(archive.postmortems)
        old.write_bytes(entries[old])
    archive = load(project)
    assert related_in(archive, keep=True) == afresh(archive.postmortems)
