import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from postmortem_archive.archive.history import commit_times, first_commits
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from scratch_repository import ScratchRepository

TEXT = "".join(f"line {number} of a postmortem\n" for number in range(40))


@pytest.fixture
def repository(tmp_path: Path) -> ScratchRepository:
    return ScratchRepository(tmp_path / "project")


def day(number: int) -> str:
    return f"2026-03-{number:02}T09:00:00Z"


def days(project: Project) -> dict[str, int]:
    """The day of March 2026 on which each file was first committed."""
    return {path: at.day for path, at in first_commits(project).items()}


def clone(source: Path, target: Path, *options: str) -> Project:
    subprocess.run(
        ["git", "clone", "--quiet", *options, source.as_uri(), str(target)],
        check=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
    )
    return Project(target, target / "postmortems")


def test_a_file_has_the_time_of_its_first_commit(repository: ScratchRepository) -> None:
    repository.commit({"2026/a.md": TEXT}, at="2026-03-01T23:30:00-02:00")
    repository.commit({"2026/a.md": TEXT + "more\n", "b.md": "b\n"}, at=day(5))
    repository.write({"never.md": "never committed\n"})
    assert first_commits(repository.project) == {
        "2026/a.md": datetime(2026, 3, 2, 1, 30, tzinfo=UTC),
        "b.md": datetime(2026, 3, 5, 9, 0, tzinfo=UTC),
    }


def test_a_check_knows_it(repository: ScratchRepository) -> None:
    def postmortem(started: str) -> str:
        return (
            f"---\ntitle: Down on {started}\nstatus: draft\nseverity: sev1\nservices: [a]\n"
            f"causes: [b]\nstarted: {started}\nresolved: {started}\n---\n"
        )

    repository.commit({"2026/2026-03-01-ä.md": postmortem("2026-03-01")}, at=day(2))
    repository.commit({"2026/2026-03-04-late-ä.md": postmortem("2026-03-04")}, at=day(9))
    found = load_archive(repository.project, today=date(2026, 3, 10)).diagnostics
    assert [(item.path, item.code) for item in found] == [
        ("postmortems/2026/2026-03-04-late-ä.md", "PM801")
    ]


def test_a_renamed_file_keeps_its_first_commit(repository: ScratchRepository) -> None:
    repository.commit({"a.md": TEXT}, at=day(1))
    repository.git("mv", "postmortems/a.md", "postmortems/b.md")
    repository.commit({"b.md": TEXT.replace("line 7", "the seventh line")}, at=day(5))
    (repository.root / "postmortems/2026").mkdir()
    repository.git("mv", "postmortems/b.md", "postmortems/2026/c.md")
    repository.commit({}, at=day(9))
    assert days(repository.project)["2026/c.md"] == 1


def test_the_time_of_a_rebase_does_not_count(repository: ScratchRepository) -> None:
    repository.commit({"a.md": TEXT}, at=day(1))
    repository.git("checkout", "--quiet", "-b", "branch")
    repository.commit({"b.md": "b\n"}, at=day(2))
    repository.git("checkout", "--quiet", "main")
    repository.commit({"c.md": "c\n"}, at=day(3))
    repository.git("checkout", "--quiet", "branch")
    repository.git("rebase", "--quiet", "main", at=day(20))
    assert days(repository.project) == {"a.md": 1, "b.md": 2, "c.md": 3}


def test_of_two_branches_the_earlier_commit_counts(repository: ScratchRepository) -> None:
    repository.commit({"a.md": TEXT}, at=day(1))
    repository.git("checkout", "--quiet", "-b", "branch")
    repository.commit({"b.md": "b\n"}, at=day(3))
    repository.git("checkout", "--quiet", "main")
    repository.commit({"b.md": "b\n"}, at=day(2))
    repository.git("merge", "--quiet", "--no-edit", "branch", at=day(9))
    assert days(repository.project) == {"a.md": 1, "b.md": 2}


def test_an_archive_deep_in_a_repository(tmp_path: Path) -> None:
    outer = ScratchRepository(tmp_path / "outer")
    project = Project(outer.root / "team/docs", outer.root / "team/docs/postmortems")
    (project.folder / "2026").mkdir(parents=True)
    (project.folder / "2026/a.md").write_text(TEXT)
    outer.commit({"elsewhere.md": "another archive\n"}, at=day(1))
    assert days(project) == {"2026/a.md": 1}


@pytest.mark.parametrize(
    "name",
    [
        "\x01A.md",
        "a\nR100.md",
        "\x01\n1.md",
        ":(glob)*.md",
        "-x.md",
        "a b\t'\".md",
        "ärger-日本.md",
    ],
)
def test_odd_names(repository: ScratchRepository, name: str) -> None:
    repository.commit({name: TEXT}, at=day(1))
    repository.commit({"A": "b\n", "moved.md": "c\n"}, at=day(2))
    assert days(repository.project) == {name: 1, "A": 2, "moved.md": 2}


def test_a_name_that_is_not_utf_8(repository: ScratchRepository) -> None:
    name = os.fsdecode(b"\xff.md")
    repository.commit({name: TEXT, "a.md": "a\n"}, at=day(1))
    assert days(repository.project) == {name: 1, "a.md": 1}


@pytest.mark.parametrize("seconds", ["99999999999999", "99999999999999999999", "-1"])
def test_a_made_up_time(repository: ScratchRepository, seconds: str) -> None:
    repository.commit({"a.md": TEXT}, at=day(1))
    repository.write({"b.md": "b\n"})
    repository.git("add", "--all")
    who = f"A <a@example.com> {seconds} +0000"
    commit = (
        f"tree {repository.git('write-tree')}\nparent {repository.git('rev-parse', 'HEAD')}\n"
        f"author {who}\ncommitter {who}\n\nmade up\n"
    )
    (repository.root / "made-up").write_text(commit)
    made = repository.git("hash-object", "-t", "commit", "-w", "--literally", "made-up")
    repository.git("update-ref", "refs/heads/main", made)
    assert days(repository.project)["a.md"] == 1


def test_settings_of_the_repository_change_nothing(repository: ScratchRepository) -> None:
    repository.commit({"a.md": TEXT}, at=day(1))
    repository.git("mv", "postmortems/a.md", "postmortems/b.md")
    repository.commit({}, at=day(5))
    for setting in (
        *("log.showRoot=false", "log.follow=true", "log.decorate=full", "diff.renames=false"),
        *("log.date=relative", "format.pretty=fuller", "color.ui=always", "diff.noprefix=true"),
    ):
        repository.git("config", *setting.split("="))
    assert days(repository.project) == {"a.md": 1, "b.md": 1}


def test_a_shallow_clone_says_nothing(repository: ScratchRepository, tmp_path: Path) -> None:
    repository.commit({"a.md": TEXT}, at=day(1))
    repository.commit({"b.md": "b\n"}, at=day(2))
    assert days(clone(repository.root, tmp_path / "whole")) == {"a.md": 1, "b.md": 2}
    assert days(clone(repository.root, tmp_path / "shallow", "--depth=1")) == {}


def test_a_clone_without_old_contents_fetches_nothing(
    repository: ScratchRepository, tmp_path: Path
) -> None:
    repository.commit({"a.md": TEXT}, at=day(1))
    repository.git("mv", "postmortems/a.md", "postmortems/b.md")
    repository.commit({"b.md": TEXT + "more\n"}, at=day(5))
    repository.git("config", "uploadpack.allowFilter", "true")
    project = clone(repository.root, tmp_path / "partial", "--filter=blob:none")
    assert days(project) == {}
    assert days(repository.project) == {"a.md": 1, "b.md": 1}


def test_nothing_is_known_without_a_repository(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    assert first_commits(Project(tmp_path, tmp_path / "postmortems")) == {}


def test_nothing_is_known_before_the_first_commit(repository: ScratchRepository) -> None:
    repository.write({"a.md": TEXT})
    assert first_commits(repository.project) == {}
    repository.commit({}, at=day(1))
    repository.git("checkout", "--quiet", "--orphan", "new")
    assert first_commits(repository.project) == {}


def test_the_last_commit_that_changed_a_file_counts(repository: ScratchRepository) -> None:
    repository.commit({"a.md": TEXT, "b.md": "b\n", "M.md": "c\n"}, at=day(1))
    repository.commit({"a.md": TEXT + "more\n"}, at=day(5))
    repository.commit({"M.md": "d\n", "a.md": TEXT + "most\n"}, at=day(3))  # a clock that was slow
    assert {path: at.day for path, at in commit_times(repository.project).last.items()} == {
        "a.md": 5,
        "b.md": 1,
        "M.md": 3,
    }


def test_a_rename_is_a_change(repository: ScratchRepository) -> None:
    repository.commit({"a.md": TEXT}, at=day(1))
    repository.git("mv", "postmortems/a.md", "postmortems/b.md")
    repository.commit({}, at=day(5))
    assert commit_times(repository.project).last["b.md"].day == 5


def test_where_first_commits_are_unknown_last_ones_are_too(
    repository: ScratchRepository, tmp_path: Path
) -> None:
    assert commit_times(repository.project).last == {}
    repository.commit({"a.md": TEXT}, at=day(1))
    repository.commit({"b.md": "b\n"}, at=day(2))
    assert commit_times(clone(repository.root, tmp_path / "shallow", "--depth=1")).last == {}
    folder = tmp_path / "plain" / "postmortems"
    folder.mkdir(parents=True)
    assert commit_times(Project(folder.parent, folder)).last == {}
