from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from figure_archive import archive_of, moment, postmortem

from postmortem_archive.archive.statistics.window import (
    Window,
    a_year_later,
    latest,
    started_in,
)
from postmortem_archive.model.postmortem import Document

FIRST, LAST = date(2025, 1, 1), date(2025, 3, 31)


@pytest.mark.parametrize(
    ("window", "day", "holds"),
    [
        (Window(FIRST, LAST), FIRST, True),
        (Window(FIRST, LAST), LAST, True),
        (Window(FIRST, LAST), date(2024, 12, 31), False),
        (Window(FIRST, LAST), date(2025, 4, 1), False),
        (Window(FIRST), date(2999, 1, 1), True),
        (Window(None, LAST), date(1, 1, 1), True),
        (Window(FIRST, FIRST), FIRST, True),
        (Window(FIRST, LAST), None, False),
        (Window(FIRST), None, False),
        (Window(), None, True),
    ],
)
def test_both_ends_are_in_it(window: Window, day: date | None, holds: bool) -> None:
    assert window.holds(day) is holds


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 11, 18), date(2026, 11, 18)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(9999, 5, 1), None),
    ],
)
def test_a_year_later(day: date, later: date | None) -> None:
    assert a_year_later(day) == later


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2025-03-12T14:05+02:00", datetime(2025, 3, 12, 12, 5, tzinfo=UTC)),
        ("2025-03-12", datetime(2025, 3, 12, 23, 59, 59, 999999, tzinfo=UTC)),
        ("9999-12-31", datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_the_latest_that_is_meant(text: str, at: datetime) -> None:
    assert latest(moment(text)) == at


def test_the_day_is_that_of_utc_and_refused_files_stay() -> None:
    late = postmortem("late.md", started="2025-03-31T23:30-02:00")  # 1 April in UTC
    early = postmortem("early.md", started="2025-01-01T01:00+02:00")  # 31 December in UTC
    inside = postmortem("inside.md", started="2025-02-01")
    undated = postmortem("undated.md")
    archive = archive_of(late, early, inside, undated)
    archive = replace(archive, documents=(*archive.documents, Document("bad.md", None)))
    found = started_in(archive, Window(FIRST, LAST))
    assert [item.id for item in found.postmortems] == ["inside"]
    assert [document.id for document in found.refused] == ["bad"]
    assert started_in(archive, Window()) is archive
