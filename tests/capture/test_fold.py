"""Repeats become one row, and so do tellings of the same."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from postmortem_archive.capture.event import CapturedEvent, Importance, Signal
from postmortem_archive.capture.fold import timeline_of
from postmortem_archive.capture.likeness import tells_the_same
from postmortem_archive.capture.rows import sources, told

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "folding.yml").read_text(encoding="utf-8")
)


def event(line: str) -> CapturedEvent:
    clock, source, key, text = (part.strip() for part in line.split("|", 3))
    text = text.strip('"')
    time = datetime.fromisoformat(f"2026-03-12T{clock.removeprefix('.')}").replace(tzinfo=UTC)
    importance = Importance.PLAIN if clock.startswith(".") else Importance.NOTABLE
    is_alert = text.startswith(("Alert ", "Page:"))
    signal = Signal.ALERT if is_alert else Signal.NOTE
    return CapturedEvent(time, text, source, "", signal, importance, key)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_folds(case: dict[str, Any]) -> None:
    rows = timeline_of(map(event, case["events"]), [])
    assert [f"{row.at:%H:%M} {told(row)} | {sources(row)}" for row in rows] == [
        row.replace("[", "\\[") for row in case["rows"]
    ]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Alert DiskFillsUp fires (files)", "[FIRING:2] DiskFillsUp files", True),
        ("Checkout is down", "checkout is DOWN!", True),
        ("db-1 is down", "db-2 is down", False),
        ("Alert A fires", "Alert B fires", False),
        ("Alert fires", "Alert is critical", False),
        ("", "", False),
        ("5 % of requests fail", "50 % of requests fail", False),
        ("rollback of checkout done", "rollback of checkout to the version before is done", True),
    ],
)
def test_tells_what_tells_the_same(one: str, other: str, is_same: bool) -> None:
    assert tells_the_same(one, other) is is_same
    assert tells_the_same(other, one) is is_same


def test_no_message_is_lost_where_many_share_rows() -> None:
    lines = [f".18:{minute:02} | #inc | | message {minute} of the evening" for minute in range(60)]
    rows = timeline_of(map(event, lines), [])
    said = " / ".join(row.text for row in rows)
    assert said == " / ".join(f"message {minute} of the evening" for minute in range(60))
    assert sum(row.count for row in rows) == 60
    assert len(rows) < 10
    assert not any(told(row).endswith("…") for row in rows)
