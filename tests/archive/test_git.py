import re
import shutil
from pathlib import Path

import pytest

from postmortem_archive.archive.git import GitError, git, is_repository
from postmortem_archive.archive.history import first_commits
from postmortem_archive.model.errors import ArchiveError
from scratch_repository import ScratchRepository


@pytest.fixture
def repository(tmp_path: Path) -> ScratchRepository:
    made = ScratchRepository(tmp_path / "project")
    made.commit({"a.md": "a\n" * 40})
    return made


def test_what_git_prints(repository: ScratchRepository) -> None:
    head = repository.git("rev-parse", "HEAD")
    folder = repository.project.folder
    assert git(folder, "rev-parse", "HEAD") == f"{head}\n".encode()
    assert git(folder, "cat-file", "--batch-check", given=b"HEAD:postmortems/a.md\n").endswith(
        b" blob 80\n"
    )


def test_what_git_refuses_is_said_in_its_words(repository: ScratchRepository) -> None:
    with pytest.raises(GitError, match=r"git log: fatal: ambiguous argument 'zebra'") as caught:
        git(repository.project.folder, "log", "zebra")
    assert isinstance(caught.value, ArchiveError)


def test_no_git(repository: ScratchRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(GitError, match="git cannot be run"):
        git(repository.root, "log")
    assert not is_repository(repository.root)


def test_what_is_a_repository(repository: ScratchRepository, tmp_path: Path) -> None:
    assert is_repository(repository.project.folder)
    assert not is_repository(repository.root / ".git")
    assert not is_repository(tmp_path)
    assert not is_repository(tmp_path / "missing")


def test_in_a_hook_the_repository_of_the_archive_is_asked(
    repository: ScratchRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ScratchRepository(tmp_path / "other")
    other.commit({"b.md": "b\n"})
    monkeypatch.chdir(other.root)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_WORK_TREE", ".")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert set(first_commits(repository.project)) == {"a.md"}


def test_nothing_that_a_hostile_configuration_names_is_run(
    repository: ScratchRepository, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\necho $0 $* >> {trace}\nexit 0\n")
    script.chmod(0o755)
    repository.git("mv", "postmortems/a.md", "postmortems/b.md")
    repository.write({".gitattributes": "*.md diff=evil\n"})
    repository.commit({"b.md": "a\n" * 39 + "b\n"})
    _sign(repository)
    _make_hostile(repository, script)

    # the trap is set: what plain git does with that configuration is to run the script
    repository.git("log", "-p")
    repository.git("status")
    assert trace.exists()
    trace.unlink()

    folder = repository.project.folder
    assert set(first_commits(repository.project)) >= {"a.md", "b.md"}
    assert is_repository(folder)
    git(folder, "ls-tree", "-r", "-z", "HEAD", "--", ".")
    git(folder, "cat-file", "--batch", given=b"HEAD:postmortems/b.md\n")
    git(folder, "merge-base", "HEAD", "HEAD")
    git(folder, "status", "--porcelain")
    assert not trace.exists()


def test_nothing_is_fetched_by_a_hostile_program(
    repository: ScratchRepository, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\necho $0 $* >> {trace}\nexit 1\n")
    script.chmod(0o755)
    blob = repository.git("rev-parse", "HEAD:postmortems/a.md")
    other = tmp_path / "other"
    shutil.copytree(repository.root, other)
    (repository.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    for name, value in (
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", str(other)),
        ("remote.origin.uploadpack", str(script)),
        ("core.repositoryFormatVersion", "1"),
        ("protocol.allow", "always"),
    ):
        repository.git("config", name, value)
    with pytest.raises(GitError):
        git(repository.project.folder, "cat-file", "blob", blob)
    assert not trace.exists()


def _sign(repository: ScratchRepository) -> None:
    """Make the last commit one that claims to be signed."""
    text = repository.git("cat-file", "commit", "HEAD")
    armour = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----"
    signed = re.sub(r"^(committer .*)$", rf"\1\n{armour}", text, count=1, flags=re.MULTILINE)
    (repository.root / "signed").write_text(signed + "\n")
    commit = repository.git("hash-object", "-t", "commit", "-w", "signed")
    repository.git("update-ref", "refs/heads/main", commit)


def _make_hostile(repository: ScratchRepository, script: Path) -> None:
    """Name the script wherever git could be told to run something."""
    for name in (
        *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass"),
        *("core.gitProxy", "core.alternateRefsCommand", "diff.external", "diff.evil.command"),
        *("diff.evil.textconv", "gpg.program", "pager.log", "interactive.diffFilter"),
        *("alias.log", "alias.rev-parse", "credential.helper"),
    ):
        value = f"!{script}" if name.startswith("alias.") else str(script)
        repository.git("config", name, value)
    repository.git("config", "log.showSignature", "true")
    hooks = repository.root / ".git/hooks"
    for name in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-commit"):
        shutil.copy(script, hooks / name)
        (hooks / name).chmod(0o755)
