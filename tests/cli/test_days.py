from datetime import date
from pathlib import Path

import pytest
import yaml

from postmortem_archive.archive.statistics.window import Window
from postmortem_archive.cli.days import window_of
from postmortem_archive.model.errors import ArchiveError

TODAY = date(2026, 3, 31)
CASES = yaml.safe_load((Path(__file__).parent / "days.yml").read_text(encoding="utf-8"))
UNDERSTOOD = [case for case in CASES if "first" in case]
WRONG = [case for case in CASES if "wrong" in case]


def day(text: str) -> date | None:
    return None if text == "none" else date.fromisoformat(text)


def test_every_case_is_one_or_the_other() -> None:
    assert len(UNDERSTOOD) + len(WRONG) == len(CASES)


@pytest.mark.parametrize("case", UNDERSTOOD, ids=lambda case: ascii(case["typed"]))
def test_since_is_the_first_day_and_until_the_last(case: dict[str, str]) -> None:
    typed = case["typed"]
    assert window_of(typed, None, TODAY) == Window(day(case["first"]), None)
    assert window_of(None, typed, TODAY) == Window(None, day(case["last"]))


@pytest.mark.parametrize("case", WRONG, ids=lambda case: ascii(case["typed"]))
def test_what_is_no_day(case: dict[str, str]) -> None:
    with pytest.raises(ArchiveError, match=case["wrong"]) as raised:
        window_of(None, case["typed"], TODAY)
    assert raised.value.message.startswith("--until ")
    assert "2025-q1" in raised.value.hint


def test_the_first_day_comes_first() -> None:
    assert window_of("2025", "2025", TODAY) == Window(date(2025, 1, 1), date(2025, 12, 31))
    with pytest.raises(ArchiveError, match=r"--since \(2026-01-01\) is after --until"):
        window_of("2026", "2025", TODAY)
