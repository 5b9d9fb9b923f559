from datetime import UTC, datetime
from pathlib import Path

import pytest

from captures import asked, read
from postmortem_archive.capture.errors import ExportError
from postmortem_archive.capture.times import NoTimeError, is_twice, read_stamp, read_zone
from postmortem_archive.model.errors import ArchiveError

EVENING = datetime(2026, 3, 12, 18, 31, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-12T18:31:02Z",
        "2026-03-12 18:31:02 UTC",
        "2026-03-12T19:31:02+01:00",
        "2026-03-12T13:31:02-0500",
        "2026-03-12 19:31:02 +0100 CET",
        1773340262,
        1773340262000,
        1773340262000000,
        "1773340262",
        "1773340262000000000",
    ],
)
def test_reads_one_moment_in_many_forms(value: object) -> None:
    assert read_stamp(value, None) == EVENING


@pytest.mark.parametrize(
    ("value", "micro"), [("2026-03-12T18:31:02.123456789Z", 123456), ("1773340262.5", 500000)]
)
def test_reads_parts_of_a_second(value: str, micro: int) -> None:
    assert read_stamp(value, None) == EVENING.replace(microsecond=micro)


@pytest.mark.parametrize(
    "value",
    [
        *("", "soon", None, True, 0, -5, "0001-01-01T00:00:00Z", "2026-13-01T00:00:00Z", 1e30),
        *("2026-03-12T18:31:02+99:00", float("nan"), [], "9999-12-31T23:59:59-12:00"),
    ],
)
def test_what_stands_for_no_time_is_none(value: object) -> None:
    with pytest.raises(NoTimeError):
        read_stamp(value, UTC)


def test_a_zone_is_never_guessed() -> None:
    with pytest.raises(ExportError, match="say no zone") as error:
        read_stamp("2026-03-12 18:31:02", None)
    assert "--zone" in error.value.hint


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("UTC", "18:31:02"),
        ("+01:00", "19:31:02"),
        ("-05", "13:31:02"),
        ("UTC+5:30", "00:01:02"),
        ("Europe/Berlin", "19:31:02"),
    ],
)
def test_reads_the_zone_that_a_person_names(zone: str, clock: str) -> None:
    day = 13 if clock < "12" else 12
    assert read_stamp(f"2026-03-{day} {clock}", read_zone(zone)) == EVENING


@pytest.mark.parametrize("zone", ["", "Berlin", "+25:00", "../../etc/passwd", "\0"])
def test_refuses_a_zone_that_does_not_exist(zone: str) -> None:
    with pytest.raises(ArchiveError, match="is no zone"):
        read_zone(zone)


def test_knows_clocks_that_show_a_time_twice() -> None:
    berlin = read_zone("Europe/Berlin")
    assert is_twice(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), berlin)
    assert is_twice(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), berlin)
    assert not is_twice(datetime(2026, 10, 25, 2, 30, tzinfo=UTC), berlin)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (
            "2026-10-25 02:30:00 the queue is full\n",
            ["2026-10-25 02:30 comes twice as summer time ends: the first was taken"],
        ),
        ("2026-10-25 02:30:00+01:00 the queue is full\n", []),
        ("2026-10-25 04:30:00 the queue is full\n", []),
    ],
)
def test_a_time_that_comes_twice_is_said(text: str, notes: list[str], tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    path.write_text(text, encoding="utf-8")
    assert read(path, asked(read_zone("Europe/Berlin")))[2] == notes
