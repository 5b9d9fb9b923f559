"""Times at the beginning of a text, as cases/times.yml lists them."""

import pytest

from parse_cases import load_cases
from postmortem_archive.parse.clock import Point, read_time


def shown_point(point: Point) -> str:
    day = point.day.isoformat() if point.day else ""
    if point.month_day:
        day = f"{point.month_day[0]:02}-{point.month_day[1]:02}"
    precision = "seconds" if point.clock and point.clock.second else "minutes"
    clock = point.clock.isoformat(precision) if point.clock else ""
    offset = str(point.offset).removeprefix("UTC") or "Z" if point.offset else ""
    return " ".join(filter(None, (day, clock + offset, "next day" if point.next_day else "")))


def shown_time(text: str) -> str | None:
    time = read_time(text)
    if time is None:
        return None
    ends = [shown_point(time.begin), *([shown_point(time.end)] if time.end else [])]
    flags = ["about"] if time.is_approximate else []
    flags += [f"vague {time.vague_zone}"] if time.vague_zone else []
    rest = [f"= {time.rest}"] if time.rest else []
    return " ".join([" / ".join(ends), *flags, *rest])


@pytest.mark.parametrize(("text", "expected"), load_cases("times"))
def test_time_is_read_as_listed(text: str, expected: str | None) -> None:
    assert shown_time(text) == expected
