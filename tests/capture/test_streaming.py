"""Memory does not grow with the size of an export: a made one of half a MB, and one of 6 MB."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from places import ROOT

FIRST = datetime(2026, 3, 1, tzinfo=UTC)
MOST_MORE = 6
"""MB that the larger export may take more than the smaller one, which is twelve times smaller."""


def alert(number: int) -> str:
    """The same few alerts again and again, as a log of webhooks has them."""
    at = FIRST + timedelta(minutes=number % 500)
    record = {
        "labels": {"alertname": f"Alert{number % 9}", "service": "checkout"},
        "annotations": {"summary": "x" * 600},
        "startsAt": at.isoformat(),
        "receivers": [],
    }
    return ("[" if number == 0 else ",") + json.dumps(record)


def message(number: int) -> str:
    """Small talk, which is left out."""
    record = {
        "type": "message",
        "user": "U1",
        "text": "thanks!",
        "ts": f"{1772323200 + number}.000100",
        "blocks": [{"type": "rich_text", "elements": ["y" * 600]}],
    }
    return ("[" if number == 0 else ",") + json.dumps(record)


def line(number: int) -> str:
    """A line of a log that differs from others in its figures alone, and comes again."""
    at = FIRST + timedelta(minutes=number % 2000)
    return f"{at.isoformat()} INFO request took {number % 2000} ms {'z' * 300}\n"


@pytest.mark.parametrize(("record", "end"), [(alert, "]"), (message, "]"), (line, "")])
def test_memory_stays(record: Callable[[int], str], end: str, tmp_path: Path) -> None:
    peaks = []
    for size in (500_000, 6_000_000):
        path = tmp_path / f"{size}"
        written = number = 0
        with path.open("w", encoding="utf-8") as file:
            while written < size:
                written += file.write(record(number))
                number += 1
            file.write(end)
        done = subprocess.run(
            [sys.executable, "show_memory.py", str(path)],
            cwd=ROOT / "tests" / "capture",
            capture_output=True,
            text=True,
            check=True,
        )
        peaks.append(float(done.stdout.split()[0]))
    assert peaks[1] - peaks[0] < MOST_MORE, peaks
