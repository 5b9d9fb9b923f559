import csv
import io
import json
from pathlib import Path

import pytest

from command_runner import Run
from good_postmortem import GOOD, write

TABLE = """\
| Action | Owner | Due | Type | Status |
|---|---|---|---|---|
| Alert at 80 % use of the pool | @ana | 2026-03-13 | detect | open |
| Stop queries after 5 seconds | payments | 2026-04-01 | prevent | in-progress |
| Show the pool on the dashboard | Bo Lind |  | detect | open |
| Restart the pool | @ana | 2026-03-12 | mitigate | done |
| Buy a larger pool |  |  | mitigate | wont-do: the query was the reason |
"""
"""Against 2026-03-14, the day of the tests, one item is overdue."""

LOGIN = "- [ ] Renew sessions in the background (owner: @identity-team, due: 2026-03-14, prevent)\n"


@pytest.fixture(autouse=True)
def archive(project: Path) -> Path:
    head, _, _ = GOOD.partition("| Action |")
    write(project, "2026-03-12-pool.md", head + TABLE)
    login = head.replace("[checkout]", "[login]").replace("2026-03-12", "2026-03-13")
    write(project, "2026-03-13-session-store.md", login + LOGIN)
    return project


def listed(run: Run, *words: str) -> list[str]:
    """First words of the actions that the command lists."""
    done = run("actions", "--format", "json", *words)
    assert done.code == 0, done.err
    return [item["action"].split()[0] for item in json.loads(done.out)["actions"]]


def test_what_is_open_by_due_date_and_a_line_that_sums_it_up(project: Path, run: Run) -> None:
    pool = "postmortems/2026/2026-03-12-pool.md"
    first = (project / pool).read_text(encoding="utf-8").split("Alert at")[0].count("\n") + 1
    done = run("actions")
    assert done.code == 0
    assert done.out.splitlines() == [
        f"2026-03-13  overdue 1 d  ana  Alert at 80 % use of the pool  {pool}:{first}",
        "2026-03-14  open  identity-team  Renew sessions in the background  "
        f"postmortems/2026/2026-03-13-session-store.md:{first - 2}",
        f"2026-04-01  in progress  payments  Stop queries after 5 seconds  {pool}:{first + 1}",
        f"no date  open  Bo Lind  Show the pool on the dashboard  {pool}:{first + 2}",
        "4 open, 1 overdue, 1 without a due date",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--overdue"], ["Alert"]),
        (["--all"], ["Restart", "Alert", "Renew", "Stop", "Show", "Buy"]),
        (["--status", "done", "--status", "wont-do"], ["Restart", "Buy"]),
        (["--status", "in-progress"], ["Stop"]),
        (["--overdue", "--status", "done"], []),
        (["--type", "detect"], ["Alert", "Show"]),
        (["--service", "login"], ["Renew"]),
        (["--service", "cart"], ["Alert", "Stop", "Show"]),
        (["--postmortem", "2026-03-13-session-store"], ["Renew"]),
        (["--postmortem", "2026-03-12-pool", "--all", "--type", "mitigate"], ["Restart", "Buy"]),
        (["--owner", "ana"], ["Alert"]),
        (["--owner", "@Ana"], ["Alert"]),
        (["--owner", "BO LIND"], ["Show"]),
        (["--owner", "ana", "--owner", "bo lind"], ["Alert", "Show"]),
        (["--team", "identity"], ["Renew"]),
        (["--team", "Payments"], ["Stop"]),
        (["--team", "payments", "--owner", "ana"], ["Alert", "Stop"]),
        (["--team", "payments", "--type", "detect"], []),
        (["--sort", "owner"], ["Alert", "Show", "Renew", "Stop"]),
        (["--sort", "started"], ["Renew", "Alert", "Stop", "Show"]),
        (["--sort", "owner", "--all"], ["Restart", "Alert", "Show", "Renew", "Stop", "Buy"]),
    ],
)
def test_what_is_asked_for(run: Run, words: list[str], found: list[str]) -> None:
    assert listed(run, *words) == found


def test_an_alias_of_a_person_finds_each_way_to_write_it(project: Path, run: Run) -> None:
    settings = project / "postmortems" / "archive.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}people:\n  bo: {{name: Bo Lind}}\n", encoding="utf-8")
    assert listed(run, "--owner", "bo") == ["Show"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--owner", "anna"], "Did you mean 'ana'?"),
        (["--owner", "@anna"], "Did you mean 'ana'?"),
        (["--team", "paymnts"], "Did you mean 'payments'?"),
        (["--service", "chekout"], "Did you mean 'checkout'?"),
        (["--owner", "zzzzzz"], "known: ana, Bo Lind, identity"),
        (["--service", "zzzzzz"], "known: checkout, login"),
        (["--postmortem", "2026-03-12-pol"], "Did you mean '2026-03-12-pool'?"),
        (["--postmortem", "zzzzzz"], "no postmortem has the ID 'zzzzzz'"),
        (["--status", "opne"], "'opne' is not one of"),
    ],
)
def test_an_unknown_name_is_misuse(run: Run, words: list[str], said: str) -> None:
    done = run("actions", *words)
    assert done.code == 2
    assert said in done.err
    assert not done.out


def test_the_newest_incident_comes_first_and_its_items_by_due_date(run: Run) -> None:
    found = listed(run, "--sort", "started", "--all")
    assert found == ["Renew", "Restart", "Alert", "Stop", "Show", "Buy"]


def test_a_known_postmortem_without_items_has_none(project: Path, run: Run) -> None:
    head, _, _ = GOOD.partition("## Action items")
    write(project, "2026-03-14-quiet.md", head)
    assert run("actions", "--postmortem", "2026-03-14-quiet").out == "no such action items\n"


def test_a_known_team_without_items_has_none(project: Path, run: Run) -> None:
    write(project, "2026-03-13-session-store.md", GOOD)
    done = run("actions", "--team", "identity")
    assert (done.code, done.out) == (0, "no such action items\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 0),
        (["--fail-overdue"], 1),
        (["--overdue", "--fail-overdue", "--format", "json"], 1),
        (["--team", "payments", "--fail-overdue"], 0),
    ],
)
def test_overdue_fails_only_where_it_is_asked_to(run: Run, words: list[str], code: int) -> None:
    done = run("actions", *words)
    assert done.code == code
    assert done.out


def test_nothing_is_overdue_on_its_day(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773400000")  # 2026-03-13
    assert run("actions", "--fail-overdue").code == 0


def test_csv_is_for_a_spreadsheet(project: Path, run: Run) -> None:
    head, _, _ = GOOD.partition("| Action |")
    row = '| =HYPERLINK("https://evil.example") | @ana | 2026-04-01 |\n'
    write(project, "2026-03-12-pool.md", head + "| Action | Owner | Due |\n|---|---|---|\n" + row)
    rows = list(csv.DictReader(io.StringIO(run("actions", "--format", "csv").out)))
    assert rows[-1]["action"] == '\'=HYPERLINK("https://evil.example")'


def test_a_file_that_is_refused_is_said_and_hides_nothing(project: Path, run: Run) -> None:
    write(project, "2026-03-15-broken.md", b"---\ntitle: pool: x\n---\n")
    done = run("actions", "--format", "json")
    assert len(json.loads(done.out)["actions"]) == 4
    assert done.err == "1 file could not be understood; run: postmortem check\n"


def test_an_empty_archive_has_none(project: Path, run: Run) -> None:
    for path in (project / "postmortems" / "2026").iterdir():
        path.unlink()
    assert run("actions").out == "no such action items\n"
    assert run("actions", "--owner", "ana").code == 2


def test_a_broken_archive_yml_stops_nothing(project: Path, run: Run) -> None:
    (project / "postmortems" / "archive.yml").write_text("services: [", encoding="utf-8")
    assert run("actions").code == 0


def test_a_name_that_would_be_obeyed_is_not_repeated(project: Path, run: Run) -> None:
    write(project, "2026-03-13-session-store.md", GOOD.replace("@ana", "zzz\x1b[2Jzz"))
    done = run("actions", "--owner", "zzzzzy")
    assert done.code == 2
    assert "\x1b" not in done.err


def test_help_has_examples(run: Run) -> None:
    done = run("actions", "--help")
    assert "postmortem actions --overdue --team payments" in done.out
    assert "Exit codes: 0 fine, 1 something is overdue" in done.out
