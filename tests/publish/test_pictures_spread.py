"""How durations are spread: every mark where a ruler would put it."""

from datetime import timedelta
from math import log

import pytest

from picture_drawing import HOSTILE, LABELS, caption, draw, of_class, rows, spread_of, text
from postmortem_archive.archive.statistics.definitions import TIME_TO_COMPLETE
from postmortem_archive.archive.statistics.figures import Distribution
from postmortem_archive.publish.pictures.spread import Measured, spread
from postmortem_archive.publish.pictures.time_axis import time_axis

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def places(drawn: object, name: str, attribute: str) -> list[float]:
    found = of_class(drawn, name)  # type: ignore[arg-type]
    return [float((one.get(attribute) or "").removesuffix("%")) for one in found]


def test_durations_stand_where_their_logarithms_are() -> None:
    axis = time_axis([MINUTE, 90 * DAY])
    assert [(tick.number, tick.unit) for tick in axis.ticks] == [
        *((1, "min"), (10, "min"), (1, "h"), (6, "h"), (1, "d"), (1, "w"), (30, "d"), (1, "y"))
    ]
    minutes = [1, 10, 60, 360, 1_440, 10_080, 43_200, 525_600]
    for tick, of in zip(axis.ticks, minutes, strict=True):
        assert tick.x == pytest.approx(2.5 + 95 * log(of) / log(525_600), abs=0.01)
    assert axis.position(90 * DAY) == pytest.approx(
        2.5 + 95 * log(129_600) / log(525_600), abs=0.01
    )
    assert axis.start == 0


def test_zero_has_its_own_place_and_less_than_a_minute_is_behind_it() -> None:
    axis = time_axis([timedelta(), 5 * MINUTE, 30 * MINUTE])
    assert [(tick.number, tick.unit) for tick in axis.ticks] == [
        *((0, "min"), (1, "min"), (10, "min"), (1, "h"))
    ]
    zero, first = axis.ticks[0].x, axis.ticks[1].x
    assert axis.position(timedelta()) == zero < axis.start < first
    assert axis.position(MINUTE) == first
    assert axis.position(MINUTE / 2) == pytest.approx((zero + first) / 2, abs=0.01)
    assert axis.position(10 * MINUTE) == pytest.approx(
        first + (97.5 - first) * log(10) / log(60), abs=0.01
    )


@pytest.mark.parametrize(
    "values",
    [
        [],
        [timedelta()],
        [timedelta(seconds=1)],
        [DAY],
        [timedelta.max],
        [timedelta(), timedelta.max],
    ],
)
def test_every_duration_is_on_its_axis(values: list[timedelta]) -> None:
    axis = time_axis(values)
    assert len(axis.ticks) >= 2
    xs = [tick.x for tick in axis.ticks]
    assert xs == sorted(set(xs))
    assert all(2.5 <= axis.position(value) <= 97.5 for value in values)


def test_without_times_it_says_so_in_a_sentence() -> None:
    for given in ([], [Measured(spread_of([])), Measured(spread_of([None]))]):
        drawn = draw("spread", spread(given), "How long")
        assert caption(drawn) == "How long No times are recorded."
        assert not list(drawn.iter("svg"))


def test_many_are_a_box_with_a_median_and_nine_tenths() -> None:
    values = [minutes * MINUTE for minutes in range(1, 102)]
    picture = spread([Measured(spread_of([*values, None]), values=values)])
    drawn = draw("spread", picture, "How long")
    scale = 95 / log(360)  # the axis ends at six hours

    def at(minutes: float) -> float:
        return 2.5 + scale * log(minutes)

    plot = of_class(drawn, "pm-spread__plot")[0]
    assert places(plot, "pm-spread__line", "x1") == [pytest.approx(at(1), abs=0.01)]
    assert places(plot, "pm-spread__line", "x2") == [pytest.approx(at(101), abs=0.01)]
    assert places(plot, "pm-spread__box", "x") == [pytest.approx(at(26), abs=0.01)]
    assert places(plot, "pm-spread__box", "width") == [pytest.approx(at(76) - at(26), abs=0.02)]
    assert places(plot, "pm-spread__median", "x1") == [pytest.approx(at(51), abs=0.01)]
    assert places(plot, "pm-picture__mark", "x") == [pytest.approx(at(91), abs=0.01)]
    assert of_class(plot, "pm-spread__dot") == []
    assert text(plot.findall("title")[0]) == (
        "Time to detect: median 51 min, shortest 1 min, longest 1 h 41 min;"
        " 101 recorded, 1 not recorded"
    )
    assert rows(drawn)[1] == [
        *("Time to detect", "101", "1 min", "26 min", "51 min", "1 h 16 min"),
        *("1 h 31 min", "1 h 41 min", "1"),
    ]


def test_few_are_dots_without_a_box() -> None:
    values = [timedelta(), timedelta(), 5 * MINUTE, 60 * MINUTE]
    picture = spread([Measured(spread_of([*values, None, None]), values=values)])
    [row] = picture.rows
    assert (row.box, row.p90, row.n, row.unrecorded) == (None, None, 4, 2)
    assert [dot.x for dot in row.dots] == [row.low, row.low, pytest.approx(row.dots[2].x), row.high]
    assert row.dots[0].y < 50 < row.dots[1].y
    assert [dot.y for dot in row.dots[2:]] == [50, 50]
    drawn = draw("spread", picture, "How long")
    assert len(of_class(of_class(drawn, "pm-spread__plot")[0], "pm-spread__dot")) == 4
    assert rows(drawn)[1][6] == "too few"
    assert rows(drawn)[1][2] == "0 min"


def test_a_pile_of_dots_stays_in_its_row() -> None:
    values = [DAY] * 9
    [row] = spread([Measured(spread_of(values), values=values)]).rows
    ys = [dot.y for dot in row.dots]
    assert len(set(ys)) == 9
    assert min(ys) > 15
    assert max(ys) < 85


def test_a_single_value() -> None:
    drawn = draw("spread", spread([Measured(spread_of([90 * DAY]), values=[90 * DAY])]), "How long")
    plot = of_class(drawn, "pm-spread__plot")[0]
    assert len(of_class(plot, "pm-spread__dot")) == 1
    assert of_class(plot, "pm-spread__median") == []
    assert text(plot.findall("title")[0]) == "Time to detect: 90 d; 1 recorded"


def test_what_is_not_recorded_is_said_and_not_drawn() -> None:
    picture = spread([Measured(spread_of([HOUR])), Measured(spread_of([None] * 3), label="2019")])
    drawn = draw("spread", picture, "How long")
    plot = of_class(drawn, "pm-spread__plot")[1]
    assert {one.get("class") for one in plot.iter("line")} == {"pm-picture__rule"}
    assert text(of_class(drawn, "pm-picture__figure")[1]) == "not recorded for any of 3"
    assert rows(drawn)[2] == ["2019", "0", *["not recorded"] * 6, "3"]


def test_nothing_is_said_in_the_unit_of_the_measure() -> None:
    nothing = timedelta()
    days = Distribution(TIME_TO_COMPLETE, ("a",), (), *[nothing] * 4, None, nothing)
    drawn = draw("spread", spread([Measured(days), Measured(spread_of([MINUTE / 3]))]), "How long")
    assert [row[4] for row in rows(drawn)[1:]] == ["0 d", "under 1 min"]


def test_five_thousand_values_and_forty_years() -> None:
    values = [number * MINUTE for number in range(5_000)]
    given = [Measured(spread_of(values), label=str(year), href=f"#{year}") for year in range(40)]
    drawn = draw("spread", spread(given), "How long")
    assert len(of_class(drawn, "pm-spread__box")) == 40 + 1  # that of the key
    assert len(rows(drawn)) == 41


def test_words_of_authors_are_no_markup() -> None:
    given = [Measured(spread_of([HOUR]), label=label, href=HOSTILE) for label in LABELS]
    drawn = draw("spread", spread(given), HOSTILE)
    assert [row[0] for row in rows(drawn)[1:]] == [" ".join(label.split()) for label in LABELS]
    assert {one.get("href") for one in drawn.iter("a")} == {HOSTILE}
