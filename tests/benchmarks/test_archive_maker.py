"""Made-up archives for benchmarks: the same on every run, and like real ones where that costs time."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from archive_maker import write_archive
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import project_in
from postmortem_archive.model.diagnostic import Level

COUNT = 120


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    write_archive(folder / "postmortems", COUNT)
    return folder


@pytest.fixture(scope="module")
def archive(project: Path) -> Archive:
    return load_archive(project_in(project), today=date(2026, 9, 1))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


def test_the_same_bytes_on_every_run(project: Path, tmp_path: Path) -> None:
    write_archive(tmp_path / "again", COUNT)
    assert contents(tmp_path / "again") == contents(project / "postmortems")


def test_a_larger_one_begins_with_the_same_postmortems(project: Path, tmp_path: Path) -> None:
    write_archive(tmp_path / "smaller", COUNT // 2)
    smaller, larger = contents(tmp_path / "smaller"), contents(project / "postmortems")
    assert smaller.items() <= larger.items()
    assert len(smaller) < len(larger)


def test_every_file_is_understood_and_no_error_is_found(archive: Archive) -> None:
    assert len(archive.postmortems) == COUNT
    assert [item.message for item in archive.diagnostics if item.level is Level.ERROR] == []


def test_postmortems_are_as_long_as_real_ones(archive: Archive) -> None:
    words = [len(item.text.split()) for item in archive.postmortems]
    assert 550 < sum(words) / COUNT < 800


def test_they_have_what_pages_show(archive: Archive) -> None:
    for item in archive.postmortems:
        assert len(item.timeline) >= 5, item.path
        assert item.actions, item.path
        assert item.meta.services, item.path
        assert item.meta.causes, item.path
    assert sum(bool(item.meta.related) for item in archive.postmortems) > COUNT / 10
    assert sum(bool(item.links) for item in archive.postmortems) > COUNT / 5
    assert len({item.year for item in archive.postmortems}) >= 10


def test_a_few_services_and_words_are_frequent_and_many_are_rare(archive: Archive) -> None:
    services = Counter(name for item in archive.postmortems for name in item.meta.services)
    words = Counter(word for item in archive.postmortems for word in item.text.split())
    for counted in (services, words):
        top = sum(number for _, number in counted.most_common(len(counted) // 10))
        assert top > counted.total() / 3
        assert sum(number == 1 for number in counted.values()) > len(counted) / 4
