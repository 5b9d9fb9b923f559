import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from command_runner import Run
from good_postmortem import GOOD, write


def test_nothing_to_say_about_a_good_archive(project: Path, run: Run) -> None:
    write(project, "2026-03-12-pool.md", GOOD)
    done = run("check")
    assert (done.code, done.out) == (0, "1 postmortem checked: all fine\n")


def test_a_finding_has_place_code_line_and_fix(project: Path, run: Run) -> None:
    write(project, "2026-03-12-pool.md", GOOD.replace("[checkout]", "[chekout]"))
    done = run("check")
    assert done.code == 1
    first, line, caret, fix = done.out.splitlines()[:4]
    assert first.startswith("postmortems/2026/2026-03-12-pool.md:5:12  PM107 error")
    assert line.strip() == "5 | services: [chekout]"
    assert caret.index("^") == line.index("chekout")
    assert "checkout" in fix


def test_an_empty_archive_is_fine(project: Path, run: Run) -> None:
    assert run("check").out == "no postmortems found\n"
    assert run("check").code == 0


BAD = {
    "binary": (b"\x00\x01\x02", "PM001"),
    "latin": ("---\ntitle: Störung\n---\n".encode("latin-1"), "PM001"),
    "huge": (b"x" * (1 << 20 | 1), "PM001"),
    "empty": (b"", "PM001"),
    "colon": (b"---\ntitle: Outage: db\n---\n", "PM102"),
    "bare": (b"# Notes\n", "PM101"),
}


def test_bad_files_each_have_one_finding_and_hide_nothing(project: Path, run: Run) -> None:
    write(project, "2026-03-12-pool.md", GOOD)
    other = GOOD.replace("[checkout]", "[chekout]").replace("title: Checkout", "title: Payments")
    write(project, "2026-03-13-other.md", other)
    for name, (data, _) in BAD.items():
        write(project, f"2026-03-14-{name}.md", data)
    (project / "postmortems" / "2026" / "2026-03-14-link.md").symlink_to("/etc/passwd")
    done = run("check", "--format", "json")
    assert done.code == 1
    findings = json.loads(done.out)["diagnostics"]
    codes: dict[str, list[str]] = {}
    for finding in findings:
        codes.setdefault(Path(finding["path"]).stem[11:], []).append(finding["code"])
    assert codes.pop("other") == ["PM107", "PM109"]
    assert codes.pop("link") == ["PM001"]
    assert codes == {name: [code] for name, (_, code) in BAD.items()}


def test_an_error_in_archive_yml_hides_nothing(project: Path, run: Run) -> None:
    settings = project / "postmortems" / "archive.yml"
    settings.write_text(settings.read_text("utf-8").replace("teams:", "tems:"), encoding="utf-8")
    write(project, "2026-03-12-pool.md", GOOD.replace("[capacity,", "[capacty,"))
    done = run("check")
    assert done.code == 1
    assert "postmortems/archive.yml:10:1  PM501 error" in done.out
    assert "capacty" in done.out


def test_paths_choose_what_is_reported(project: Path, run: Run) -> None:
    good = write(project, "2026-03-12-pool.md", GOOD)
    write(project, "2026-03-13-other.md", "no front matter\n")
    done = run("check", str(good))
    assert (done.code, done.out) == (0, "1 postmortem checked: all fine\n")
    assert done.err == "other files have findings too; run: postmortem check\n"
    assert run("check", str(good), "--format", "json").err == ""
    assert run("check", "postmortems").err == ""
    assert run("check", "postmortems/2026").code == 1


def test_a_name_that_cannot_be_shown_stops_nothing(project: Path, run: Run) -> None:
    write(project, "2026-03-12-pool.md", GOOD)
    write(project, os.fsdecode(b"caf\xe9.md"), GOOD)
    done = run("check")
    assert done.code == 1
    assert done.out.startswith("postmortems/2026/caf\\udce9.md:1:1  PM001 error")
    assert "fix: rename the file" in done.out
    assert run("search", "pool", "--format", "paths").out.count("\n") == 1
    assert run("new", "t", "--service", "login", "--severity", "sev1").code == 0


def test_paths_are_shown_from_where_one_stands(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(project, "2026-03-13-other.md", "no front matter\n")
    monkeypatch.chdir(path.parent)
    assert run("check").out.startswith("2026-03-13-other.md:1:1  PM101")


def test_an_archive_may_be_anywhere(
    project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "note.md").write_text("no front matter\n", encoding="utf-8")
    assert "PM101" in run("check", "--archive", str(folder)).out


def test_the_root_of_a_project_may_be_named(
    project: Path,
    run: Run,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(project, "2026-03-12-pool.md", GOOD)
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert run("check", "--archive", str(project)).out == "1 postmortem checked: all fine\n"


def test_warnings_count_when_strict(project: Path, run: Run) -> None:
    run("new", "t", "--service", "login", "--severity", "sev1", "--started", "2026-03-12")
    assert run("check").code == 0
    assert run("check", "--strict").code == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("check", "nowhere.md"), "'nowhere.md' does not exist"),
        (("check", "outside.md"), "is not in the archive"),
        (("check", "--format", "xml"), "'xml' is not one of"),
        (("chek",), "Did you mean 'check'?"),
        (("check", "--archive", "missing"), "'missing' does not exist"),
    ],
)
def test_misuse_is_said(project: Path, run: Run, words: tuple[str, ...], message: str) -> None:
    (project / "outside.md").write_text("text", encoding="utf-8")
    done = run(*words)
    assert done.code == 2
    assert message in done.err


def test_help_has_examples(project: Path, run: Run) -> None:
    for command in ("check", "new", "search", "schema"):
        done = run(command, "--help")
        assert done.code == 0
        assert f"  postmortem {command}" in done.out


def test_as_a_process_off_a_terminal_there_is_no_colour(project: Path) -> None:
    write(project, "2026-03-13-other.md", "no front matter\n")
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    done = subprocess.run(
        [Path(sys.executable).with_name("postmortem"), "check"],
        cwd=project,
        env=environment | {"TERM": "xterm-256color"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "PM101" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_nothing_in_a_file_is_changed_by_checking(project: Path, run: Run) -> None:
    path = write(
        project, "2026-03-12-pool.md", b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    )
    before = path.read_bytes()
    assert run("check").code == 0
    assert path.read_bytes() == before
