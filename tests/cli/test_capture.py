"""The commands ``capture`` and ``new --from``, as people call them."""

import json
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest

from command_runner import Run
from places import ROOT

EVENING = ROOT / "tests" / "capture" / "samples" / "evening"
ALERTS = str(EVENING / "alertmanager.json")
NEW = ("new", "Orders failed", "--service", "checkout", "--severity", "sev2")
ID = "2026-03-12-orders-failed"
PATH = f"postmortems/2026/{ID}.md"


@pytest.fixture
def begun(project: Path, run: Run) -> Path:
    """A postmortem that somebody began by hand."""
    assert run(*NEW, "--started", "2026-03-12T18:27Z").code == 0
    return project / PATH


def test_new_begins_with_what_was_recorded(project: Path, run: Run) -> None:
    done = run(*NEW, "--from", ALERTS, "--from", str(EVENING / "chat"))
    assert (done.code, done.out) == (0, f"{PATH}\n")
    text = (project / PATH).read_text(encoding="utf-8")
    assert "| 18:31 | Alert CheckoutErrorRateHigh fires" in text
    assert "detected: 2026-03-12T18:29Z # proposed\n" in text
    assert "Masked: 1 token, 1 e-mail address, 1 phone number.\n" in done.err
    assert (
        "Proposed: detected 18:29, acknowledged 18:34, mitigated 19:02, resolved 19:09" in done.err
    )
    assert "ghp_" not in done.err + text


def test_a_captured_draft_has_no_errors(project: Path, run: Run) -> None:
    run(*NEW, "--from", str(EVENING), "--since", "2026-03-12T18:00Z")
    done = run("check")
    assert done.code == 0
    assert "PM311" in done.out


def test_a_captured_draft_cannot_be_published_before_its_moments_are_confirmed(
    project: Path, run: Run
) -> None:
    run(*NEW, "--from", ALERTS)
    path = project / PATH
    text = path.read_text(encoding="utf-8").replace("status: draft", "status: in-review")
    path.write_text(text, encoding="utf-8")
    assert any("PM311 error" in line for line in run("check").out.split("\n"))


def test_says_what_it_read_from_each_file(begun: Path, run: Run) -> None:
    done = run(
        *("capture", ALERTS, str(EVENING / "deploys.csv"), "--into", ID),
        *("--since", "2026-03-12T18:00Z"),
    )
    assert (done.code, done.out) == (0, f"{PATH}\n")
    lines = done.err.split("\n")
    assert lines[0].split() == ["Source", "Read", "as", "Events", "From", "(UTC)", "Until"]
    assert "Prometheus Alertmanager       8  2026-03-12 18:29  19:09" in lines[1]
    assert "deploy records                2  2026-03-12 18:20  19:01" in lines[2]
    assert lines[3].endswith("deploys.csv: 1 left out: outside of --since and --until")
    assert "Added: 6 rows of 10 events." in done.err


def test_capturing_again_changes_nothing(begun: Path, run: Run) -> None:
    run("capture", ALERTS, "--into", ID)
    text = begun.read_bytes()
    done = run("capture", ALERTS, "--into", PATH)
    assert (done.code, done.out) == (0, "")
    assert "Added: nothing new; 4 told already." in done.err
    assert begun.read_bytes() == text


def test_a_dry_run_prints_a_patch_and_writes_nothing(begun: Path, run: Run) -> None:
    text = begun.read_bytes()
    done = run("capture", ALERTS, "--into", ID, "--dry-run")
    assert done.code == 0
    assert f"--- a/{PATH}\n+++ b/{PATH}\n" in done.out
    assert "+| 18:31 | Alert CheckoutErrorRateHigh fires" in done.out
    assert begun.read_bytes() == text


def test_one_bad_file_costs_none_of_the_others(begun: Path, run: Run, tmp_path: Path) -> None:
    cut = tmp_path / "cut.json"
    cut.write_bytes((EVENING / "statuspage.json").read_bytes()[:900])
    done = run("capture", str(cut), ALERTS, "--into", ID)
    assert done.code == 1
    assert f"{cut}: not read: its JSON ends in the middle" in done.err
    assert "hint: the download or the copy was cut off: export it again" in done.err
    assert "CheckoutErrorRateHigh" in begun.read_text(encoding="utf-8")


def test_new_writes_nothing_where_nothing_was_captured(project: Path, run: Run) -> None:
    broken = project / "broken.json"
    broken.write_text('{"alerts": [', encoding="utf-8")
    done = run(*NEW, "--from", str(broken))
    assert (done.code, done.out) == (1, "")
    assert "Nothing was captured, so no file was written." in done.err
    assert list((project / "postmortems").rglob("*.md")) == []


def test_a_zip_and_its_folder_give_the_same(begun: Path, run: Run, tmp_path: Path) -> None:
    archive = tmp_path / "slack export.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted((EVENING / "chat").rglob("*.json")):
            file.write(path, path.relative_to(EVENING / "chat").as_posix())
    before = begun.read_bytes()
    run("capture", str(EVENING / "chat"), "--into", ID)
    of_folder = begun.read_bytes()
    begun.write_bytes(before)
    assert run("capture", str(archive), "--into", ID).code == 0
    assert begun.read_bytes() == of_folder
    begun.write_bytes(before)
    one_day = EVENING / "chat" / "inc-checkout" / "2026-03-12.json"
    assert run("capture", str(one_day), "--into", ID).code == 0
    assert begun.read_bytes() == of_folder


def test_a_zone_is_asked_for_and_not_guessed(begun: Path, run: Run, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("2026-03-12 19:31 first call\n2026-03-12 19:40 a ticket\n", encoding="utf-8")
    done = run("capture", str(notes), "--into", ID)
    assert done.code == 1
    assert "its times say no zone" in done.err
    assert "--zone Europe/Berlin" in done.err
    assert run("capture", str(notes), "--into", ID, "--zone", "Europe/Berlin").code == 0
    assert "| 2026-03-12 18:31 | first call | notes.txt |" in begun.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--into", "2026-03-12-orders-faild"), f"Did you mean '{ID}'?"),
        (("--into", "zzz"), "no postmortem has the ID 'zzz'"),
        ((), "Missing option '--into'"),
        (("--into", ID, "--zone", "Berlin"), "--zone: 'Berlin' is no zone"),
        (("--into", ID, "--since", "yesterday"), "--since: 'yesterday' is no time"),
        (("--into", ID, "--until", "2026-03-12 18:00"), "has no offset from UTC"),
        (("--into", ID, "--since", "2026-03-13", "--until", "2026-03-12"), "--since is later"),
    ],
)
def test_misuse_is_said_and_changes_nothing(
    begun: Path, run: Run, words: tuple[str, ...], message: str
) -> None:
    before = begun.read_bytes()
    done = run("capture", ALERTS, *words)
    assert done.code == 2
    assert message in done.err
    assert begun.read_bytes() == before


def test_a_file_that_is_not_there_is_misuse(begun: Path, run: Run) -> None:
    done = run("capture", "gone.json", "--into", ID)
    assert done.code == 2
    assert "'gone.json' does not exist" in done.err


def test_days_bound_what_is_taken(begun: Path, run: Run) -> None:
    done = run(
        *("capture", str(EVENING / "deploys.csv"), "--into", ID),
        *("--since", "2026-03-12", "--until", "2026-03-12"),
    )
    assert "Added: 3 rows of 3 events." in done.err
    done = run("capture", ALERTS, "--into", ID, "--since", "2026-03-13")
    assert "Added: nothing new." in done.err


def test_an_id_that_two_files_have_is_refused(begun: Path, project: Path, run: Run) -> None:
    other = project / "postmortems" / "old" / f"{ID}.md"
    other.parent.mkdir()
    shutil.copy(begun, other)
    assert "two postmortems have the ID" in run("capture", ALERTS, "--into", ID).err
    assert run("capture", ALERTS, "--into", PATH).code == 0


def test_people_are_called_as_archive_yml_says(begun: Path, project: Path, run: Run) -> None:
    settings = project / "postmortems" / "archive.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        f"{text}capture:\n  people: handles\n  roles: {{mira: the on-call engineer}}\n",
        encoding="utf-8",
    )
    assert run("capture", str(EVENING / "chat"), "--into", ID).code == 0
    text = begun.read_text(encoding="utf-8")
    assert "The on-call engineer: I'm on it" in text
    assert "@jonas: could be my deploy" in text


def test_names_of_files_reach_no_terminal_as_commands(
    begun: Path, run: Run, tmp_path: Path
) -> None:
    odd = tmp_path / "a\x1b[2Jb.json"
    odd.write_text(json.dumps([{"x": 1}]), encoding="utf-8")
    done = run("capture", str(odd), "--into", ID)
    assert done.code == 1
    assert "\x1b" not in done.err + done.out


def test_the_guide_shows_what_is_printed(project: Path, run: Run) -> None:
    guide = (ROOT / "docs" / "guide" / "capture.md").read_text(encoding="utf-8")
    command, shown = guide.split("```sh\n")[1].split("```", 1)
    printed = shown.split("```text\n")[1].split("```")[0].rstrip("…\n ")
    settings = guide.split("```yaml\n")[1].split("```")[0]
    path = project / "postmortems" / "archive.yml"
    path.write_text(path.read_text(encoding="utf-8") + settings, encoding="utf-8")
    shutil.copytree(EVENING, project / "evening")
    done = run(*shlex.split(command.replace("\\\n", " "))[1:])
    assert done.code == 0
    assert printed in done.err
    assert "mira: the on-call engineer" in settings


def test_the_sources_are_told_before_too_much_is_refused(
    begun: Path, run: Run, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.txt"
    lines = [
        f"2026-03-12T{n // 60:02}:{n % 60:02}:00Z note {chr(97 + n % 26) * (n // 26 + 1)}"
        for n in range(600)
    ]
    notes.write_text("\n".join(lines), encoding="utf-8")
    done = run("capture", str(notes), "--into", ID)
    assert done.code == 2
    assert "text with times" in done.err
    assert "this would add 600 rows to the timeline, more than 500" in done.err


def test_a_source_an_hour_apart_is_pointed_out(begun: Path, run: Run, tmp_path: Path) -> None:
    pages = (EVENING / "pagerduty.json").read_text(encoding="utf-8")
    late = tmp_path / "late.json"
    late.write_text(pages.replace("T19:", "T20:").replace("T18:", "T19:"), encoding="utf-8")
    done = run("capture", ALERTS, str(late), "--into", ID)
    (said,) = (line for line in done.err.split("\n") if line.startswith("Look at the clocks: "))
    guide = (ROOT / "docs" / "guide" / "capture.md").read_text(encoding="utf-8")
    assert said in " ".join(guide.split())
    again = run("capture", ALERTS, str(late), "--into", ID)
    assert said in again.err  # for whoever looked away
    assert "Look at the clocks" not in run("capture", str(EVENING), "--into", ID).err
