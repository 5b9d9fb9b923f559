"""Sources that tell the same a constant time apart are pointed out; nothing else is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml

from captures import EVENING, asked
from postmortem_archive.capture.event import CapturedEvent, Signal
from postmortem_archive.capture.fold import timeline_of
from postmortem_archive.capture.gather import gather
from postmortem_archive.capture.skew import skews

CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("skew.yml").read_text(encoding="utf-8")
)
EVERY = (
    *("alertmanager.json", "pagerduty.json", "uptime.csv", "deploys.csv", "chat"),
    "statuspage.json",
)


def event(line: str) -> CapturedEvent:
    clock, source, text = (part.strip() for part in line.split("|", 2))
    at = datetime.fromisoformat(f"2026-03-12T{clock}").replace(tzinfo=UTC)
    signal = Signal.NOTE
    if text.startswith("Alert "):
        signal = Signal.ALERT_ENDS if " ends" in text else Signal.ALERT
    return CapturedEvent(at, text, source, "", signal)


def found(events: Sequence[CapturedEvent]) -> list[str]:
    return [
        f"{one.later} after {one.earlier} by {one.by}, {one.things}"
        for one in skews(timeline_of(events, []))
    ]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_pointed_out(case: dict[str, Any]) -> None:
    assert found([event(line) for line in case["events"]]) == case.get("skews", [])


@pytest.mark.parametrize(
    ("source", "hours", "expected"),
    [
        ("PagerDuty", 0, []),
        ("PagerDuty", 1, ["PagerDuty after Alertmanager by 1:00"]),
        ("PagerDuty", -5, ["Alertmanager after PagerDuty by 4:59"]),
        ("#inc-checkout", 2, ["#inc-checkout after Alertmanager by 2:00"]),
        ("deploys", 2, []),
    ],
)
def test_the_evening_with_one_clock_in_another_zone(
    source: str, hours: int, expected: list[str]
) -> None:
    since = datetime(2026, 3, 12, 18, tzinfo=UTC)
    captured = gather([EVENING / name for name in EVERY], asked(since=since))
    moved = timedelta(hours=hours)
    events = [
        replace(event, at=event.at + moved) if event.source == source else event
        for event in captured.events
    ]
    assert [line.rpartition(":")[0] for line in found(events)] == expected


def test_many_rows_that_are_all_alike_take_no_time() -> None:
    rows = [event(f"{at // 60:02}:{at % 60:02} | source {at % 2} | x y z") for at in range(1_440)]
    begin = process_time()
    assert skews(rows * 10) == []
    assert process_time() - begin < 3
