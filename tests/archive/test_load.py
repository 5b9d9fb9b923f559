import os
from datetime import date
from pathlib import Path

import pytest

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.discover import Found
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.read import read_bytes

TODAY = date(2026, 3, 14)


def postmortem(title: str, started: str = "2026-03-12T14:05Z", **fields: str) -> str:
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return (
        f"---\ntitle: {title}\nstatus: draft\nseverity: sev1\nservices: [a]\ncauses: [b]\n"
        f"started: {started}\n{more}---\n"
    )


def load(root: Path, files: dict[str, str | bytes]) -> Archive:
    for path, text in files.items():
        location = root / "postmortems" / path
        location.parent.mkdir(parents=True, exist_ok=True)
        location.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_archive(Project(root, root / "postmortems"), today=TODAY)


def test_good_documents_stand_beside_refused_ones(tmp_path: Path) -> None:
    archive = load(
        tmp_path,
        {
            "2026-03-12-good.md": postmortem("Good"),
            "2026-03-12-bad.md": b"\xff\xfe\x00",
            "2026-03-12-broken.md": "---\ntitle: [\n---\n",
        },
    )
    assert [item.id for item in archive.postmortems] == ["2026-03-12-good"]
    assert sorted(document.id for document in archive.refused) == [
        "2026-03-12-bad",
        "2026-03-12-broken",
    ]
    assert [item.code for item in archive.diagnostics] == ["PM001", "PM102"]


def test_newest_first_and_undated_last(tmp_path: Path) -> None:
    archive = load(
        tmp_path,
        {
            "2026-03-12-a.md": postmortem("a"),
            "2026-03-12-b.md": postmortem("b"),
            "2026-03-13-c.md": postmortem("c", "2026-03-13"),
            "d.md": postmortem("d", ""),
        },
    )
    assert [item.title for item in archive.postmortems] == ["c", "a", "b", "d"]


def test_one_slip_in_archive_yml_is_one_finding(tmp_path: Path) -> None:
    archive = load(
        tmp_path,
        {
            "archive.yml": "services: [a, b]\ncauses: {b: {name: B}}\nseverities: {sev1: {}}\n",
            "2026-03-12-good.md": postmortem("Good"),
            "2026-03-12-other.md": postmortem("Other", "2026-03-12T15:00Z"),
        },
    )
    assert [(item.path, item.code) for item in archive.diagnostics] == [
        ("postmortems/archive.yml", "PM501")
    ]
    assert archive.settings.services is None
    assert list(archive.settings.causes or ()) == ["b"]


@pytest.mark.parametrize("data", [b"\x00", b"\xff\xfe", b"services: {{", b"- a\n", b"a: &x [*x]\n"])
def test_an_unreadable_archive_yml_is_one_finding(tmp_path: Path, data: bytes) -> None:
    archive = load(tmp_path, {"archive.yml": data, "2026-03-12-good.md": postmortem("Good")})
    assert [item.path for item in archive.diagnostics] == ["postmortems/archive.yml"]
    assert [item.title for item in archive.postmortems] == ["Good"]


def test_archive_yml_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("name: secret\n", encoding="utf-8")
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "archive.yml").symlink_to(tmp_path / "secret")
    archive = load(tmp_path, {})
    assert archive.settings.name is None
    assert [item.code for item in archive.diagnostics] == ["PM501"]


def test_archive_yml_that_is_a_folder_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "postmortems" / "archive.yml").mkdir(parents=True)
    archive = load(tmp_path, {"2026-03-12-good.md": postmortem("Good")})
    assert [(item.path, item.code) for item in archive.diagnostics] == [
        ("postmortems/archive.yml", "PM501")
    ]
    assert "folder" in archive.diagnostics[0].message


def test_the_advice_about_a_folder_is_about_a_folder(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "linked").symlink_to(tmp_path / "outside")
    finding = load(tmp_path, {}).diagnostics[0]
    assert (finding.path, finding.code) == ("postmortems/linked", "PM001")
    assert "folder" in finding.hint


def test_no_file_stays_open(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("text", encoding="utf-8")
    free = _next_handle(tmp_path)
    for name in ("folder", "file", "missing"):
        read_bytes(Found(name, tmp_path / name))
    assert _next_handle(tmp_path) == free


def _next_handle(folder: Path) -> int:
    """The number of the next file to be opened: the lowest that is free."""
    handle = os.open(folder / "file", os.O_RDONLY)
    os.close(handle)
    return handle


def test_an_archive_without_archive_yml_takes_any_word(tmp_path: Path) -> None:
    assert load(tmp_path, {"2026-03-12-good.md": postmortem("Good")}).diagnostics == ()


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    load(tmp_path, {"a.md": "text", "b.md": "text"})
    load_archive(
        Project(tmp_path, tmp_path / "postmortems"),
        today=TODAY,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 2), (2, 2)]
