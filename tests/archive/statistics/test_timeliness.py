from datetime import UTC, date, datetime, timedelta

import pytest
from figure_archive import SETTINGS, archive_of, postmortem

from postmortem_archive.archive.statistics.timeliness import timeliness
from postmortem_archive.model.card import card_of
from postmortem_archive.model.settings import SettingsDocument
from postmortem_archive.rules.base import Context
from postmortem_archive.rules.catalogue.pm801_written_late import WrittenLate

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
RESOLVED = {
    "before": "2025-12-31T10:00Z",
    "draft": "2026-03-10T12:00Z",
    "in-time": "2026-03-10T12:00Z",
    "late": "2026-03-10T12:00Z",
    "day": "2026-03-10",
    "uncommitted": "2026-03-10T12:00Z",
    "endless": "",
}
COMMITS = {
    "first.md": BEGUN,
    "before.md": datetime(2026, 1, 2, tzinfo=UTC),
    "draft.md": datetime(2026, 3, 10, 11, tzinfo=UTC),
    "in-time.md": datetime(2026, 3, 12, 12, tzinfo=UTC),
    "late.md": datetime(2026, 3, 12, 13, tzinfo=UTC),
    "day.md": datetime(2026, 3, 12, 23, tzinfo=UTC),
    "endless.md": datetime(2026, 3, 12, 23, tzinfo=UTC),
}
ITEMS = [
    postmortem(f"{name}.md", **({"resolved": resolved} if resolved else {}))
    for name, resolved in RESOLVED.items()
]


def test_within_later_before_the_archive_and_not_known() -> None:
    found = timeliness(ITEMS, COMMITS, 48)
    assert found.before_archive == ("before",)
    assert found.within == ("draft", "in-time", "day")
    assert found.later == ("late",)
    assert found.time.unrecorded == ("uncommitted", "endless")
    assert (found.time.n, found.time.minimum) == (4, timedelta())
    assert found.time.maximum == timedelta(hours=49)


def test_what_ended_when_the_archive_began_is_measured() -> None:
    item = postmortem("first.md", resolved="2026-01-01T00:00Z")
    assert timeliness([item], COMMITS, 48).within == ("first",)


def test_without_a_history_nothing_is_known() -> None:
    found = timeliness(ITEMS, {}, 48)
    assert (found.within, found.later, found.before_archive) == ((), (), ())
    assert len(found.time.unrecorded) == len(ITEMS)


@pytest.mark.parametrize("hours", [1, 48, 100])
def test_what_is_later_is_what_pm801_finds(hours: int) -> None:
    settings = SETTINGS.model_copy(
        update={
            "rules": SETTINGS.rules.model_copy(
                update={
                    "limits": SETTINGS.rules.limits.model_copy(
                        update={"written_within_hours": hours}
                    )
                }
            )
        }
    )
    context = Context(
        SettingsDocument(settings),
        date(2026, 6, 1),
        file_exists=lambda _: True,
        first_commits=lambda: COMMITS,
    )
    cards = [card_of(document) for document in archive_of(*ITEMS).documents]
    theirs = {card.id for card, _ in WrittenLate().check(cards, context)}
    assert set(timeliness(ITEMS, COMMITS, hours).later) == theirs
