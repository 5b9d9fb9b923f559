import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from postmortem_archive.archive.discover import MAX_DEPTH, discover
from postmortem_archive.model.errors import ArchiveError


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("text", encoding="utf-8")


def test_lists_postmortems_in_path_order(tmp_path: Path) -> None:
    write(tmp_path, "2026/b.md", "2025/a.markdown", "2026/C.MD", "top.md")
    assert [found.path for found in discover(tmp_path)] == [
        "2025/a.markdown",
        "2026/C.MD",
        "2026/b.md",
        "top.md",
    ]


def test_passes_over_what_is_no_postmortem(tmp_path: Path) -> None:
    write(
        tmp_path, "archive.yml", "_template.md", ".hidden.md", "_drafts/a.md", ".git/b.md", "c.txt"
    )
    assert discover(tmp_path) == ()


def test_refuses_links_and_devices_without_opening_them(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    write(outside, "secret.md")
    archive = tmp_path / "archive"
    write(archive, "good.md")
    (archive / "link.md").symlink_to(outside / "secret.md")
    (archive / "linked").symlink_to(outside, target_is_directory=True)
    os.mkfifo(archive / "pipe.md")
    refusals = {found.path: found.refusal for found in discover(archive)}
    assert refusals["good.md"] == ""
    assert "symbolic link" in refusals["link.md"]
    assert "symbolic link" in refusals["linked"]
    assert "not a regular file" in refusals["pipe.md"]
    assert "linked/secret.md" not in refusals


def test_does_not_descend_without_end(tmp_path: Path) -> None:
    write(tmp_path, "d/" * (MAX_DEPTH + 1) + "deep.md", "near.md")
    found = discover(tmp_path)
    assert [item.path for item in found if not item.refusal] == ["near.md"]
    assert [item.refusal for item in found if item.refusal] == [
        f"the folder is more than {MAX_DEPTH} levels deep"
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"caf\xe9.md", "caf\\udce9.md"),
        (b"clear\x1b[2J.md", "clear\\x1b[2J.md"),
        (b"two\nlines.md", "two\\nlines.md"),
        ("turned\u202edm.exe.md".encode(), "turned\\u202edm.exe.md"),
        (b"folder\x07/note.md", "folder\\x07"),
    ],
)
def test_refuses_a_name_that_cannot_be_shown_as_it_is(
    tmp_path: Path, name: bytes, shown: str
) -> None:
    write(tmp_path, os.fsdecode(name), "café.md", "\u05e9\u200f.md")
    bad, *rest = (item for item in discover(tmp_path) if item.refusal)
    assert rest == []
    assert bad.path == shown
    assert bad.refusal.startswith("the name ")
    assert bad.hint.startswith("rename the ")


def test_a_link_to_itself_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert discover(tmp_path) == ()


def test_an_unreadable_folder_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "2025/a.md", "2026/b.md")
    real = os.scandir

    def scandir(folder: Any) -> Iterator[os.DirEntry[str]]:  # root may read every folder
        if Path(folder).name == "2025":
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    assert [(item.path, item.refusal) for item in discover(tmp_path)] == [
        ("2025", "the folder cannot be opened: permission denied"),
        ("2026/b.md", ""),
    ]


def test_an_archive_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be opened: no such file"):
        discover(tmp_path / "missing")
