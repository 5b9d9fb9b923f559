from datetime import timedelta

import pytest

from postmortem_archive.model.wording import count, listed, quoted, short_duration

DURATIONS = [
    (0, "0 min"),
    (1, "1 min"),
    (27, "27 min"),
    (60, "1 h"),
    (193, "3 h 13 min"),
    (34 * 60 + 15, "34 h 15 min"),
    (48 * 60, "2 d"),
    (84 * 60 + 40, "3 d 13 h"),
]


@pytest.mark.parametrize(("minutes", "said"), DURATIONS)
def test_durations_say_their_units(minutes: int, said: str) -> None:
    assert short_duration(timedelta(minutes=minutes)) == said


def test_numbers_come_with_their_noun() -> None:
    assert count(1, "postmortem") == "1 postmortem"
    assert count(2000, "postmortem") == "2,000 postmortems"
    assert count(0, "severity", "severities") == "0 severities"


def test_what_an_author_wrote_is_on_one_line_and_not_too_long() -> None:
    assert quoted("two\n lines") == "`two lines`"
    assert quoted("x" * 61) == f"`{'x' * 59}…`"
    assert listed("abcdefghij") == "`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h` and 2 more"
