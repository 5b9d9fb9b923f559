"""Incidents over time: bars to scale, in their place on the calendar."""

from datetime import date
from itertools import pairwise

import pytest

from picture_drawing import HOSTILE, LABELS, caption, draw, of_class, quarter, rows, text
from postmortem_archive.archive.statistics.counts import Quarter
from postmortem_archive.archive.statistics.figures import Tally
from postmortem_archive.publish.pictures.over_time import MOST_BARS, over_time

XLINK = "http://www.w3.org/1999/xlink"
STEPS = {"sev1": 1, "sev2": 2, "sev3": 3}


def link(first: date, last: date) -> str:
    return f"?from={first}&to={last}"


def number(text: str | None) -> float:
    assert text is not None
    return float(text.removesuffix("%"))


def test_without_incidents_it_says_so_in_a_sentence() -> None:
    drawn = draw("over_time", over_time((), STEPS), "Over time")
    assert caption(drawn) == "Over time No incident with a recorded start."
    assert not list(drawn.iter("svg"))
    undated = draw("over_time", over_time((), STEPS, undated=2), "Over time")
    assert caption(undated).endswith("recorded start. 2 more have no recorded start.")


@pytest.mark.parametrize("small", [False, True])
def test_a_single_incident(small: bool) -> None:
    picture = over_time([quarter(2019, 3, 1)], STEPS, link=link)
    drawn = draw("over_time", picture, "Over time", small=small)
    assert caption(drawn) == "Over time 1 incident, Q3 2019."
    assert [bucket.n for bucket in picture.buckets] == [0, 0, 1, 0]
    bar = picture.buckets[2]
    assert bar.middle == 62.5  # the third of four quarters
    assert bar.width < 10
    assert bar.y == pytest.approx(100 - 100 / 3, abs=0.01)  # not as tall as the picture
    [place] = of_class(drawn, "pm-over-time__plot")[0].findall("a")
    assert place.get(f"{{{XLINK}}}href") == "?from=2019-07-01&to=2019-09-30"
    assert place.get("aria-label") == "Q3 2019: 1 incident (1 sev1)"
    assert rows(drawn) == [["Quarter", "sev1", "Incidents"], ["Q3 2019", "1", "1"]]


def test_bars_are_as_tall_as_their_numbers_and_stacked_from_the_worst() -> None:
    given = [quarter(2020, 1, {"sev1": 2, "sev3": 5}), quarter(2021, 4, {"sev2": 3, "": 1})]
    picture = over_time(given, STEPS)
    assert [severity.value for severity in picture.severities] == ["sev1", "sev2", "sev3", ""]
    assert [severity.step for severity in picture.severities] == [1, 2, 3, 0]
    drawn = draw("over_time", picture, "Over time")
    parts = of_class(of_class(drawn, "pm-over-time__plot")[0], "pm-bar-part")
    heights = [number(part.get("height")) for part in parts]
    top = 7  # the tallest bar fills the height
    assert heights == pytest.approx([100 * n / top for n in (2, 5, 3, 1)], abs=0.01)
    ends = [(number(part.get("y")), number(part.get("height"))) for part in parts]
    assert ends[0][0] + ends[0][1] == pytest.approx(100, abs=0.02)
    assert ends[1][0] + ends[1][1] == pytest.approx(ends[0][0], abs=0.02)
    assert parts[3].get("fill") == "url(#p-stripes)"
    assert [line.value for line in picture.lines] == [2, 4, 6]
    for line in picture.lines:
        assert line.y == pytest.approx(100 - 100 * line.value / top, abs=0.01)
    assert rows(drawn)[0] == [
        "Quarter",
        "sev1",
        "sev2",
        "sev3",
        "severity not recorded",
        "Incidents",
    ]
    assert rows(drawn)[1] == ["Q1 2020", "2", "0", "5", "0", "7"]
    assert rows(drawn)[-1] == ["Q4 2021", "0", "3", "0", "1", "4"]
    assert len(rows(drawn)) == 1 + 8


@pytest.mark.parametrize(
    ("first", "last", "years", "bars"),
    [
        (2020, 2020, 0, 4),
        (2015, 2020, 0, 24),
        (2014, 2020, 1, 7),
        (1997, 2020, 1, 24),
        (1996, 2020, 2, 13),
        (1900, 2020, 10, 13),
        (1, 9999, 500, 20),
    ],
)
def test_places_are_chosen_by_the_span(first: int, last: int, years: int, bars: int) -> None:
    picture = over_time([quarter(first, 1, 1), quarter(last, 4, 2)], STEPS, link=link)
    assert (picture.years, len(picture.buckets)) == (years, bars)
    assert bars <= MOST_BARS
    assert picture.n == 3
    assert (picture.buckets[0].n, picture.buckets[-1].n) == (1, 2)
    places = [bucket.place for bucket in picture.buckets]
    assert places == pytest.approx([100 * place / bars for place in range(bars)], abs=0.01)
    for bucket in picture.buckets:
        assert bucket.place <= bucket.x
        assert bucket.x + bucket.width <= bucket.place + bucket.place_width
        assert bucket.middle == pytest.approx(bucket.x + bucket.width / 2, abs=0.02)
    days = [(bucket.first, bucket.last) for bucket in picture.buckets]
    for (_, end), (start, _) in pairwise(days):
        assert (start - end).days == 1
    shown = [label for label in picture.labels if not label.is_minor and not label.quarter]
    assert 1 <= len(shown) <= 8
    draw("over_time", picture, "Over time")


def test_five_thousand_incidents() -> None:
    given = [
        quarter(2000 + place // 4, place % 4 + 1, {"sev1": 1, "sev2": 49}) for place in range(100)
    ]
    picture = over_time(given, STEPS)
    drawn = draw("over_time", picture, "Over time")
    assert caption(drawn) == "Over time 5,000 incidents, 2000 – 2024; at most 400 in 2 years."
    assert sum(int(row[-1].replace(",", "")) for row in rows(drawn)[1:]) == 5_000
    assert [bucket.y for bucket in picture.buckets] == [*[0] * 12, 50]


def test_years_without_incidents_are_gaps() -> None:
    picture = over_time([quarter(2010, 2, 3), quarter(2020, 1, 3)], STEPS)
    assert [bucket.n for bucket in picture.buckets] == [3, *[0] * 9, 3]
    drawn = draw("over_time", picture, "Over time")
    assert caption(drawn).endswith("6 incidents, 2010 – 2020; at most 3 in a year.")
    assert rows(drawn)[2] == ["2011", "0", "0"]


def test_words_of_authors_are_no_markup() -> None:
    severities = tuple(Tally(value, value, ("a",)) for value in LABELS)
    picture = over_time(
        [Quarter(2020, 1, ("a",) * len(LABELS), severities)], {HOSTILE: 1}, link=link
    )
    drawn = draw("over_time", picture, HOSTILE)
    assert rows(drawn)[0][1] == " ".join(HOSTILE.split())
    assert text(next(drawn.iter("strong"))) == " ".join(HOSTILE.split())
    assert all(" ".join(label.split()) in rows(drawn)[0] for label in LABELS)


def test_a_picture_without_links_is_an_image_and_one_with_links_a_group() -> None:
    for picture, role in (
        (over_time([quarter(2019, 3, 1)], STEPS), "img"),
        (over_time([quarter(2019, 3, 1)], STEPS, link=link), "group"),
    ):
        drawn = draw("over_time", picture, "Over time", small=True)
        plot = of_class(drawn, "pm-over-time__plot")[0]
        assert plot.get("role") == role
        assert text(plot.findall("title")[0]) == "Over time"
        assert text(plot.findall("desc")[0]).startswith("1 incident, Q3 2019.")
