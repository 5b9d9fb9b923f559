import statistics
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from figure_archive import postmortem
from hypothesis import given
from hypothesis import strategies as some

from postmortem_archive.archive.statistics.definitions import DEFINITIONS, TIME_TO_DETECT
from postmortem_archive.archive.statistics.figures import distribution, percentile

CASES = yaml.safe_load((Path(__file__).parent / "percentiles.yml").read_text(encoding="utf-8"))


def duration(value: float | str) -> timedelta | None:
    return None if value == "none" else timedelta(minutes=float(value))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_how_durations_are_spread(case: dict[str, Any]) -> None:
    items = [postmortem(f"{number}.md") for number in range(len(case["minutes"]))]
    values = map(duration, case["minutes"])
    found = distribution(TIME_TO_DETECT, zip(items, values, strict=True))
    expected = dict(case["expected"])
    assert found.n == expected.pop("n")
    assert {name: getattr(found, name) for name in expected} == {
        name: duration(value) for name, value in expected.items()
    }


def test_what_is_measured_and_what_is_not_are_told_apart() -> None:
    items = [postmortem(f"{name}.md") for name in "abc"]
    values = [timedelta(hours=2), None, timedelta(hours=1)]
    found = distribution(TIME_TO_DETECT, zip(items, values, strict=True))
    assert (found.ids, found.unrecorded) == (("a", "c"), ("b",))


@given(
    some.lists(some.integers(0, 10**9), min_size=2, max_size=60),
    some.integers(1, 99),
)
def test_percentiles_are_those_of_python(seconds: list[int], percent: int) -> None:
    values = sorted(timedelta(seconds=one) for one in seconds)
    theirs = statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1]
    assert percentile(values, percent) / timedelta(seconds=1) == pytest.approx(theirs, abs=1e-5)


def test_the_longest_times_there_are_do_not_overflow() -> None:
    longest = timedelta(days=3_652_058)
    assert percentile([timedelta(), longest], 99) == longest * 99 / 100


def test_every_definition_is_said_in_sentences() -> None:
    for key, one in DEFINITIONS.items():
        assert key == one.key
        assert one.title[0].isupper()
        assert one.text.endswith(".")
        assert one.unit in ("", "minutes", "days")
