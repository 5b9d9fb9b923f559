"""Files as they come: links, attachments, bad ones among good ones, and what is there already."""

from pathlib import Path

import pytest

from import_runs import SAMPLES, TODAY, contents, imported, new_archive, report_of
from postmortem_archive.archive.baseline import known_findings
from postmortem_archive.archive.check import check_archive
from postmortem_archive.archive.imports.report import State
from postmortem_archive.archive.project import Project
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.parse.text import MAX_BYTES

GOOD = "# Mail was late\n\n## Summary\n\nOn 2024-05-{day:02} mail number {day} was late.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new_archive(tmp_path)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder outside of the project, with one document."""
    folder = tmp_path / "old"
    (folder / ".git").mkdir(parents=True)
    (folder / "2024-05-03-mail.md").write_text(GOOD.format(day=3), encoding="utf-8")
    return folder


def known_after(project: Project) -> list[str]:
    """Findings that the baseline does not know."""
    outcome = check_archive(project, today=TODAY).outcome
    new = known_findings(project, outcome.baseline).compare(outcome.diagnostics).new
    return [f"{one.path} {one.code}" for one in new]


def test_importing_twice_changes_nothing(project: Project) -> None:
    imported(project, SAMPLES)
    before = contents(project.root)
    again = imported(project, SAMPLES)
    assert {one.state for one in again.reports} == {State.KNOWN}
    assert contents(project.root) == before


def test_a_file_is_known_however_it_is_named(
    project: Project, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(project, old)
    monkeypatch.chdir(old)
    for path in (Path("2024-05-03-mail.md"), Path(), tmp_path / "old" / ".." / "old"):
        (again,) = imported(project, path).reports
        assert (again.source, again.state) == ("old/2024-05-03-mail.md", State.KNOWN)


def test_files_of_one_name_are_told_apart(project: Project, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mail.md").write_text(GOOD.format(day=3), encoding="utf-8")
    first = imported(project, tmp_path / "a" / "mail.md")
    second = imported(project, tmp_path / "b" / "mail.md")
    assert [one.state for one in (*first.reports, *second.reports)] == [State.IMPORTED] * 2


def test_secrets_are_pointed_out(project: Project, old: Path) -> None:
    token = "ghp_" + "a1B2c3D4" * 4 + "e5F6"
    (old / "leak.md").write_text(f"# Leak\n\n## Summary\n\nThe token was {token}.\n")
    done = imported(project, old)
    assert [one.code for one in done.private] == ["PM901"]
    assert known_after(project) == []


def test_what_was_edited_since_is_left_alone(project: Project, old: Path) -> None:
    (report,) = imported(project, old).reports
    path = project.folder / report.path
    edited = path.read_text(encoding="utf-8").replace("late.", "late, by two hours.")
    moved = project.folder / "better-name.md"
    path.unlink()
    moved.write_text(edited, encoding="utf-8")
    (again,) = imported(project, old).reports
    assert (again.state, again.path) == (State.KNOWN, "better-name.md")
    assert contents(project.folder).keys() == {"archive.yml", "baseline.json", "better-name.md"}


def test_a_dry_run_writes_nothing(project: Project) -> None:
    before = contents(project.root)
    done = imported(project, SAMPLES, dry_run=True)
    assert contents(project.root) == before
    assert {one.state for one in done.reports} == {State.IMPORTED}
    assert done.baseline is None


def test_attachments_and_links_come_along(project: Project) -> None:
    done = imported(project, SAMPLES)
    path = report_of(done, "2019-03-02-many-shapes.md").path
    text = (project.folder / path).read_text(encoding="utf-8")
    assert "![The length of the queue](2019-03-02-many-shapes/queue.png)" in text
    assert "[list of them](<2019-03-02-many-shapes/orders-lost.csv>)" in text
    assert "[graph]: 2019-03-02-many-shapes/graph.png" in text
    beside = project.folder / "2019/2019-03-02-many-shapes"
    assert (beside / "queue.png").read_bytes() == (SAMPLES / "img/queue.png").read_bytes()
    assert (
        "1 link leads to files that were not imported"
        in report_of(done, "2019-03-02-many-shapes.md").notes
    )


def test_links_between_documents_lead_to_their_new_places(project: Project, old: Path) -> None:
    (old / "2023-01-01-first.md").write_text(
        "# First\n\n## Summary\n\nSee [mail](2024-05-03-mail.md#summary).\n", encoding="utf-8"
    )
    done = imported(project, old)
    text = (project.folder / report_of(done, "2023-01-01-first.md").path).read_text()
    assert "[mail](../2024/2024-05-03-mail.md#summary)" in text


def test_one_bad_file_among_many_stops_no_other(project: Project, old: Path) -> None:
    for number in range(1, 500):
        text = GOOD.format(day=number % 28 + 1)
        (old / f"note-{number:03}.md").write_text(text, encoding="utf-8")
    (old / "note-250.md").write_bytes(b"\x00\xff\x00")
    done = imported(project, old, dry_run=True)
    failed = [one for one in done.reports if one.state is State.FAILED]
    assert [one.source for one in failed] == ["old/note-250.md"]
    assert "binary" in failed[0].error
    assert len([one for one in done.reports if one.state is State.IMPORTED]) == 499
    paths = [one.path for one in done.reports if one.path]
    assert len(set(paths)) == 499


def test_what_is_in_the_archive_is_not_imported_again(project: Project, old: Path) -> None:
    (first,) = imported(project, old).reports
    (again,) = imported(project, project.folder / first.path).reports
    assert (again.state, again.error) == (State.FAILED, "it is in the archive already")


def test_what_is_too_large_is_not_read(project: Project, old: Path) -> None:
    large = old / "dump.md"
    with large.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    report = report_of(imported(project, old), "dump.md")
    assert report.state is State.FAILED
    assert report.error == f"it has 104,857,600 bytes; at most {MAX_BYTES:,} are read"


def test_links_are_not_followed(project: Project, old: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"not for the archive")
    (old / "linked.md").symlink_to(tmp_path / "elsewhere.md")
    (old / "linked.png").symlink_to(secret)
    (old / "pictures.md").write_text(
        "# Pictures\n\n## Summary\n\n![a](linked.png) ![b](../secret.png) ![c](/etc/hosts)\n",
        encoding="utf-8",
    )
    done = imported(project, old)
    assert "symbolic link" in report_of(done, "linked.md").error
    report = report_of(done, "pictures.md")
    assert report.attachments == 0
    assert report.notes == (
        "1 link leads to files that were not imported",
        "left behind: linked.png is a symbolic link or no regular file",
    )
    assert b"not for the archive" not in b"".join(contents(project.folder).values())


def test_a_folder_that_is_a_link_is_not_written_through(
    project: Project, old: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (project.folder / "2024").symlink_to(elsewhere)
    (report,) = imported(project, old).reports
    assert (report.state, report.path) == (State.FAILED, "")
    assert "leads out of the archive" in report.error
    assert [*elsewhere.iterdir()] == []


def test_what_is_no_postmortem_is_passed_over_in_a_folder(project: Project, old: Path) -> None:
    (old / "README.md").write_text("# About\n", encoding="utf-8")
    (old / "Jenkinsfile").write_text("pipeline {}\n", encoding="utf-8")
    (old / "_draft.md").write_text("# Draft\n", encoding="utf-8")
    (old / "template.md").write_text("# Template\n", encoding="utf-8")
    done = imported(project, old)
    states = {one.source: one.state for one in done.reports}
    assert states == {
        "old/2024-05-03-mail.md": State.IMPORTED,
        "old/Jenkinsfile": State.PASSED_OVER,
    }
    (named,) = imported(project, old / "Jenkinsfile").reports
    assert (named.state, named.error) == (State.FAILED, "it has no headings of a postmortem")


def test_no_name_is_taken_twice(project: Project, old: Path) -> None:
    (old / "sub").mkdir()
    (old / "sub" / "2024-05-03-mail.md").write_text(GOOD.format(day=3), encoding="utf-8")
    done = imported(project, old)
    assert [one.path for one in done.reports] == [
        "2024/2024-05-03-mail.md",
        "2024/2024-05-03-mail-2.md",
    ]


def test_a_file_of_the_archive_is_never_overwritten(project: Project, old: Path) -> None:
    there = project.folder / "2024" / "2024-05-03-mail.md"
    there.parent.mkdir()
    there.write_text("---\ntitle: Mine\n---\n", encoding="utf-8")
    (report,) = imported(project, old).reports
    assert report.path == "2024/2024-05-03-mail-2.md"
    assert there.read_text(encoding="utf-8") == "---\ntitle: Mine\n---\n"


def test_only_new_mistakes_count_after_an_import(project: Project) -> None:
    done = imported(project, SAMPLES)
    assert done.known > 0 and done.is_named
    assert known_after(project) == []
    path = project.folder / report_of(done, "bold-lines.md").path
    text = path.read_text(encoding="utf-8").replace("status: in-review", "status: in-reviw")
    path.write_text(text, encoding="utf-8")
    assert f"postmortems/{path.relative_to(project.folder)} PM103" in known_after(project)


def test_what_was_wrong_before_stays_a_finding(project: Project, old: Path) -> None:
    (project.folder / "mine.md").write_text("---\ntitle: Mine\nstatus: reviewed\n---\n")
    before = known_after(project)
    imported(project, old)
    assert before and known_after(project) == before


def test_a_second_import_extends_the_baseline(project: Project, old: Path) -> None:
    first = imported(project, SAMPLES)
    second = imported(project, old)
    assert second.known > first.known
    assert known_after(project) == []


@pytest.mark.parametrize(
    "settings",
    [
        "",
        "name: Ours\n",
        "name: Ours",
        "rules:\n    limits: {pages: 5}\n",
        "# rules:\nrules: # own\n  limits:\n    pages: 5\nname: Ours\n",
    ],
)
def test_archive_yml_names_the_baseline(tmp_path: Path, settings: str, old: Path) -> None:
    project = new_archive(tmp_path, settings)
    assert imported(project, old).is_named
    text = project.settings_path.read_text(encoding="utf-8")
    assert "baseline: baseline.json\n" in text
    assert all(line in text for line in settings.split("\n"))


@pytest.mark.parametrize(
    "settings", ["rules: {limits: {pages: 5}}\n", "rules:\r\n  limits: {pages: 5}\r\n"]
)
def test_archive_yml_is_left_alone_where_it_is_written_otherwise(
    tmp_path: Path, settings: str, old: Path
) -> None:
    project = new_archive(tmp_path, "")
    project.settings_path.write_bytes(settings.encode())
    assert not imported(project, old).is_named
    assert project.settings_path.read_bytes() == settings.encode()


@pytest.mark.parametrize("into", ["../out", "_hidden", "a/.b", "/tmp", "a\\b"])  # noqa: S108
def test_a_folder_outside_is_refused(project: Project, old: Path, into: str) -> None:
    with pytest.raises(ArchiveError, match="is no folder of the archive"):
        imported(project, old, into=into)


def test_a_folder_can_be_named(project: Project, old: Path) -> None:
    (report,) = imported(project, old, into="imported/mail").reports
    assert report.path == "imported/mail/2024-05-03-mail.md"


def test_the_archive_itself_is_not_imported(project: Project, old: Path) -> None:
    imported(project, old)
    done = imported(project, project.root)
    assert done.reports == ()


def test_a_file_in_the_way_is_said(project: Project, old: Path) -> None:
    (project.folder / "2024").write_text("a file in the way", encoding="utf-8")
    (report,) = imported(project, old).reports
    assert report.state is State.FAILED
    assert report.error.startswith("it cannot be written: ")
