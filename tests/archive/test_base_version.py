"""What a branch changes, told from what git keeps and what is on disk."""

from pathlib import Path

import pytest

from postmortem_archive.archive.base_version import base_version, old_contents
from postmortem_archive.model.errors import ArchiveError
from scratch_repository import ScratchRepository


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScratchRepository:
    for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA"):
        monkeypatch.delenv(name, raising=False)
    return ScratchRepository(tmp_path / "repository")


def test_the_base_is_where_the_branch_began(repository: ScratchRepository) -> None:
    begun = repository.commit({"a.md": "one"})
    repository.git("switch", "--quiet", "--create", "branch")
    repository.commit({"a.md": "two"})
    repository.git("switch", "--quiet", "main")
    repository.commit({"b.md": "later, on main"})
    repository.git("switch", "--quiet", "branch")
    base = base_version(repository.project, "main")
    assert base.commit == begun
    assert set(base.blobs) == {"a.md"}
    assert base_version(repository.project, "").commit == begun  # main is the usual base
    assert base.has("a.md", b"one")
    assert not base.has("a.md", b"two")
    assert not base.has("b.md", b"one")


def test_line_ends_make_no_change(repository: ScratchRepository) -> None:
    repository.commit({"a.md": "one\ntwo\n"})
    base = base_version(repository.project, "HEAD")
    assert base.has("a.md", b"one\r\ntwo\r\n")
    assert not base.has("a.md", b"one\r\ntwo")


def test_old_contents_come_as_they_were(repository: ScratchRepository) -> None:
    files: dict[str, str | bytes] = {
        "a.md": b"\xff\x00\nb\n",
        "empty.md": b"",
        "x/with space ü.md": "text\n\n",
    }
    repository.commit(files)
    base = base_version(repository.project, "HEAD")
    found = old_contents(repository.project, base, [*files, "missing.md"])
    assert found == {
        name: text if isinstance(text, bytes) else text.encode() for name, text in files.items()
    }
    assert old_contents(repository.project, base, ["missing.md"]) == {}


def test_links_are_no_files(repository: ScratchRepository) -> None:
    (repository.root / "postmortems" / "link.md").symlink_to("/etc/passwd")
    repository.commit({"a.md": "one"})
    assert set(base_version(repository.project, "HEAD").blobs) == {"a.md"}


def test_the_archive_may_be_deep_in_a_repository(tmp_path: Path) -> None:
    repository = ScratchRepository(tmp_path)
    repository.commit({"a.md": "one"})
    (tmp_path / "team" / "postmortems").mkdir(parents=True)
    (tmp_path / "team" / "postmortems" / "b.md").write_text("two")
    repository.commit({})
    project = type(repository.project)(tmp_path / "team", tmp_path / "team" / "postmortems")
    assert set(base_version(project, "HEAD").blobs) == {"b.md"}


@pytest.mark.parametrize("name", ["GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA"])
def test_the_host_names_the_base(
    repository: ScratchRepository, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = repository.commit({"a.md": "one"})
    repository.commit({"a.md": "two"})
    repository.git("update-ref", "refs/remotes/origin/release", begun)
    monkeypatch.setenv(name, "release" if name == "GITHUB_BASE_REF" else begun)
    assert base_version(repository.project, "").commit == begun


@pytest.mark.parametrize("base", ["nope", "--output=x", "HEAD^{tree}", "", "-x"])
def test_no_such_base(repository: ScratchRepository, base: str) -> None:
    repository.commit({"a.md": "one"})
    repository.git("branch", "--move", "topic")
    with pytest.raises(ArchiveError) as raised:
        base_version(repository.project, base)
    assert "--changed=BASE" in raised.value.hint
    assert not (repository.root / "x").exists()


def test_nothing_in_common(repository: ScratchRepository) -> None:
    repository.commit({"a.md": "one"})
    repository.git("switch", "--quiet", "--orphan", "other")
    repository.commit({"b.md": "one"})
    with pytest.raises(ArchiveError, match="no commit in common") as raised:
        base_version(repository.project, "main")
    assert "fetch" in raised.value.hint


def test_no_repository(tmp_path: Path) -> None:
    repository = ScratchRepository(tmp_path)
    (tmp_path / ".git").rename(tmp_path / "git-no-more")
    with pytest.raises(ArchiveError, match="not in a git repository"):
        base_version(repository.project, "main")
