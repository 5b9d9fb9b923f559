"""What of a postmortem would be read outside, and what is left out of it."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from command_runner import Run
from good_postmortem import GOOD, write
from offered_postmortem import ID, OFFERED, SETTINGS
from postmortem_archive.cli.preview import command
from runner_commands import COLOUR, commands, hidden_characters

PATH = f"postmortems/2026/{ID}.md"


@pytest.fixture(autouse=True)
def offered(project: Path) -> Path:
    """A postmortem that is offered; a severity and a service have public names."""
    settings = project / "postmortems" / "archive.yml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("{name: Critical}", "{name: Critical, public_name: Many were hit}")
    text = text.replace("{name: Checkout,", "{name: Checkout, public_name: Paying,")
    settings.write_text(text + SETTINGS, encoding="utf-8")
    return write(project, f"{ID}.md", OFFERED)


def approve(run: Run) -> None:
    for role in ("communications", "legal"):
        assert run("approve", ID, "--as", role, "--by", "ana", "--yes").code == 0


def parts(out: str) -> tuple[str, list[str]]:
    """The page, and the lines of the diff below it, without the head of the diff."""
    page, _, rest = out.partition(f"--- {PATH}\n+++ what is read outside\n")
    assert rest.startswith("@@ -1,")
    return page, rest.split("\n")[1:-1]


PAGE = """\
# Customers could not pay for an hour

Began: 2026-03-12 14:05 UTC
Over: 2026-03-12 15:05 UTC
Services: Paying
Severity: Many were hit
Page: 2026-03-12-customers-could-not-pay-for-an-hour

Hash: {digest}
Not approved yet: by communications, legal

## Summary

For an hour, one order of eight failed.
Nothing was lost.

See how we work and [our status page](https://status.shop.example/).

## Impact

12 % of customers could not order for an hour. No data was lost.

## Timeline

- 2026-03-12 14:05 UTC **Started**: orders begin to fail
- 2026-03-12 15:05 UTC **Resolved**: the pool is enlarged

"""


def test_the_page_is_shown_as_it_would_be_read(run: Run) -> None:
    done = run("preview", ID, "--edition", "public")
    page, _ = parts(done.out)
    digest = page.split("Hash: ")[1].split("\n")[0]
    assert page == PAGE.format(digest=digest)
    assert len(digest) == 16
    assert (done.code, done.err) == (1, "")


def test_below_it_stands_what_is_left_out(run: Run) -> None:
    _, lines = parts(run("preview", ID).out)
    start = lines.index("-## Customer summary")
    assert lines[start : start + 10] == [
        "-## Customer summary",
        "+## Summary",
        " ",
        "-For an hour, one order of eight failed.<!-- internal --> The pool was too small."
        "<!-- /internal -->",
        "+For an hour, one order of eight failed.",
        " Nothing was lost.",
        " ",
        "-See [how we work](how-we-work.md) and [our status page](https://status.shop.example/).",
        "+See how we work and [our status page](https://status.shop.example/).",
        " ",
    ]
    assert "-title: Checkout failed when the pool ran dry" in lines
    assert lines[lines.index("-severity: sev1") + 1] == "+Severity: Many were hit"
    assert lines[lines.index("-services: [checkout]") + 1] == "+Services: Paying"
    title = lines.index("-public_title: Customers could not pay for an hour")
    assert lines[title + 1] == "+# Customers could not pay for an hour"
    assert " ## Impact" in lines
    assert "-## Root cause" in lines
    assert "-| 15:05 | **Resolved**: the pool is enlarged |" in lines
    assert "+- 2026-03-12 15:05 UTC **Resolved**: the pool is enlarged" in lines
    assert "-| Alert at 80 % use of the pool | @ana | 2026-04-01 | detect |" in lines


def test_the_file_and_the_page_are_both_in_the_diff(offered: Path, run: Run) -> None:
    done = run("preview", ID, "--format", "diff")
    page, lines = parts(done.out)
    assert page == ""
    assert "\n".join(line[1:] for line in lines if line[0] != "+") + "\n" == OFFERED
    outside = [line[1:] for line in lines if line[0] != "-" and line[1:]]
    wanted = [line for line in PAGE.splitlines() if line]
    told = [line for line in wanted if not line.startswith(("Hash:", "Not approved"))]
    assert sorted(outside) == sorted(told)


def test_the_diff_is_one_that_git_takes(project: Path, offered: Path, run: Run) -> None:
    patch = project / "out.patch"
    patch.write_text(
        run("preview", ID, "--format", "diff").out.replace(
            "+++ what is read outside", f"+++ {PATH}"
        ),
        encoding="utf-8",
    )
    subprocess.run(["git", "apply", "-p0", "out.patch"], cwd=project, check=True)
    assert offered.read_text(encoding="utf-8").startswith("Severity: Many were hit\n")


def test_an_approved_text_could_be_published(run: Run) -> None:
    approve(run)
    done = run("preview", ID)
    assert (done.code, done.err) == (0, "")
    assert "Approved: communications (ana, 2026-03-14); legal (ana, 2026-03-14)\n" in done.out
    assert "Not approved" not in done.out


def test_as_markdown_the_page_stands_alone(run: Run) -> None:
    approve(run)
    done = run("preview", ID, "--format", "markdown")
    assert done.code == 0
    assert done.out.startswith("# Customers could not pay for an hour\n\n- Began: ")
    assert done.out.endswith("the pool is enlarged\n")
    assert "- Services: Paying\n" in done.out
    assert "Checkout failed" not in done.out


@pytest.mark.parametrize("form", ["text", "diff", "markdown"])
def test_what_is_wrong_is_said_with_its_place(offered: Path, run: Run, form: str) -> None:
    text = OFFERED.replace("Nothing was", "<b>Nothing</b> was").replace("public_title", "x_title")
    offered.write_text(text, encoding="utf-8")
    done = run("preview", ID, "--format", form)
    assert done.code == 1
    told = done.out + done.err
    number = text[: text.index("<b>")].count("\n") + 1
    assert f"{PATH}:{number}: `<b>" in told
    assert "needs a title that may be read outside" in told
    assert "(no public title yet)" in told or form == "diff"


def test_what_the_checker_finds_confidential_is_said(offered: Path, run: Run) -> None:
    text = OFFERED.replace("Nothing was lost.", "Write to ana.lind@shop.example.")
    offered.write_text(text, encoding="utf-8")
    done = run("preview", ID)
    assert done.code == 1
    assert "PM909" in done.out


def test_what_is_not_offered_can_be_looked_at(offered: Path, run: Run) -> None:
    offered.write_text(OFFERED.replace("audience: public\n", ""), encoding="utf-8")
    done = run("preview", ID)
    assert done.code == 1
    assert "is not offered to readers outside; this would become public" in done.err
    assert "one order of eight failed" in done.out


def test_of_a_postmortem_that_was_never_meant_for_it_all_stays_inside(
    offered: Path, run: Run
) -> None:
    offered.write_text(GOOD.replace("## Impact", "## Else").replace("## Time", "## X"), "utf-8")
    _, lines = parts(run("preview", ID, "--format", "diff").out)
    said = {"Began: 2026-03-12 14:05 UTC", "Over: 2026-03-12 15:05 UTC"}
    said |= {"Services: Paying", "Severity: Many were hit"}
    assert {line[1:] for line in lines if line[0] != "-"} == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["2026-03-12-pol"], f"Did you mean '{ID}'?"),
        (["nothing-like-it"], "no postmortem has the ID"),
        ([ID, "--edition", "private"], "public"),
        ([ID, "--format", "pdf"], "markdown"),
        ([], "ID"),
    ],
)
def test_misuse_is_explained(run: Run, words: list[str], said: str) -> None:
    done = run("preview", *words)
    assert done.code == 2
    assert said in done.err


HOSTILE = "\x1b[2Jwiped &#x202e;turned ::error::forged ##[error]forged"


@pytest.mark.parametrize("form", ["text", "diff", "markdown"])
@pytest.mark.parametrize("terminal", [False, True])
def test_nothing_of_a_text_is_obeyed(
    offered: Path, run: Run, monkeypatch: pytest.MonkeyPatch, form: str, terminal: bool
) -> None:
    lines = "\n\n".join([HOSTILE, "::error::forged", f"- {HOSTILE}", f"    {HOSTILE}"])
    offered.write_text(OFFERED.replace("Nothing was lost.", f"{lines}\n"), encoding="utf-8")
    if terminal:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.delenv("NO_COLOR")
    done = run("preview", ID, "--format", form)
    shown = COLOUR.sub("", done.out)
    assert r"\x1b[2Jwiped" in shown
    assert commands(shown + done.err) == []
    assert hidden_characters(shown + done.err) == set()


def test_on_a_terminal_the_page_looks_like_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR")
    out = run("preview", ID).out
    shown = COLOUR.sub("", out)
    assert "\x1b[31m-## Root cause\x1b[0m" in out
    assert "\x1b[32m+## Summary\x1b[0m" in out
    page = shown.split("--- postmortems")[0]
    assert "**" not in page
    assert "##" not in page
    assert "our status page (https://status.shop.example/)" in page


def test_a_link_over_two_lines_is_told_all_the_same(offered: Path, run: Run) -> None:
    text = OFFERED.replace(
        "[how we work](how-we-work.md)", '[how we work](how-we-work.md\n"our way")'
    )
    offered.write_text(text, encoding="utf-8")
    page, lines = parts(run("preview", ID).out)
    assert "See how we work and" in page
    assert "-See [how we work](how-we-work.md" in lines
    assert "+See how we work and [our status page](https://status.shop.example/)." in lines


def test_its_help_has_examples_and_exit_codes() -> None:
    text = CliRunner().invoke(command, ["--help"]).output
    assert "Examples:" in text
    assert "--edition public" in text
    assert "Exit codes: 0 it could be published, 1" in text
