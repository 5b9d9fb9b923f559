"""Approving a public text at a prompt, and the list of all of them."""

import json
from pathlib import Path

import pytest
from click.shell_completion import CompletionItem
from click.testing import CliRunner

from command_runner import Run
from good_postmortem import GOOD, write
from offered_postmortem import ID, OFFERED, SETTINGS
from postmortem_archive.cli.approve import command

PATH = f"postmortems/2026/{ID}.md"
AS_LEGAL = ("approve", ID, "--as", "legal", "--by", "ana")


@pytest.fixture(autouse=True)
def offered(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A postmortem that is offered; roles and people are known."""
    with (project / "postmortems" / "archive.yml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    monkeypatch.delenv("USER", raising=False)
    return write(project, f"{ID}.md", OFFERED)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody at a terminal answers, one after the other."""
    left: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: left.pop(0))
    return left


def test_a_text_is_shown_and_its_approval_written(offered: Path, run: Run) -> None:
    done = run(*AS_LEGAL, "--yes")
    assert done.code == 0, done.err
    assert "# Customers could not pay for an hour" in done.out
    assert "For an hour, one order of eight failed.\n" in done.out
    assert "The pool was too small" not in done.out
    digest = done.out.split("Hash: ")[1].split("\n")[0]
    before, _, after = OFFERED.partition("---\n\n")
    lines = offered.read_text(encoding="utf-8").removeprefix(before).removesuffix(f"---\n\n{after}")
    assert [line.strip(' "') for line in lines.replace('text: "', "text: ").splitlines()] == [
        "approved_by:",
        "- role: legal",
        "by: ana",
        "on: 2026-03-14",
        f"text: {digest}",
    ]
    assert done.err == f"{PATH}: approved by ana as legal; not approved yet by communications\n"


def test_the_second_role_completes_it(run: Run) -> None:
    run(*AS_LEGAL, "--yes")
    done = run("approve", ID, "--as", "Communications", "--by", "Bo Kim", "--yes")
    assert done.err == f"{PATH}: approved by bo-k as communications\n"
    assert "Approved: legal (ana, 2026-03-14)" in done.out
    assert run("approve", "--list").code == 0


def test_whoever_approves_twice_changes_nothing(offered: Path, run: Run) -> None:
    run(*AS_LEGAL, "--yes")
    before = offered.read_bytes()
    done = run(*AS_LEGAL, "--yes")
    assert (done.code, done.out) == (0, "")
    assert "already" in done.err
    assert offered.read_bytes() == before


def test_a_text_that_was_changed_is_approved_anew(offered: Path, run: Run) -> None:
    run(*AS_LEGAL, "--yes")
    text = offered.read_text(encoding="utf-8")
    offered.write_text(text.replace("one order of eight", "one order of nine"), encoding="utf-8")
    assert "Void" in run("approve", "--list").out
    done = run("approve", ID, "--as", "legal", "--by", "bo-k", "--yes")
    assert "Approved before it was changed: legal (ana, 2026-03-14)" in done.out
    after = offered.read_text(encoding="utf-8")
    assert "by: bo-k" in after
    assert "by: ana" not in after
    (listed,) = json.loads(run("approve", "--list", "--format", "json").out)["texts"]
    assert [one["by"] for one in listed["given"]] == ["bo-k"]
    assert listed["void"] == []


def test_what_stays_inside_can_be_changed_freely(offered: Path, run: Run) -> None:
    run(*AS_LEGAL, "--yes")
    text = offered.read_text(encoding="utf-8")
    changed = text.replace("The pool was too small", "Nobody knew").replace("sev1", "sev2")
    offered.write_text(changed, encoding="utf-8")
    (listed,) = json.loads(run("approve", "--list", "--format", "json").out)["texts"]
    assert [one["role"] for one in listed["given"]] == ["legal"]


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 1), ("", 1)])
def test_somebody_at_a_terminal_is_asked(
    offered: Path, run: Run, answers: list[str], answer: str, code: int
) -> None:
    answers.append(answer)
    done = run(*AS_LEGAL)
    assert (done.code, answers) == (code, [])
    assert ("approved_by" in offered.read_text(encoding="utf-8")) is (code == 0)


def test_of_several_each_is_asked_for(
    project: Path, offered: Path, run: Run, answers: list[str]
) -> None:
    other = write(project, "2026-03-13-other.md", OFFERED.replace("could not pay", "could not buy"))
    answers.extend(["n", "y"])
    done = run("approve", ID, "2026-03-13-other", ID, "--as", "legal", "--by", "ana")
    assert done.code == 1
    assert "left as it is" in done.err
    assert "approved_by" not in offered.read_text(encoding="utf-8")
    assert "approved_by" in other.read_text(encoding="utf-8")


def test_the_name_of_the_system_counts_where_it_is_a_known_handle(
    offered: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "bo-k")
    assert run("approve", ID, "--as", "legal", "--yes").code == 0
    assert "by: bo-k\n" in offered.read_text(encoding="utf-8")


MISUSED = {
    "nobody to ask": (AS_LEGAL, "add --yes"),
    "unknown ID": (("approve", "2026-03-12-pol", *AS_LEGAL[2:], "--yes"), f"Did you mean '{ID}'?"),
    "nothing like it": (("approve", "nothing", *AS_LEGAL[2:], "--yes"), "no postmortem has the ID"),
    "unknown role": (("approve", ID, "--as", "leagl", "--by", "ana", "--yes"), "mean 'legal'?"),
    "no role": (("approve", ID, "--by", "ana", "--yes"), "--as ROLE"),
    "empty role": (("approve", ID, "--as", " ", "--by", "ana", "--yes"), "--as ROLE"),
    "nobody": (("approve", ID, "--as", "legal", "--yes"), "--by HANDLE"),
    "unknown handle": ((*AS_LEGAL[:-1], "anna", "--yes"), "Did you mean 'ana'?"),
    "no ID": (("approve", "--as", "legal", "--by", "ana"), "--list"),
    "list and IDs": (("approve", ID, "--list"), "--list lists all"),
    "list and a role": (("approve", "--as", "legal", "--list"), "--list lists all"),
    "a form without a list": ((*AS_LEGAL, "--yes", "--format", "json"), "--format is for --list"),
}


@pytest.mark.parametrize(("words", "said"), MISUSED.values(), ids=MISUSED)
def test_misuse_is_explained(offered: Path, run: Run, words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.code == 2
    assert said in done.err
    assert offered.read_text(encoding="utf-8") == OFFERED


REFUSED: dict[str, tuple[str, int, str]] = {
    "not offered": (OFFERED.replace("audience: public\n", ""), 1, "not offered"),
    "no title": (OFFERED.replace("public_title", "x_title"), 1, "needs a title"),
    "a mark without end": (OFFERED.replace("<!-- /internal -->", ""), 1, "ends nowhere"),
    "a secret": (
        OFFERED.replace("Nothing was lost.", "Write to ana.lind@shop.example."),
        1,
        "PM909",
    ),
    "broken": (OFFERED.replace("audience:", "audience"), 2, "this line has no"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_text_that_must_not_leave_is_refused_with_the_reasons(
    project: Path, offered: Path, run: Run, name: str
) -> None:
    text, code, said = REFUSED[name]
    good = write(project, "2026-03-13-other.md", OFFERED.replace("could not", "cannot"))
    offered.write_text(text, encoding="utf-8")
    done = run("approve", "2026-03-13-other", ID, *AS_LEGAL[2:], "--yes")
    assert done.code == code
    assert said in done.out + done.err
    assert PATH in done.out + done.err
    assert offered.read_text(encoding="utf-8") == text
    assert "approved_by" not in good.read_text(encoding="utf-8")


def test_settings_that_are_not_understood_let_nothing_be_approved(
    project: Path, offered: Path, run: Run
) -> None:
    with (project / "postmortems" / "archive.yml").open("a", encoding="utf-8") as file:
        file.write("publik: {}\n")
    done = run(*AS_LEGAL, "--yes")
    assert done.code == 2
    assert "not known what may be public" in done.err
    assert offered.read_text(encoding="utf-8") == OFFERED


def test_where_no_role_is_named_anybody_may_approve_as_anything(
    project: Path, offered: Path, run: Run
) -> None:
    settings = project / "postmortems" / "archive.yml"
    text = settings.read_text(encoding="utf-8").replace(
        "  approvals: [communications, legal]\n", ""
    )
    settings.write_text(text, encoding="utf-8")
    (before,) = json.loads(run("approve", "--list", "--format", "json").out)["texts"]
    assert before["missing"] == ["anybody"]
    done = run("approve", ID, "--as", "press officer", "--by", "ana", "--yes")
    assert done.err == f"{PATH}: approved by ana as press officer\n"
    assert "by anybody" in done.out
    assert run("approve", "--list").code == 0
    assert "role: press officer\n" in offered.read_text(encoding="utf-8")


def test_the_list_names_what_is_published_and_not_approved(project: Path, run: Run) -> None:
    write(project, "2026-03-13-draft.md", OFFERED.replace("published", "draft"))
    write(project, "2026-03-14-inside.md", GOOD)
    done = run("approve", "--list")
    assert done.code == 1
    head, first, second, _, last = done.out.splitlines()
    assert head.split() == [
        "Postmortem", "Status", "Hash", "Approved", "Void", "Missing", "Faults",
    ]  # fmt: skip
    assert first.split()[:2] == [ID, "published"]
    assert second.split()[:2] == ["2026-03-13-draft", "draft"]
    assert "communications, legal" in first
    assert last == "2 public texts, 0 approved; 1 published one is not"


def test_the_list_as_json_names_every_text(project: Path, run: Run) -> None:
    write(project, "2026-03-13-b.md", OFFERED.replace("public_title", "x_title"))
    run(*AS_LEGAL, "--yes")
    done = run("approve", "--list", "--format", "json")
    assert done.code == 1
    data = json.loads(done.out)
    assert data["version"] == 1
    assert data["counts"] == {"offered": 2, "approved": 0, "published_not_approved": 2}
    first, second = data["texts"]
    assert (first["id"], first["path"], first["status"]) == (ID, PATH, "published")
    assert first["page"] == "2026-03-12-customers-could-not-pay-for-an-hour"
    assert first["given"] == [
        {"role": "legal", "by": "ana", "on": "2026-03-14", "text": first["hash"]}
    ]
    assert (first["approved"], first["missing"]) == (False, ["communications"])
    assert [one["message"] for one in second["faults"]] == [
        "a public postmortem needs a title that may be read outside"
    ]


def test_an_archive_without_public_texts_has_an_empty_list(offered: Path, run: Run) -> None:
    offered.write_text(GOOD, encoding="utf-8")
    done = run("approve", "--list")
    assert (done.code, done.out) == (0, "no postmortem says audience: public\n")


def test_a_file_that_is_not_understood_is_not_passed_over_in_silence(
    offered: Path, run: Run
) -> None:
    offered.write_text("---\naudience: [\n---\n", encoding="utf-8")
    assert "1 file could not be understood" in run("approve", "--list").err


def completed(parameter: str, start: str) -> list[CompletionItem]:
    context = command.make_context("approve", ["--list"])
    (found,) = (one for one in command.params if one.name == parameter)
    return found.shell_complete(context, start)


def test_a_shell_is_offered_ids_and_roles(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [one.value for one in completed("names", "2026-")] == [ID]
    assert [one.value for one in completed("role", "")] == ["communications", "legal"]
    assert [one.value for one in completed("role", "l")] == ["legal"]
    monkeypatch.chdir(tmp_path_factory.mktemp("no-archive"))
    assert completed("role", "") == []


def test_its_help_has_examples_and_exit_codes() -> None:
    text = CliRunner().invoke(command, ["--help"]).output
    assert "Examples:" in text
    assert "--as communications" in text
    assert "Exit codes: 0 approved, 1" in text
