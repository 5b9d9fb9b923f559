"""The check of the command line: the same as the site's, kept by content, and only what a branch changes."""

import json
from datetime import date
from pathlib import Path

import pytest

from postmortem_archive.archive.check import Checked, check_archive
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.seal import key_path
from scratch_repository import ScratchRepository

TODAY = date(2026, 3, 20)


def postmortem(title: str, **fields: str) -> str:
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return (
        f"---\ntitle: {title}\nstatus: draft\nseverity: sev1\nservices: [{title.lower()}]\ncauses: [b]\n"
        f"started: 2026-03-12T14:05Z\n{more}---\n"
    )


@pytest.fixture
def repository(tmp_path: Path) -> ScratchRepository:
    return ScratchRepository(tmp_path / "repository")


def check(repository: ScratchRepository, base: str | None = None, *, keep: bool = True) -> Checked:
    return check_archive(repository.project, today=TODAY, base=base, keep=keep)


def said(checked: Checked) -> list[tuple[str, str]]:
    return [(Path(item.path).name, item.code) for item in checked.diagnostics]


FILES: dict[str, str | bytes] = {
    "2026-03-12-one.md": postmortem("One", related="[nothing]"),
    "2026-03-12-two.md": postmortem("Two", detected="2026-03-12T13:00Z"),
    "2026-03-12-bad.md": "---\ntitle: [\n---\n",
    "2026-03-12-bin.md": b"\xff\x00",
    "2026-03-12-quiet.md": postmortem("Quiet").replace(
        "---\n", "---\n# postmortem: ignore PM109 x\n", 1
    ),
    "archive.yml": "sevices: 1\n",
}


def test_says_what_the_site_says_however_often_it_is_asked(repository: ScratchRepository) -> None:
    repository.write(FILES)
    expected = load_archive(repository.project, today=TODAY).diagnostics
    assert len(expected) >= 6
    for _ in range(3):
        assert check(repository).diagnostics == expected
    assert check(repository, keep=False).diagnostics == expected


def kept_files(repository: ScratchRepository) -> list[Path]:
    folder = repository.root / ".cache" / "postmortems" / "checks"
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_change_of_a_file_or_of_the_settings_is_seen(repository: ScratchRepository) -> None:
    repository.write(FILES)
    check(repository)
    assert kept_files(repository)
    repository.write({"2026-03-12-two.md": postmortem("Two", detected="2026-03-12T15:00Z")})
    assert ("2026-03-12-two.md", "PM108") not in said(check(repository))
    repository.write({"archive.yml": "rules: {ignore: {PM504: known}}\n"})
    assert "PM504" not in {code for _, code in said(check(repository))}
    (repository.root / "postmortems" / "2026-03-12-bad.md").unlink()
    assert "PM102" not in {code for _, code in said(check(repository))}


@pytest.mark.parametrize("harm", ["forged", "cut", "other key", "folder", "link", "nonsense"])
def test_what_is_kept_is_not_trusted(repository: ScratchRepository, harm: str) -> None:
    repository.write(FILES)
    expected = check(repository).diagnostics
    if harm == "other key":
        key_path().unlink()
    for path in kept_files(repository):
        data = path.read_bytes()
        if harm == "forged":  # as a pull request would, to pass as good
            rows = json.loads(data[64:])
            for row in rows.values():
                row[2] = []
            path.write_bytes(data[:64] + json.dumps(rows).encode())
        elif harm == "cut":
            path.write_bytes(data[: len(data) // 2])
        elif harm == "nonsense":
            path.write_bytes(b"\xff\x00\n{")
        elif harm in ("folder", "link"):
            path.unlink()
            path.mkdir() if harm == "folder" else path.symlink_to("/etc/passwd")
    assert check(repository).diagnostics == expected


def test_a_folder_that_cannot_be_written_only_costs_time(repository: ScratchRepository) -> None:
    repository.write(FILES)
    (repository.root / ".cache").write_text("in the way")
    assert len(check(repository).diagnostics) >= 6


def test_only_what_a_branch_changes(repository: ScratchRepository) -> None:
    repository.commit(FILES)
    repository.git("switch", "--quiet", "--create", "branch")
    assert said(check(repository, "main")) == []
    repository.commit({"2026-03-13-new.md": postmortem("New", related="[gone]")})
    repository.write({"2026-03-14-untracked.md": "no front matter"})
    checked = check(repository, "main")
    assert checked.changed == {"2026-03-13-new.md", "2026-03-14-untracked.md"}
    assert said(checked) == [
        ("2026-03-13-new.md", "PM109"),
        ("2026-03-13-new.md", "PM504"),
        ("2026-03-14-untracked.md", "PM101"),
    ]
    assert [file.card.id for file in checked.chosen([]).files] == [
        "2026-03-13-new",
        "2026-03-14-untracked",
    ]


def test_what_a_change_means_for_other_files(repository: ScratchRepository) -> None:
    files = {
        "2026-03-12-one.md": postmortem("One", related="[2026-03-12-two, nothing]"),
        "2026-03-12-two.md": postmortem("Two"),
    }
    repository.commit(files)
    repository.git("switch", "--quiet", "--create", "branch")
    (repository.root / "postmortems" / "2026-03-12-two.md").unlink()
    found = check(repository, "main")
    assert said(found) == [("2026-03-12-one.md", "PM504")]
    assert "2026-03-12-two" in found.diagnostics[0].message
    assert found.changed == frozenset()


def test_a_change_of_the_settings_concerns_every_file(repository: ScratchRepository) -> None:
    repository.commit({"2026-03-12-one.md": postmortem("One", related="[nothing]")})
    repository.git("switch", "--quiet", "--create", "branch")
    repository.write({"archive.yml": "services: {other: {}}\nwrong: 1\n"})
    assert said(check(repository, "main")) == [
        ("2026-03-12-one.md", "PM107"),
        ("archive.yml", "PM501"),
    ]


def test_chosen_files(repository: ScratchRepository, tmp_path: Path) -> None:
    repository.write({"x/2026-03-12-one.md": "none", "2026-03-12-two.md": "none"})
    whole = check(repository)
    folder = repository.root / "postmortems"
    assert said(whole.chosen([folder / "x"])) == [("2026-03-12-one.md", "PM101")]
    assert len(whole.chosen([]).diagnostics) == 2
    assert whole.chosen([tmp_path / "elsewhere"]).files == ()


def test_progress_is_told(repository: ScratchRepository) -> None:
    repository.write({"a.md": "x", "b.md": "y"})
    told: list[tuple[int, int]] = []
    check_archive(repository.project, today=TODAY, progress=lambda *both: told.append(both))
    assert told == [(1, 2), (2, 2)]


def test_a_project_that_is_not_the_current_folder(repository: ScratchRepository) -> None:
    project = repository.project
    nested = Project(project.root.parent, project.folder)
    repository.write({"2026-03-12-one.md": "none"})
    (found,) = check_archive(nested, today=TODAY).diagnostics
    assert found.path == "repository/postmortems/2026-03-12-one.md"
