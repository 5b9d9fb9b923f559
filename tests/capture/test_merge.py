"""Captured events into postmortems of many shapes, by adding alone."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from captures import SETTINGS, asked
from drafts import FRONT_MATTER, PATH, draft, entries, is_kept_in, merged, parsed, without_comment
from postmortem_archive.capture.event import CapturedEvent, Downtime, Signal
from postmortem_archive.capture.gather import gather
from postmortem_archive.capture.merge import MAX_ROWS, merge
from postmortem_archive.model.errors import ArchiveError


def at(clock: str, day: int = 12) -> datetime:
    return datetime.fromisoformat(f"2026-03-{day}T{clock}").replace(tzinfo=UTC)


ALERT = CapturedEvent(
    at("18:31:12"), "Alert ErrorsHigh fires", "Alertmanager", "https://a.example/1", Signal.ALERT
)
RESTART = CapturedEvent(at("18:50:00"), "somebody restarts the pods", "#inc")
END = CapturedEvent(at("19:05:22"), "shop is up again", "Uptime Kuma", "", Signal.HARM_ENDS)
EVENTS = (ALERT, RESTART, END)

TABLE = """\
## Timeline

| Time (UTC) | What happened | Source |
|---|---|---|
| 2026-03-12 18:27 | **Started**: orders fail | |
| 18:40 | we look at the database | |
| 19:20 | all is well, says support | |

## Root cause

The pool.
"""


def test_rows_go_to_their_places_in_a_table() -> None:
    text, done = merged(draft(TABLE), EVENTS)
    assert [line for line in text.split("\n") if line.startswith("| ")] == [
        "| Time (UTC) | What happened | Source |",
        "| 2026-03-12 18:27 | **Started**: orders fail | |",
        "| 18:31 | **Detected** (proposed): Alert ErrorsHigh fires | [Alertmanager](https://a.example/1) |",
        "| 18:40 | we look at the database | |",
        "| 18:50 | somebody restarts the pods | #inc |",
        "| 19:05 | **Resolved** (proposed): shop is up again | Uptime Kuma |",
        "| 19:20 | all is well, says support | |",
    ]
    assert (
        "detected: 2026-03-12T18:31Z # proposed\nresolved: 2026-03-12T19:05Z # proposed\n" in text
    )
    assert [moment.value for moment, _ in done.proposed] == ["detected", "resolved"]


BODIES = {
    "a table with other columns": """\
## Timeline

| When (UTC) | Who | Event |
|---|---|---|
| 2026-03-12 18:27 | | orders fail |
""",
    "a table in another zone": """\
## Timeline

| Time (CET) | What happened |
|---|---|
| 2026-03-12 19:27 | orders fail |
| 20:20 | all is well |
""",
    "a list": """\
## Timeline (UTC)

- 2026-03-12 18:27 orders fail
- 18:40 we look at the database

  at length
- 19:20 all is well
""",
    "a numbered list": """\
## Timeline (UTC)

1. 2026-03-12 18:27 orders fail
2. 19:20 all is well
""",
    "a heading for each entry": """\
## Timeline (UTC)

### 2026-03-12 18:27

Orders fail.

### 19:20

All is well.
""",
    "days in a column of their own": """\
## Timeline

| Date | Time (UTC) | What happened |
|---|---|---|
| 2026-03-12 | 18:27 | orders fail |
""",
    "a section without entries": "## Timeline\n\nTo be written.\n\n## Root cause\n\nThe pool.\n",
    "no such section": "## Summary\n\nOrders failed.\n\n## Root cause\n\nThe pool.\n",
    "no section at all": "Orders failed.\n",
    "nothing at all": "",
    "no last line end": "## Timeline\n\n| Time (UTC) | What |\n|---|---|\n| 2026-03-12 18:27 | x fails |",
    "an open comment": "## Timeline\n\n| Time (UTC) | What |\n|---|---|\n| 18:27 | x fails |\n\n<!-- later\n",
}


@pytest.mark.parametrize("name", BODIES)
def test_adds_to_timelines_of_every_shape_and_takes_nothing_away(name: str) -> None:
    before = draft(BODIES[name])
    after, _ = merged(before, EVENTS)
    assert is_kept_in(before, after)
    old, new = entries(before), entries(after)
    assert [entry for entry in new if entry in old] == old
    assert [entry for entry in new if entry not in old and entry.split()[0][11:] in after]
    assert len(new) == len(old) + 3
    assert {entry.split(" ")[0] for entry in new} >= {
        "2026-03-12T18:31Z",
        "2026-03-12T18:50Z",
        "2026-03-12T19:05Z",
    }
    assert merged(after, EVENTS)[0] == after, "capturing again changes nothing"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(ends: str, mark: str) -> None:
    before = mark + draft(TABLE).replace("\n", ends)
    after, _ = merged(before, EVENTS)
    assert after.startswith(mark)
    assert set(re.findall(r"\r\n|\r|\n", after)) == {ends}
    plain, _ = merged(draft(TABLE), EVENTS)
    assert after == mark + plain.replace("\n", ends)


def test_rows_around_midnight_keep_their_days() -> None:
    body = """\
## Timeline

| Time (UTC) | What happened |
|---|---|
| 2026-03-12 23:40 | orders fail |
| 00:20 | all is well |
"""
    events = [
        CapturedEvent(at("23:55:00"), "pods restart one by one", "Kubernetes"),
        CapturedEvent(at("00:10:00", 13), "the queue drains at last", "Kubernetes"),
        CapturedEvent(at("00:40:00", 13), "the status page says fine", "Status page"),
    ]
    after, _ = merged(draft(body), events)
    assert [entry.split(" ")[0] for entry in entries(after)] == [
        *("2026-03-12T23:40Z", "2026-03-12T23:55Z", "2026-03-13T00:10Z", "2026-03-13T00:20Z"),
        "2026-03-13T00:40Z",
    ]


def test_a_row_that_was_edited_moved_or_deleted_stays_so() -> None:
    after, _ = merged(draft(TABLE), EVENTS)
    by_hand = (
        after.replace("somebody restarts the pods", "the on-call engineer restarts two of six pods")
        .replace(
            "| 18:31 | **Detected** (proposed): Alert",
            "| 18:29 | **Detected**: Support calls; alert",
        )
        .replace("| 19:05 | **Resolved** (proposed): shop is up again | Uptime Kuma |\n", "")
    )
    assert by_hand != after
    again, done = merged(by_hand, EVENTS)
    assert again == by_hand
    assert done.known == 3


def test_without_the_comment_rows_are_known_by_what_they_say() -> None:
    after, _ = merged(draft(TABLE), EVENTS)
    bare = without_comment(after)
    assert "captured:" not in bare
    edited = bare.replace("somebody restarts the pods", "two of six pods come back")
    again, done = merged(edited, EVENTS)
    assert again == edited, "the time and the source of the row are still those of the event"
    assert done.known == 3


def test_what_a_person_wrote_before_is_not_told_twice() -> None:
    body = TABLE.replace("we look at the database", "alert ErrorsHigh fires").replace(
        "18:40", "18:32"
    )
    after, done = merged(draft(body), EVENTS)
    assert after.count("ErrorsHigh") == 1
    assert done.known == 1


def test_a_second_capture_adds_only_what_is_new() -> None:
    first, _ = merged(draft(TABLE), EVENTS[:2])
    second, done = merged(first, EVENTS)
    assert [event.text for event in done.rows] == ["shop is up again"]
    assert entries(second) == entries(merged(draft(TABLE), EVENTS)[0])
    assert is_kept_in(first, second)


def test_repeats_that_came_later_make_a_row_of_their_own() -> None:
    repeats = [
        CapturedEvent(
            at("18:31:12") + timedelta(minutes=5 * number),
            "Alert A fires",
            "Alertmanager",
            "",
            Signal.ALERT,
            key="A",
        )
        for number in range(12)
    ]
    first, _ = merged(draft(TABLE), repeats[:6])
    assert "Alert A fires (6 times until 18:56)" in first
    second, done = merged(first, repeats)
    assert "Alert A fires (6 times until 18:56)" in second
    assert "| 19:01 | Alert A fires (6 times until 19:26) | Alertmanager |" in second
    assert len(done.rows) == 1
    assert merged(second, repeats)[0] == second


def test_given_moments_are_not_proposed_again() -> None:
    front = FRONT_MATTER.replace("detected:", "detected: 2026-03-12T18:29Z")
    after, done = merged(draft(TABLE, front), EVENTS)
    assert "detected: 2026-03-12T18:29Z\n" in after
    assert [moment.value for moment, _ in done.proposed] == ["resolved"]


def test_a_moment_that_is_out_of_order_with_given_ones_is_not_proposed() -> None:
    front = FRONT_MATTER.replace("resolved:", "resolved: 2026-03-12T18:30Z")
    _, done = merged(draft(TABLE, front), EVENTS)
    assert done.proposed == ()


def test_a_field_that_is_missing_is_added_to_the_front_matter() -> None:
    front = FRONT_MATTER.replace("resolved:\n", "")
    after, _ = merged(draft(TABLE, front), EVENTS)
    assert "\nresolved: 2026-03-12T19:05Z # proposed\n---\n" in after
    assert str(parsed(after).meta.resolved) == "2026-03-12T19:05Z"


WINDOW = Downtime(
    at("18:27:04"), at("19:05:22"), "shop", "Uptime Kuma", "503", "https://u.example/4"
)
LATER = Downtime(at("19:06:00"), None, "search", "Uptime Kuma")


@pytest.mark.parametrize("impact", ["## Impact\n\nForty tickets.\n\n", ""])
def test_windows_go_into_impact_to_the_second(impact: str) -> None:
    before = draft(impact + TABLE)
    after, _ = merged(before, [], [WINDOW])
    assert "| 2026-03-12 18:27:04 | 2026-03-12 19:05:22 | 38 min 18 s | shop: 503 |" in after
    assert is_kept_in(before, after)
    section = parsed(after).section("impact")
    assert section is not None
    assert "38 min 18 s" in section.body
    again, done = merged(after, [], [WINDOW, LATER])
    assert again.count("Down from (UTC)") == 1
    assert (
        "38 min 18 s | shop: 503 | [Uptime Kuma](https://u.example/4) |\n| 2026-03-12 19:06:00 | not known"
        in again
    )
    assert done.windows == (LATER,)
    assert merged(again, [], [LATER, WINDOW])[0] == again


def test_whatever_an_export_says_is_text() -> None:
    hostile = CapturedEvent(
        at("18:55:00"),
        "a | b `x|y` <script>alert(1)</script> [x](javascript:alert(1)) **Started** # h -- > {: .c} "
        "\u202e \x1b[2J --> ![i](http://x) &lt;b&gt; \\| end",
        "a|b](http://x)",
        "javascript:alert(1)",
    )
    after, _ = merged(draft(TABLE), [hostile])
    (entry,) = [entry for entry in parsed(after).timeline if str(entry.start).endswith("18:55Z")]
    assert entry.moment is None
    assert re.search(r"(?<!\\)[\[<*]|[\x1b\u202e]", entry.text) is None
    assert len(parsed(after).timeline) == 4


def test_a_link_with_brackets_stays_one() -> None:
    event = CapturedEvent(
        at("18:55:00"), "a graph", "Prometheus", "https://p.example/?q=rate(x[5m])|y"
    )
    after, _ = merged(draft(TABLE), [event])
    assert "[Prometheus](https://p.example/?q=rate%28x%5B5m%5D%29%7Cy)" in after


def test_too_many_rows_are_refused() -> None:
    many = [
        CapturedEvent(at("18:00:00") + timedelta(minutes=3 * n), f"step {n} is done", "notes")
        for n in range(MAX_ROWS + 1)
    ]
    with pytest.raises(ArchiveError, match="this would add 501 rows"):
        merged(draft(TABLE), many)


def test_a_file_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ArchiveError, match=f"{PATH} cannot be read"):
        merge(PATH, b"\xff\xfe\0", SETTINGS, EVENTS, [])


def test_an_alert_whose_summary_changes_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "alerts.json"
    alert = {
        "labels": {"alertname": "ErrorsHigh"},
        "annotations": {"summary": "7.9 % of requests fail"},
        "startsAt": "2026-03-12T18:31:00Z",
        "fingerprint": "6f1c2a98d07e4b11",
        "receivers": [],
    }
    path.write_text(json.dumps([alert]), encoding="utf-8")
    once, _ = merged(draft(TABLE), gather([path], asked()).events)
    alert["annotations"] = {"summary": "12.4 % of requests fail"}
    path.write_text(json.dumps([alert]), encoding="utf-8")
    again, done = merged(once, gather([path], asked()).events)
    assert again == once
    assert done.known == 1
