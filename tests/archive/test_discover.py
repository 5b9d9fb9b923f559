import os
from pathlib import Path

from postmortem_archive.archive.discover import MAX_DEPTH, discover


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
