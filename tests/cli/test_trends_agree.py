"""The page of trends, its files and ``postmortem stats``, against loops that know nothing of the package."""

import csv
import io
import json
import statistics
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from command_runner import Run
from plain_figures import (
    MEASURES,
    PlainAction,
    by_quarter,
    came_back,
    days_until_done,
    incidents,
    noticed,
    pairs,
)
from postmortem_archive.publish.pages.trends import MOST_RETURNS
from told_trends import TODAY, Told

MINUTES = {"min": 1, "h": 60, "d": 24 * 60}


def figure(told: Told, key: str, value: str = "", part: str = "") -> dict[str, str]:
    (found,) = (
        row for row in told.rows if (row["figure"], row["value"], row["part"]) == (key, value, part)
    )
    return found


def minutes_in(words: str) -> float:
    """A duration as pages write it, in minutes: ``3 d 12 h``."""
    parts = words.replace(",", "").split()
    return sum(float(n) * MINUTES[unit] for n, unit in zip(parts[::2], parts[1::2], strict=True))


def agree(row: list[str], in_csv: dict[str, str], minutes: list[float | None]) -> None:
    """Whether a row of a table, and one of a file, are the distribution of the minutes."""
    values = [value for value in minutes if value is not None]
    unrecorded = len(minutes) - len(values)
    assert (int(row[1]), int(row[8])) == (len(values), unrecorded)
    assert (int(in_csv["n"]), int(in_csv["not_recorded"])) == (len(values), unrecorded)
    if not values:
        assert set(row[2:8]) == {"not recorded"}
        return
    cuts = statistics.quantiles(
        values * 2 if len(values) == 1 else values, n=20, method="inclusive"
    )
    expected = {
        "minimum": min(values),
        "p25": cuts[4],
        "median": statistics.median(values),
        "p75": cuts[14],
        "p90": cuts[17],
        "maximum": max(values),
    }
    per = 1 if in_csv["unit"] == "minutes" else 24 * 60
    for words, (name, value) in zip(row[2:8], expected.items(), strict=True):
        if name == "p90" and len(values) < 10:
            assert (words, in_csv[name]) == ("too few", "")
            continue
        assert float(in_csv[name]) == pytest.approx(value / per, abs=0.006)
        if words != "under 1 min":
            assert minutes_in(words) == pytest.approx(value, abs=0.5 if value < 48 * 60 else 30)


def test_incidents_by_quarter_and_severity(told: Told) -> None:
    expected = by_quarter(told.plain)
    head = [cell.text for cell in told.page.tables["quarters"][0]][1:-1]
    labels = {label: value for label, value in told.labels("severity").items() if label in head}
    severities = [labels.get(label, "") for label in head]
    rows = told.page.rows("quarters")
    assert [row[0] for row in rows[:-1]] == sorted(expected, reverse=True)
    for row in rows[:-1]:
        counts = expected[row[0]]
        assert [int(cell) for cell in row[1:]] == [
            *(counts[severity] for severity in severities),
            counts.total(),
        ]
        for severity in counts:
            found = figure(told, "incidents-by-quarter", row[0], severity or "not recorded")
            assert int(found["n"]) == counts[severity]
    of_all = Counter(item.meta.get("severity") or "" for item in incidents(told.plain))
    assert [int(cell) for cell in rows[-1][1:]] == [
        *(of_all[severity] for severity in severities),
        of_all.total(),
    ]


def test_who_noticed(told: Told) -> None:
    expected = noticed(told.plain)
    labels = told.labels("detection") | {"not recorded": ""}
    assert {labels[row[0]]: int(row[1]) for row in told.page.rows("noticed")} == expected
    for value, number in expected.items():
        assert int(figure(told, "detected-by", value or "not recorded")["n"]) == number


def test_how_soon_noticed_by_year(told: Told) -> None:
    rows = told.page.rows("detect-by-year")
    years = sorted({item.quarter[:4] for item in incidents(told.plain) if item.quarter})
    assert [row[0] for row in rows] == years
    for row in rows:
        items = [item for item in incidents(told.plain) if item.quarter[:4] == row[0]]
        minutes = [item.minutes("started", "detected") for item in items]
        agree(row, figure(told, "time-to-detect-by-year", row[0]), minutes)


def test_how_long_it_took(told: Told) -> None:
    rows = told.page.rows("times-spread")
    assert len(rows) == len(MEASURES)
    for row, (key, (start, end)) in zip(rows, MEASURES.items(), strict=True):
        minutes = [item.minutes(start, end) for item in incidents(told.plain)]
        agree(row, figure(told, key), minutes)


def test_causes_by_service(told: Told) -> None:
    expected = pairs(told.plain)
    in_file = {
        (row["value"], row["part"]): int(row["n"])
        for row in told.sections["causes"]
        if row["figure"] == "causes-by-service"
    }
    assert in_file == expected
    causes, services = told.labels("cause"), told.labels("service")
    head, *rows = told.page.tables["heat"]
    columns = [services[cell.text] for cell in head[1:]]
    for row in rows:
        cause = causes[row[0].text]
        numbers = [int(cell.text.replace("none", "0")) for cell in row[1:]]
        assert numbers == [expected[(cause, service)] for service in columns]


def test_causes_that_came_back(told: Told) -> None:
    expected = came_back(told.plain)
    assert expected
    in_file: dict[tuple[str, str], tuple[set[str], str]] = {}
    for row in told.sections["returned"]:
        later, earlier = row["postmortems"].split("; ")
        causes, _ = in_file.setdefault((later, earlier), (set(), row["part"]))
        causes.add(row["value"])
    assert in_file == {
        pair: (causes, ", ".join(sorted(states))) for pair, (causes, states) in expected.items()
    }
    items = told.page.items["returns"]
    assert len(items) == min(len(expected), MOST_RETURNS)
    for item in items:
        named = [urlsplit(link).path.rstrip("/").split("/")[-2:] for link in item.links]
        later, earlier = (name for folder, name in named if folder == "postmortems")
        causes, states = expected[(later, earlier)]
        assert {name for folder, name in named if folder == "causes"} == causes
        assert item.text.count("still open") == min(states["open"], 3)
    assert f"{len(expected)} returns" in told.page.texts["section-returned"]


def test_action_items(told: Told) -> None:
    actions = [action for item in told.plain for action in item.actions]
    statuses = Counter(action.status for action in actions)
    late = sum(action.is_open and "" < action.due < TODAY.isoformat() for action in actions)
    counts = {row["part"]: int(row["n"]) for row in told.rows if row["figure"] == "actions"}
    assert counts == {
        "total": len(actions),
        "open": statuses["open"] + statuses["in-progress"],
        "in-progress": statuses["in-progress"],
        "overdue": late,
        "without-due-date": sum(action.is_open and not action.due for action in actions),
        "done": statuses["done"],
        "wont-do": statuses["wont-do"],
    }
    days = [value for value in days_until_done(told.plain) if value is not None]
    found = figure(told, "time-to-complete")
    assert int(found["n"]) == len(days)
    assert int(found["not_recorded"]) == statuses["done"] - len(days)
    if days:
        assert float(found["median"]) == statistics.median(days)


def test_action_items_by_team(told: Told) -> None:
    words = teams_by_word(told.site.archive.project.folder)
    expected: dict[str, Counter[str]] = {}
    for action in (action for item in told.plain for action in item.actions):
        owners = [one.strip().removeprefix("@").casefold() for one in action.owner.split(",")]
        named = [one for one in owners if one]
        nobody = "a person, or a name that is no team" if named else "no owner"
        for team in {words[one] for one in named if one in words} or {nobody}:
            expected.setdefault(team, Counter())[state_of(action)] += 1
    labels = told.labels("team")
    rows = {
        labels.get(row[0], row[0]): [int(cell) for cell in row[1:5]]
        for row in told.page.rows("teams")
    }
    assert rows == {
        team: [counts[name] for name in ("done", "open", "late", "wont-do")]
        for team, counts in expected.items()
    }
    for team, counts in expected.items():
        assert int(figure(told, "actions-by-team", team, "total")["n"]) == counts.total()
        assert int(figure(told, "actions-by-team", team, "done")["n"]) == counts["done"]


def teams_by_word(folder: Path) -> dict[str, str]:
    """The team of archive.yml that each word for one means."""
    teams = yaml.safe_load((folder / "archive.yml").read_text(encoding="utf-8"))["teams"]
    return {
        word.casefold(): team
        for team, term in teams.items()
        for word in (team, term.get("name", team), *term.get("aliases", ()))
    }


def state_of(action: PlainAction) -> str:
    """Where an item stands, an open one that is late apart."""
    if not action.is_open:
        return action.status
    return "late" if "" < action.due < TODAY.isoformat() else "open"


def test_how_soon_postmortems_are_begun(told: Told) -> None:
    """The history of this repository is not the test's to know; that of the made archive is."""
    begun = (
        datetime(2021, 12, 1, 9, tzinfo=UTC) if told.commits else datetime.max.replace(tzinfo=UTC)
    )
    ends = {item.path: item.moment("resolved", latest=True) for item in told.plain}
    before = {path for path, end in ends.items() if end and end < begun}
    minutes: list[float | None] = []
    for path in told.commits.keys() & ends.keys() - before:
        end = ends[path]
        passed = told.commits[path] - end if end else None
        minutes.append(None if passed is None else max(passed / timedelta(minutes=1), 0.0))
    if told.commits:
        (row,) = told.page.rows("written")
        agree(row, figure(told, "time-to-write"), minutes)
        assert int(figure(told, "time-to-write", "", "before-archive")["n"]) == len(before) > 0
    parts = [
        int(row["n"])
        for row in told.sections["timeliness"]
        if row["part"] in ("within", "later", "not-recorded", "before-archive")
    ]
    assert sum(parts) == len(told.plain)


def test_the_terminal_says_the_same(told: Told, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(told.site.archive.project.root)
    printed = run("stats", "--format", "csv")
    assert sorted(csv.DictReader(io.StringIO(printed.out)), key=str) == sorted(told.rows, key=str)
    data: dict[str, Any] = json.loads(run("stats", "--format", "json").out)
    in_json = [
        (one["figure"], one["value"], one["n"], one.get("median"), "; ".join(one["postmortems"]))
        for one in data["figures"]
    ]
    in_files = [
        (
            row["figure"],
            row["value"].removeprefix("'"),
            int(row["n"]),
            float(row["median"]) if row["median"] else None,
            row["postmortems"],
        )
        for row in told.rows
    ]
    assert sorted(in_json, key=str) == sorted(in_files, key=str)
