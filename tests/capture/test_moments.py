"""Which key moments are proposed, and for which events."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from postmortem_archive.capture.event import CapturedEvent, Signal
from postmortem_archive.capture.moments import propose

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "moments.yml").read_text(encoding="utf-8")
)


def event(line: str) -> CapturedEvent:
    clock, signal, text = (part.strip() for part in line.split("|", 2))
    at = datetime.fromisoformat(f"2026-03-12T{clock}").replace(tzinfo=UTC)
    return CapturedEvent(at, text.strip('"'), "source", signal=Signal(signal))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_proposes(case: dict[str, Any]) -> None:
    events = [event(line) for line in case["events"]]
    found = {moment.value: f"{events[i].at:%H:%M}" for moment, i in propose(events).items()}
    assert found == case["moments"]
