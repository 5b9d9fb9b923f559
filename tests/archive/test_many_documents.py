"""However an archive is edited, what is kept and how many processes read it change nothing in what is said."""

import pickle
import random
import shutil
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from good_postmortem import GOOD
from postmortem_archive.archive import reading, workers
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.check import check_archive
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.unchecked import read_archive
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.postmortem import Postmortem

TODAY = date(2026, 9, 21)
FILES = 10
STEPS = 12


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "project"
    made = Project(root, root / "postmortems")
    for number in range(FILES):
        day = f"2026-0{number % 8 + 1}-{number % 27 + 1:02}"
        place = made.folder / day[:7] / f"{day}-case.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        text = GOOD.replace("2026-03-12", day).replace("title: ", f"title: Case {number}, ")
        place.write_text(text + f"\nSee [another](../2026-01/case-{number}.md).\n", "utf-8")
    return made


@pytest.fixture
def in_two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    monkeypatch.setattr(reading, "LEAST_FOR_A_PROCESS", 5)


def kept(project: Project) -> Archive:
    return load_archive(project, today=TODAY, keep=True)


def anew(project: Project) -> Archive:
    return load_archive(project, today=TODAY)


def _files(project: Project) -> list[Path]:
    return sorted(path for path in project.folder.rglob("*.md") if path.is_file())


def edit(project: Project, chance: random.Random) -> None:
    path = chance.choice(_files(project))
    lines = path.read_text("utf-8").split("\n")
    lines[chance.randrange(len(lines))] = chance.choice(["", "## Impact", "severity: sev9", "* x"])
    path.write_text("\n".join(lines), "utf-8")


def rename(project: Project, chance: random.Random) -> None:
    path = chance.choice(_files(project))
    path.rename(path.with_name(f"2026-01-0{chance.randrange(1, 9)}-{chance.randrange(99)}.md"))


def delete(project: Project, chance: random.Random) -> None:
    if len(_files(project)) > 8:
        chance.choice(_files(project)).unlink()


def copy(project: Project, chance: random.Random) -> None:
    path = chance.choice(_files(project))
    shutil.copy(path, path.with_name(f"2026-02-0{chance.randrange(1, 9)}-copy.md"))


def exchange(project: Project, chance: random.Random) -> None:
    one, other = chance.sample(_files(project), 2)
    text = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(text)


def break_it(project: Project, chance: random.Random) -> None:
    chance.choice(_files(project)).write_bytes(b"\xff\x00")


def change_vocabulary(project: Project, chance: random.Random) -> None:
    text = f"services: {{service-{chance.randrange(9)}: {{}}}}\nsections: {{summary: [In brief]}}\n"
    (project.folder / "archive.yml").write_text(text, "utf-8")


def damage_the_cache(project: Project, chance: random.Random) -> None:
    entries = sorted(path for path in project.cache_folder.rglob("*") if path.is_file())
    for path in chance.sample(entries, min(5, len(entries))):
        data = path.read_bytes()
        chance.choice([path.unlink, lambda at=path, cut=data[:70]: at.write_bytes(cut)])()


def check(project: Project, chance: random.Random) -> None:
    check_archive(project, today=TODAY)


def look_at_another_day(project: Project, chance: random.Random) -> None:
    day = date(2026, 9, chance.randrange(1, 28))
    assert load_archive(project, today=day, keep=True) == load_archive(project, today=day)


CHANGES: tuple[Callable[[Project, random.Random], None], ...] = (
    *(edit, edit, rename, delete, copy, exchange, break_it, change_vocabulary, damage_the_cache),
    *(check, look_at_another_day),
)


@pytest.mark.parametrize("seed", range(2))
def test_edits_of_any_kind(project: Project, seed: int) -> None:
    chance = random.Random(seed)
    assert kept(project) == anew(project)
    for _ in range(STEPS):
        chance.choice(CHANGES)(project, chance)
        expected = anew(project)
        assert kept(project) == expected
        assert check_archive(project, today=TODAY).diagnostics == expected.diagnostics
        assert kept(project) == expected
        assert read_archive(project, keep=True).documents == expected.documents


@pytest.mark.usefixtures("in_two_processes")
def test_several_processes_say_what_one_says(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_it(project, random.Random(1))
    cold = [kept(project), anew(project)]
    findings = check_archive(project, today=TODAY, keep=False).diagnostics
    told: list[tuple[int, int]] = []
    read_archive(project, lambda *both: told.append(both))
    monkeypatch.setattr(workers, "_cores", lambda: 1)
    one = anew(project)
    assert [*cold, kept(project)] == [one, one, one]
    assert findings == one.diagnostics
    assert told == [(number, FILES) for number in range(1, FILES + 1)]


@pytest.mark.usefixtures("in_two_processes")
def test_a_folder_that_cannot_be_written_only_costs_time(project: Project) -> None:
    project.cache_folder.parent.write_text("in the way", "utf-8")
    assert kept(project) == anew(project)


def test_a_kept_postmortem_is_one_as_any_other(project: Project) -> None:
    kept(project)
    document = kept(project).documents[0]
    item = document.postmortem
    plain = anew(project).documents[0].postmortem
    assert item
    assert plain
    assert isinstance(item, Postmortem)
    assert item == plain
    assert plain == item
    assert repr(document).count("Postmortem(") == 1
    assert {one.name for one in fields(item)} == {one.name for one in fields(plain)}
    assert item.section("summary") == plain.section("summary")
    changed = replace(item, sections=())
    assert changed.sections == ()
    assert changed.text == plain.text
    assert changed != plain
    assert pickle.loads(pickle.dumps(item)) == plain  # noqa: S301 - our own
    assert not hasattr(item, "nothing")
    assert not hasattr(document, "nothing")


def test_what_is_gone_from_the_cache_is_read_again(project: Project) -> None:
    kept(project)
    archive = kept(project)
    shutil.rmtree(project.cache_folder)
    assert archive == anew(project)


def test_a_file_that_changed_in_the_meantime_is_not_mixed_up(project: Project) -> None:
    kept(project)
    item = kept(project).postmortems[0]
    shutil.rmtree(project.cache_folder)
    path = project.folder / item.path
    path.write_text(path.read_text("utf-8") + "\nmore\n", "utf-8")
    with pytest.raises(ArchiveError, match="has changed while"):
        _ = item.text


def test_an_edit_rewrites_a_small_part(project: Project) -> None:
    kept(project)
    before = _written(project)
    _files(project)[0].write_text("none", "utf-8")
    kept(project)
    after = _written(project)
    changed = {path for path, at in after.items() if before.get(path) != at}
    by_kind = sorted(path.relative_to(project.cache_folder).parts[0] for path in changed)
    assert by_kind == ["check", "checks", "documents", "facts"]


def _written(project: Project) -> dict[Path, int]:
    return {
        path: path.stat().st_mtime_ns for path in project.cache_folder.rglob("*") if path.is_file()
    }


def test_the_cache_lies_where_a_person_wants_it(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTMORTEM_CACHE_DIR", str(tmp_path / "elsewhere"))
    other = Project(tmp_path / "other", tmp_path / "other" / "postmortems")
    shutil.copytree(project.folder, other.folder)
    archives = [kept(project), kept(other)]
    assert [kept(project), kept(other)] == archives
    assert not (project.root / ".cache").exists()
    assert len(list((tmp_path / "elsewhere").iterdir())) == 2
    monkeypatch.delenv("POSTMORTEM_CACHE_DIR")
    assert archives[0] == anew(project)


def test_a_planted_link_leads_out_of_no_folder(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTMORTEM_CACHE_DIR", str(tmp_path / "elsewhere"))
    (tmp_path / "out").mkdir()
    project.cache_folder.parent.mkdir()
    project.cache_folder.symlink_to(tmp_path / "out")
    with pytest.raises(ArchiveError, match="leads out"):
        kept(project)


def test_a_cache_folder_that_is_not_absolute_is_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTMORTEM_CACHE_DIR", "cache")
    with pytest.raises(ArchiveError, match="no absolute path"):
        kept(project)
