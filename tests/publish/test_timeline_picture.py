"""The course of an incident, held against arithmetic of its own."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import KeyMoment, Postmortem, TimelineEntry
from postmortem_archive.publish.pictures.timeline import BINS, LABEL_WIDTH, Timeline, timeline

DAY = datetime(2025, 1, 1, 10, tzinfo=UTC)


def at(minutes: float) -> str:
    return (DAY + timedelta(minutes=minutes)).isoformat()


def event(when: str, moment: str = "", *, about: bool = False, end: str = "") -> TimelineEntry:
    return TimelineEntry(
        Position(),
        when,
        Moment.from_text(when),
        "what happened",
        end=Moment.from_text(end) if end else None,
        is_approximate=about,
        moment=KeyMoment(moment) if moment else None,
    )


def drawn(*events: TimelineEntry, **fields: str) -> Timeline:
    found = timeline(Postmortem("a.md", FrontMatter.model_validate(fields), timeline=events))
    assert found
    return found


def test_moments_of_the_front_matter_and_of_the_timeline_are_drawn_to_scale() -> None:
    picture = drawn(event(at(20), "cause-found"), started=at(0), detected=at(10), resolved=at(60))
    assert [(mark.key.value, mark.x, mark.row) for mark in picture.marks] == [
        ("started", 0.0, None),
        ("detected", round(100 * 10 / 60, 2), None),
        ("cause-found", round(100 * 20 / 60, 2), 0),
        ("resolved", 100.0, None),
    ]
    since = [mark.since.value.total_seconds() / 60 for mark in picture.marks if mark.since]
    assert since == [10, 10, 40]
    assert [(phase.name, phase.until.value, phase.length.value) for phase in picture.phases] == [
        ("undetected", "detected", timedelta(minutes=10)),
        ("working", "resolved", timedelta(minutes=50)),
    ]
    assert [key.value for key in picture.missing] == ["acknowledged", "mitigated"]


def test_nothing_is_called_undetected_where_detection_is_not_recorded() -> None:
    picture = drawn(started=at(0), mitigated=at(30), resolved=at(60))
    assert [(phase.name, phase.until.value) for phase in picture.phases] == [
        ("working", "mitigated"),
        ("easing", "resolved"),
    ]
    assert KeyMoment.DETECTED in picture.missing


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"started": at(0)},
        {"started": "2025-01-01", "resolved": "2025-01-02"},
        {"resolved": at(0)},
    ],
)
def test_what_cannot_be_told_apart_is_not_drawn(fields: dict[str, str]) -> None:
    assert timeline(Postmortem("a.md", FrontMatter.model_validate(fields))) is None


def test_moments_of_one_minute_are_a_list_without_a_scale() -> None:
    picture = drawn(started=at(0), detected=at(0), resolved=at(0))
    assert not picture.to_scale
    assert picture.ticks == ()
    assert [mark.since.value for mark in picture.marks if mark.since] == [timedelta(), timedelta()]


def test_moments_of_the_same_minute_keep_their_order_and_have_labels_of_their_own() -> None:
    picture = drawn(started=at(0), detected=at(5), acknowledged=at(5), resolved=at(9))
    assert [mark.key.value for mark in picture.marks] == [
        *("started", "detected", "acknowledged", "resolved")
    ]
    second, third = picture.marks[1:3]
    assert second.x == third.x
    assert third.left - second.left >= LABEL_WIDTH


def test_an_incident_of_ninety_days_has_a_place_for_moments_known_to_the_day() -> None:
    picture = drawn(started="2025-01-01", detected="2025-02-01T06:00Z", resolved="2025-04-01")
    noon = datetime(2025, 1, 1, 12, tzinfo=UTC)
    detected = datetime(2025, 2, 1, 6, tzinfo=UTC)
    whole = datetime(2025, 4, 1, 12, tzinfo=UTC) - noon
    assert [mark.x for mark in picture.marks] == [
        0,
        round(100 * ((detected - noon) / whole), 2),
        100,
    ]
    lengths = [(mark.since.value.days, mark.since.in_days) for mark in picture.marks if mark.since]
    assert lengths == [(31, True), (59, True)]
    assert picture.day_only == ()


def test_of_one_day_what_is_known_only_to_the_day_stands_where_it_must_have_been() -> None:
    picture = drawn(started="2025-01-01", mitigated="2025-01-04T18:00Z", resolved="2025-01-04")
    assert [mark.key.value for mark in picture.marks] == ["started", "mitigated", "resolved"]
    assert picture.marks[1].x == picture.marks[2].x == 100


def test_in_a_short_incident_a_bare_day_has_no_place_and_is_said_so() -> None:
    picture = drawn(started="2025-01-01", detected=at(0), mitigated=at(30), resolved="2025-01-01")
    assert [mark.key.value for mark in picture.marks] == ["detected", "mitigated"]
    assert [key.value for key, _ in picture.day_only] == ["started", "resolved"]
    assert [key.value for key in picture.missing] == ["acknowledged"]


def test_a_time_in_the_timeline_is_taken_where_the_front_matter_has_the_day() -> None:
    picture = drawn(event(at(-5), "started"), started="2025-01-01", resolved=at(5))
    assert [(mark.key.value, mark.row) for mark in picture.marks] == [
        ("started", 0),
        ("resolved", None),
    ]


def test_approximate_times_make_lengths_approximate() -> None:
    about = event(at(10), "detected", about=True)
    picture = drawn(about, started=at(0), detected=at(10), mitigated=at(20), resolved=at(30))
    assert [mark.is_rough for mark in picture.marks] == [False, True, False, False]
    assert [mark.since.is_rough for mark in picture.marks if mark.since] == [True, True, False]
    assert [phase.length.is_rough for phase in picture.phases] == [True, True, False]
    assert picture.marks[1].row == 0


def test_events_are_where_their_time_is_and_ranges_are_as_long() -> None:
    events = (event(at(15)), event(at(30), end=at(45)), event(at(50), end=at(900)))
    picture = drawn(*events, started=at(0), resolved=at(60))
    assert [(tick.x, tick.width, tick.row) for tick in picture.ticks] == [
        (25.0, 0.0, 0),
        (50.0, 25.0, 1),
        (round(100 * 50 / 60, 2), round(100 - round(100 * 50 / 60, 2), 2), 2),
    ]


def test_what_led_to_it_is_drawn_and_what_is_far_off_is_counted() -> None:
    events = (event(at(-900)), event(at(-30)), event(at(70)), event(at(9_000), "closed"))
    picture = drawn(*events, started=at(0), resolved=at(60))
    assert [tick.row for tick in picture.ticks] == [1, 2]
    assert (picture.earlier, picture.later) == ((0,), (3,))
    first, last = picture.marks
    assert (first.x, last.x) == (30.0, 90.0)  # from -30 to 70 minutes


def test_events_that_share_a_place_share_a_link() -> None:
    events = [event(at(minute)) for minute in (1, 2, 3, 50, 100)]
    picture = drawn(*events, started=at(0), resolved=at(100))
    assert [(place.x, place.rows) for place in picture.bins] == [
        (0.0, (0, 1, 2)),
        (48.0, (3,)),
        (96.0, (4,)),
    ]


def test_thousands_of_events_make_no_heavy_picture() -> None:
    events = [event(at(minute / 10)) for minute in range(5_000)]
    picture = drawn(*events, started=at(0), resolved=at(500))
    assert len(picture.ticks) == 5_000
    assert len(picture.drawn) <= 501
    assert len(picture.bins) == BINS
    assert sum(len(place.rows) for place in picture.bins) == 5_000


@pytest.mark.parametrize("seed", range(20))
def test_no_label_lies_over_another_and_no_link_is_narrower_than_its_place(seed: int) -> None:
    chance = random.Random(seed)
    longest = 10.0 ** chance.uniform(0, 5)
    names = ["started", "detected", "acknowledged", "mitigated", "resolved"]
    moments = sorted(chance.uniform(0, longest) ** chance.choice([1, 0.3]) for _ in names)
    events = [event(at(chance.uniform(-longest, 2 * longest))) for _ in range(200)]
    found = event(at(chance.choice(moments)), "cause-found")
    picture = drawn(
        found, *events, **{name: at(minute) for name, minute in zip(names, moments, strict=True)}
    )
    lefts = [mark.left for mark in picture.marks]
    assert lefts[0] >= 0
    assert lefts[-1] + LABEL_WIDTH <= 100.01
    assert all(right - left >= LABEL_WIDTH - 0.011 for left, right in pairwise(lefts))
    places = [mark.x for mark in picture.marks]
    assert places == sorted(places)
    assert len(picture.bins) <= BINS
    width = 100 / BINS
    for place in picture.bins:
        ticks = [tick for tick in picture.ticks if tick.row in place.rows]
        assert all(place.x <= tick.x <= place.x + width for tick in ticks)
    drawn_rows = {tick.row for tick in picture.ticks}
    assert len(drawn_rows) + len(picture.earlier) + len(picture.later) == len(events)
