import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from command_runner import Run
from good_postmortem import GOOD, write

DETECTED = "started: 2026-03-12T14:05Z\ndetected: 2026-03-12T14:09Z\ndetected_by: monitoring"

HEAD = ("Service", "n", "near misses", "detected", "resolved", "open", "overdue")
HEAD += ("most frequent cause",)


@pytest.fixture(autouse=True)
def archive(project: Path) -> Path:
    pool = GOOD.replace("started: 2026-03-12T14:05Z", DETECTED)
    write(project, "2026-03-12-pool.md", pool)
    login = GOOD.replace("[checkout]", "[login]").replace("2026-03-12", "2026-02-10")
    write(project, "2026-02-10-login.md", login.replace("sev1", "sev2"))
    return project


def figures(run: Run, *words: str) -> dict[tuple[str, str, str], dict[str, Any]]:
    done = run("stats", "--format", "json", *words)
    assert done.code == 0, done.err
    found = json.loads(done.out)["figures"]
    return {(one["figure"], one["value"], one["part"]): one for one in found}


def test_what_it_says_to_a_person(run: Run) -> None:
    done = run("stats")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:3] == [
        "2 postmortems (2 incidents, 0 near misses)",
        "Started from 2026-02-10 to 2026-03-12",
        "Snapshot of 2026-03-14",
    ]
    assert "  Quarter  n  Critical  Major" in lines
    assert "  2026-Q1  2         1      1" in lines
    words = {" ".join(line.split()) for line in lines}
    assert "monitoring 1 of 2" in words
    assert "median 4 min not recorded not recorded 1 h" in words
    assert "90 % n < 10 not recorded not recorded n < 10" in words
    assert "Time to detect, by year" in lines
    assert "2026 1 1 4 min 4 min 4 min 4 min n < 10 4 min" in words
    assert "Review gap 2" in words
    assert "What these figures cannot say" in lines
    assert "Items by the team" not in done.out


def test_definitions_on_request(run: Run) -> None:
    done = run("stats", "--definitions")
    assert "Time to detect: From `started` to `detected`." in done.out
    assert "--definitions says" not in done.out


def test_every_figure_is_a_door(run: Run) -> None:
    found = figures(run)
    one = found[("time-to-detect", "", "")]
    assert (one["n"], one["not_recorded"], one["median"], one["p90"]) == (1, 1, 4.0, None)
    assert one["postmortems"] == ["2026-03-12-pool"]
    other = found[("time-to-detect", "", "not-recorded")]
    assert (other["n"], other["postmortems"]) == (1, ["2026-02-10-login"])
    assert found[("causes-by-service", "capacity", "login")]["postmortems"] == ["2026-02-10-login"]
    assert found[("actions", "", "open")]["n"] == 2


def test_json_carries_definitions_and_cautions(run: Run) -> None:
    data = json.loads(run("stats", "--format", "json", "--by", "service").out)
    assert (data["version"], data["today"], data["by"]) == (1, "2026-03-14", "service")
    assert {one["figure"] for one in data["figures"]} == set(data["definitions"])
    assert data["cautions"]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ([], 2),
        (["--since", "2026-03"], 1),
        (["--until", "2026-02"], 1),
        (["--since", "30d"], 1),
        (["--since", "2026-q1", "--until", "2026-q1"], 2),
        (["--since", "2025", "--until", "2025"], 0),
    ],
)
def test_a_window_is_by_the_start(run: Run, words: list[str], number: int) -> None:
    assert figures(run, *words)[("incidents", "", "")]["n"] == number


def test_a_window_is_by_the_start_for_each_value_too(run: Run) -> None:
    found = figures(run, "--by", "service", "--since", "2026-03")
    assert {value for _, value, _ in found} == {"checkout"}


def test_drafts_are_counted_and_said(project: Path, run: Run) -> None:
    write(project, "2026-03-13-new.md", GOOD.replace("status: published", "status: draft"))
    first = run("stats").out.splitlines()[0]
    assert first == "3 postmortems (3 incidents, 0 near misses; 1 draft among them)"


def test_a_window_is_said(run: Run) -> None:
    lines = run("stats", "--since", "2026-03", "--until", "2026-03").out.splitlines()
    assert "Only those that started 2026-03-01 to 2026-03-31 (UTC)" in lines


@pytest.mark.parametrize("word", ["service", "services", "Service", " SERVICES "])
def test_by_a_facet_each_value_is_a_row(run: Run, word: str) -> None:
    done = run("stats", "--by", word)
    assert done.code == 0
    rows = [line.split("  ") for line in done.out.splitlines() if line.startswith("  ")]
    words = [[cell.strip() for cell in row if cell.strip()] for row in rows[:3]]
    assert words == [
        [*HEAD],
        ["Checkout", "1", "0", "4 min (1)", "1 h (1)", "1", "0", "Capacity (1)"],
        ["Login", "1", "0", "not recorded", "1 h (1)", "1", "0", "Capacity (1)"],
    ]


def test_csv_has_a_row_for_each_figure(run: Run) -> None:
    done = run("stats", "--by", "cause", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    (row,) = (
        one
        for one in rows
        if (one["figure"], one["value"], one["part"]) == ("time-to-resolve", "capacity", "")
    )
    assert (row["n"], row["not_recorded"], row["median"], row["p90"]) == ("2", "0", "60.0", "")
    assert row["postmortems"] == "2026-03-12-pool; 2026-02-10-login"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--by", "servce"], "Did you mean 'service'?"),
        (["--by", "owner"], "use one of: service, cause"),
        (["--since", "soon"], "--since 'soon' is not understood"),
        (["--since", "2026", "--until", "2025"], "is after --until"),
        (["--format", "yaml"], "'yaml' is not one of"),
        (["--archive", "nowhere"], "does not exist"),
    ],
)
def test_misuse(run: Run, words: list[str], said: str) -> None:
    done = run("stats", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_refused_file_is_said_and_hides_nothing(project: Path, run: Run) -> None:
    write(project, "2026-03-15-broken.md", b"---\ntitle: pool: x\n---\n")
    done = run("stats", "--format", "json")
    assert json.loads(done.out)["refused"] == 1
    assert "run: postmortem check" in done.err
    assert "1 file could not be understood: left out" in run("stats").out


def test_an_empty_archive_says_so(project: Path, run: Run) -> None:
    for path in (project / "postmortems" / "2026").iterdir():
        path.unlink()
    for words in ([], ["--by", "service"]):
        done = run("stats", *words)
        assert done.code == 0
        assert "0 postmortems (0 incidents, 0 near misses)" in done.out
    assert "no incident with a recorded start" in run("stats").out
    assert "no postmortem has a value for service" in run("stats", "--by", "service").out
