"""What is kept of files changes how long loading an archive takes, and nothing else."""

import pickle
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from good_postmortem import GOOD
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.baseline import baseline_text
from postmortem_archive.archive.check import check_archive
from postmortem_archive.archive.load import load_archive
from scratch_repository import ScratchRepository

TODAY = date(2026, 3, 20)
LATER = TODAY + timedelta(days=400)
ONE, TWO = "2026-03-12-one.md", "2026/2026-03-12-two.md"


def postmortem(title: str, **fields: str) -> str:
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return (
        f"---\ntitle: {title}\nstatus: draft\nseverity: sev1\nservices: [shop]\ncauses: [bug]\n"
        f"started: 2026-03-12T14:05Z\nresolved: 2026-03-12T15:05Z\n{more}---\n\n## Summary\n\nIt broke.\n\n"
        "## Action items\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n"
        f"| Mend {title} | @ana | 2026-04-01 | open |\n"
    )


FILES: dict[str, str | bytes] = {
    ONE: postmortem("One", related="[2026-03-12-two, nothing]", review_on="2026-04-01"),
    TWO: postmortem("Two", detected="2026-03-12T13:00Z")
    + "\n[one](../2026-03-12-one.md) ![](x.png)\n",
    "2026-03-12-good.md": GOOD,
    "2026-03-12-bad.md": "---\ntitle: [\n---\n",
    "2026-03-12-bin.md": b"\xff\x00",
    "2026-03-12-quiet.md": postmortem("Quiet").replace(
        "---\n", "---\n# postmortem: ignore PM109 x\n", 1
    ),
    "archive.yml": "services: {shop: {}}\n",
}


@pytest.fixture
def repository(tmp_path: Path) -> ScratchRepository:
    repository = ScratchRepository(tmp_path / "repository")
    repository.commit({"archive.yml": ""}, at="2026-01-01T09:00:00Z")
    repository.commit(FILES)
    return repository


def load(repository: ScratchRepository, today: date = TODAY, *, keep: bool = True) -> Archive:
    return load_archive(repository.project, today=today, keep=keep)


def entries(repository: ScratchRepository, kind: str = "documents") -> dict[str, int]:
    """When each entry was written, by its key."""
    folder = repository.project.cache_folder / kind
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def edit(repository: ScratchRepository) -> None:
    repository.write({ONE: postmortem("One", related="[nothing, new]")})


def edit_and_check(repository: ScratchRepository) -> None:
    edit(repository)
    check_archive(repository.project, today=TODAY)


def rename(repository: ScratchRepository) -> None:
    folder = repository.project.folder
    (folder / TWO).rename(folder / "2026-03-13-two.md")


def delete(repository: ScratchRepository) -> None:
    (repository.project.folder / TWO).unlink()


def exchange(repository: ScratchRepository) -> None:
    repository.write({ONE: FILES[TWO], TWO: FILES[ONE]})


def make_unreadable(repository: ScratchRepository) -> None:
    (repository.project.folder / ONE).unlink()
    (repository.project.folder / ONE).symlink_to("/etc/passwd")


def change_vocabulary(repository: ScratchRepository) -> None:
    repository.write({"archive.yml": "services: {checkout: {}}\nsections: {summary: [Tldr]}\n"})


def turn_rules_off(repository: ScratchRepository) -> None:
    repository.write({"archive.yml": "rules: {ignore: {PM504: known}}\n"})


def commit_late(repository: ScratchRepository) -> None:
    repository.git(
        "commit", "--quiet", "--amend", "--reset-author", "-m", "late", at="2026-03-19T00:00:00Z"
    )


def add_picture(repository: ScratchRepository) -> None:
    repository.write({"2026/x.png": b"png"})


def adopt_baseline(repository: ScratchRepository) -> None:
    known = load(repository, keep=False).diagnostics
    repository.write(
        {"baseline.json": baseline_text(known), "archive.yml": "rules: {baseline: baseline.json}\n"}
    )


CHANGES = (
    *(edit, edit_and_check, rename, delete, exchange, make_unreadable, change_vocabulary),
    *(turn_rules_off, commit_late, add_picture, adopt_baseline),
)


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_different(
    repository: ScratchRepository, change: Callable[[ScratchRepository], None]
) -> None:
    before = load(repository, keep=False)
    assert len(before.diagnostics) >= 6
    assert [load(repository), load(repository)] == [before, before]
    change(repository)
    after = load(repository, keep=False)
    assert after != before
    assert [load(repository), load(repository)] == [after, after]


def test_another_history_is_another_check(repository: ScratchRepository) -> None:
    assert "PM801" not in {item.code for item in load(repository).diagnostics}
    commit_late(repository)
    assert "PM801" in {item.code for item in load(repository).diagnostics}


def test_another_day_is_another_check(repository: ScratchRepository) -> None:
    load(repository)
    later = load(repository, LATER)
    assert later == load(repository, LATER, keep=False)
    assert later.diagnostics != load(repository).diagnostics


def test_only_what_has_changed_is_parsed_and_kept(repository: ScratchRepository) -> None:
    load(repository)
    before = entries(repository)
    assert len(before) == len(FILES) - 1
    load(repository)
    assert entries(repository) == before
    edit(repository)
    load(repository)
    after = entries(repository)
    assert len(after) == len(before)
    assert len(after.items() - before.items()) == 1


def test_a_check_and_a_load_know_of_each_other(repository: ScratchRepository) -> None:
    expected = load(repository, keep=False)
    checked = check_archive(repository.project, today=TODAY)
    assert checked.diagnostics == expected.diagnostics
    assert entries(repository) == {}
    assert load(repository) == expected
    written = entries(repository, "checks")
    assert written
    check_archive(repository.project, today=TODAY)
    assert entries(repository, "checks") == written


class Planted:
    """What a crafted entry would run when it is opened."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self.target,)


@pytest.mark.parametrize("harm", ["cut", "planted", "swapped", "gone", "in the way"])
def test_what_is_kept_is_not_trusted(
    repository: ScratchRepository, harm: str, tmp_path: Path
) -> None:
    expected = load(repository)
    folder = repository.project.cache_folder / "documents"
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    contents = [path.read_bytes() for path in paths]
    for number, (path, content) in enumerate(zip(paths, contents, strict=True)):
        if harm == "cut":
            path.write_bytes(content[: len(content) // 2])
        elif harm == "planted":
            path.write_bytes(content[:64] + pickle.dumps(Planted(tmp_path / "ran")))
        elif harm == "swapped":
            path.write_bytes(contents[number - 1])
        else:
            path.unlink()
            if harm == "in the way":
                path.mkdir()
    assert load(repository) == expected
    assert not (tmp_path / "ran").exists()


def test_nothing_is_kept_unless_asked_for(repository: ScratchRepository) -> None:
    load(repository, keep=False)
    assert not repository.project.cache_folder.exists()


def test_a_folder_that_cannot_be_written_only_costs_time(repository: ScratchRepository) -> None:
    repository.project.cache_folder.parent.write_text("in the way", "utf-8")
    assert load(repository) == load(repository, keep=False)
