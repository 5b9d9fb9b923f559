"""The outcome of a check is kept for as long as nothing changes that it hangs on."""

import hashlib
import marshal
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from postmortem_archive.archive.check import check_archive
from postmortem_archive.archive.kept_outcome import kept_outcome
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.seal import key_path
from postmortem_archive.archive.surroundings import MAX_IMAGE_BYTES, Surroundings
from scratch_repository import ScratchRepository

TODAY = date(2026, 3, 20)
TOMORROW = date(2026, 3, 21)
PATH = "2026-03-12-one.md"
TEXT = """---
title: One
status: draft
severity: sev1
services: [a]
causes: [b]
started: 2026-03-12T14:05Z
resolved: 2026-03-12T15:05Z
---

See [the graph](graph.svg).
"""
FILES: dict[str, str | bytes] = {
    PATH: TEXT,
    "bad.md": "---\ntitle: [\n",
    "archive.yml": "name: A\n",
}


@pytest.fixture
def repository(tmp_path: Path) -> ScratchRepository:
    made = ScratchRepository(tmp_path / "repository")
    made.commit(FILES)
    return made


def test_is_what_the_check_found(repository: ScratchRepository) -> None:
    assert kept_outcome(repository.project, TODAY) is None
    outcome = check_archive(repository.project, today=TODAY).outcome
    assert {item.code for item in outcome.diagnostics} >= {"PM102", "PM505"}
    assert kept_outcome(repository.project, TODAY) == outcome


def test_of_an_archive_without_a_file_or_a_repository(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    project = Project(tmp_path, tmp_path / "postmortems")
    outcome = check_archive(project, today=TODAY).outcome
    assert kept_outcome(project, TODAY) == outcome
    (project.folder / "archive.yml").write_text("")
    assert kept_outcome(project, TODAY) is None


def _write(name: str, text: str) -> Callable[[ScratchRepository], object]:
    return lambda repository: repository.write({name: text})


def _remove(name: str) -> Callable[[ScratchRepository], object]:
    return lambda repository: (repository.project.folder / name).unlink()


def _link(name: str, target: str) -> Callable[[ScratchRepository], object]:
    return lambda repository: (repository.project.folder / name).symlink_to(target)


def _replace_by_link(repository: ScratchRepository) -> None:
    _remove("bad.md")(repository)
    _link("bad.md", PATH)(repository)


CHANGES: dict[str, Callable[[ScratchRepository], object]] = {
    "a file": _write(PATH, TEXT + "\n"),
    "a new file": _write("2026-03-13-two.md", TEXT),
    "a file less": _remove("bad.md"),
    "a link in place of a file": _replace_by_link,
    "the settings": _write("archive.yml", "name: B\n"),
    "settings less": _remove("archive.yml"),
    "the file that a link names": _write("graph.svg", "<svg/>"),
    "the history": lambda repository: repository.git(
        *("commit", "--quiet", "--amend", "--reset-author", "--no-edit"), at="2026-03-16T09:00:00Z"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(
    repository: ScratchRepository, change: Callable[[ScratchRepository], object]
) -> None:
    before = check_archive(repository.project, today=TODAY).outcome
    assert kept_outcome(repository.project, TODAY) == before
    change(repository)
    assert kept_outcome(repository.project, TODAY) is None
    anew = check_archive(repository.project, today=TODAY, keep=False).outcome
    assert check_archive(repository.project, today=TODAY).outcome == anew
    assert kept_outcome(repository.project, TODAY) == anew


def test_a_file_that_a_link_named_is_gone(repository: ScratchRepository) -> None:
    graph = repository.project.folder / "graph.svg"
    graph.write_text("<svg/>")
    before = check_archive(repository.project, today=TODAY).outcome
    assert "PM505" not in {item.code for item in before.diagnostics}
    graph.unlink()
    assert kept_outcome(repository.project, TODAY) is None


PUBLIC = (
    TEXT.replace("status: draft", "status: published\naudience: public\npublic_title: It failed")
    + """
## Customer summary

![It failed](graph.png)
"""
)


def _grown(repository: ScratchRepository) -> None:
    (repository.project.folder / "graph.png").write_bytes(b"\0" * (MAX_IMAGE_BYTES + 1))


IMAGE_CHANGES: dict[str, Callable[[ScratchRepository], object]] = {
    "another one": _write("graph.png", "other"),
    "gone": _remove("graph.png"),
    "too large": _grown,
}


@pytest.mark.parametrize("change", IMAGE_CHANGES.values(), ids=IMAGE_CHANGES)
def test_a_change_of_a_public_image_is_seen(
    repository: ScratchRepository, change: Callable[[ScratchRepository], object]
) -> None:
    repository.write({PATH: PUBLIC, "graph.png": "one"})
    project = repository.project
    before = check_archive(project, today=TODAY).outcome
    assert "PM911" in {item.code for item in before.diagnostics}
    assert kept_outcome(project, TODAY) == before
    change(repository)
    assert kept_outcome(project, TODAY) is None
    anew = check_archive(project, today=TODAY).outcome
    assert kept_outcome(project, TODAY) == anew


def test_digests_of_files_beside_the_postmortems(repository: ScratchRepository) -> None:
    project = repository.project
    repository.write({"a.png": "one"})
    (project.folder / "b.png").symlink_to("a.png")
    (project.folder / "c.png").mkdir()
    digest = hashlib.sha256(b"one").hexdigest()
    asked = {
        "a.png": digest,
        "b.png": "",
        "c.png": "",
        "d.png": "",
        "../a.png": "",
    }
    around = Surroundings(project)
    assert {path: around.file_digest(path) for path in asked} == asked == around.digests
    _grown(repository)
    assert around.file_digest("graph.png") == ""
    assert Surroundings(project).answer_as({}, asked, None)
    assert not Surroundings(project).answer_as({}, {"a.png": ""}, None)


def test_another_day_is_another_check(repository: ScratchRepository) -> None:
    check_archive(repository.project, today=TODAY)
    assert kept_outcome(repository.project, TOMORROW) is None


def test_another_place_is_another_check(repository: ScratchRepository) -> None:
    project = repository.project
    check_archive(project, today=TODAY)
    nested = Project(project.root.parent, project.folder)
    assert kept_outcome(nested, TODAY) is None


def test_a_part_is_not_kept_for_the_whole(repository: ScratchRepository) -> None:
    check_archive(repository.project, today=TODAY, base="main")
    assert kept_outcome(repository.project, TODAY) is None
    check_archive(repository.project, today=TODAY, keep=False)
    assert kept_outcome(repository.project, TODAY) is None


@pytest.mark.parametrize("harm", ["forged", "cut", "other key", "folder"])
def test_what_is_kept_is_not_trusted(repository: ScratchRepository, harm: str) -> None:
    check_archive(repository.project, today=TODAY)
    path = repository.root / ".cache" / "postmortems" / "check" / "outcome.bin"
    data = path.read_bytes()
    seal, _, body = data.partition(b"\n")
    if harm == "forged":  # as a pull request would, to pass as good
        version, _, kept = body.partition(b"\0")
        forged = marshal.dumps({**marshal.loads(kept), "diagnostics": []})  # noqa: S302 - our own
        path.write_bytes(seal + b"\n" + version + b"\0" + forged)
    elif harm == "cut":
        path.write_bytes(data[:-20])
    elif harm == "other key":
        key_path().unlink()
    else:
        path.unlink()
        path.mkdir()
    assert kept_outcome(repository.project, TODAY) is None
