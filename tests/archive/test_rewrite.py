import os
import stat
from pathlib import Path

import pytest

from postmortem_archive.archive.rewrite import write_fixed
from postmortem_archive.model.errors import ArchiveError

BEFORE, AFTER = b"before\r\n", b"after, and longer\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "2026-03-12-a b.md"
    path.write_bytes(BEFORE)
    return path


def refusal(file: Path) -> str:
    """The message of the refusal; nothing but the file itself is in its folder then."""
    with pytest.raises(ArchiveError) as caught:
        write_fixed(file, BEFORE, AFTER)
    assert caught.value.hint
    assert [path for path in file.parent.iterdir() if path.name.startswith(".")] == []
    return caught.value.message


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755])
def test_replaces_the_bytes_and_keeps_the_permissions(file: Path, mode: int) -> None:
    file.chmod(mode)
    write_fixed(file, BEFORE, AFTER)
    assert file.read_bytes() == AFTER
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("now", [b"", b"other", BEFORE + b"more"])
def test_a_file_that_changed_is_left(file: Path, now: bytes) -> None:
    file.write_bytes(now)
    assert refusal(file) == f"{file} was not written"
    assert file.read_bytes() == now


def test_a_link_is_not_written_to(file: Path) -> None:
    link = file.with_name("link.md")
    link.symlink_to(file)
    assert "is a symbolic link" in refusal(link)
    assert link.is_symlink()
    assert file.read_bytes() == BEFORE


def test_a_pipe_is_not_written_to(file: Path) -> None:
    pipe = file.with_name("pipe.md")
    os.mkfifo(pipe)
    assert "is not a regular file" in refusal(pipe)


def test_a_folder_and_nothing_are_not_written_to(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    assert "is a directory" in refusal(folder)
    assert "no such file" in refusal(tmp_path / "none.md")


def test_a_full_disk_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    assert "no space left on device" in refusal(file)
    assert file.read_bytes() == BEFORE


def test_a_file_that_is_exchanged_at_the_last_moment_is_left(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(handle: int) -> None:
        file.unlink()
        file.write_bytes(b"of somebody else")

    monkeypatch.setattr(os, "fsync", fsync)
    assert refusal(file) == f"{file} was not written"
    assert file.read_bytes() == b"of somebody else"
