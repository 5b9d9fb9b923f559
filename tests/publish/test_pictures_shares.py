"""Parts of a whole, and action items by team: bars that add up."""

import pytest

from picture_drawing import HOSTILE, LABELS, caption, draw, of_class, rows, tally, text
from postmortem_archive.archive.statistics.action_items import (
    ActionCounts,
    ItemCount,
    TeamActions,
)
from postmortem_archive.archive.statistics.definitions import TIME_TO_COMPLETE
from postmortem_archive.archive.statistics.figures import Distribution
from postmortem_archive.publish.pictures.completion import completion
from postmortem_archive.publish.pictures.shares import shares

NOT_RECORDED = tally("", 3, "not recorded")


def team(name: str, done: int, still: int, late: int = 0, wont_do: int = 0) -> TeamActions:
    def of(n: int) -> ItemCount:
        return ItemCount(n, ())

    counts = ActionCounts(
        total=of(done + still + wont_do),
        open=of(still),
        in_progress=of(0),
        overdue=of(late),
        without_due_date=of(0),
        done=of(done),
        wont_do=of(wont_do),
    )
    return TeamActions(name, name or "no owner", counts, Distribution(TIME_TO_COMPLETE, (), ()))


@pytest.mark.parametrize(
    ("tallies", "total", "said"),
    [
        ((), 0, "Who noticed No incidents are recorded."),
        ((NOT_RECORDED,), 3, "Who noticed Not recorded for any of 3."),
    ],
)
def test_without_values_it_says_so_in_a_sentence(
    tallies: tuple[object, ...], total: int, said: str
) -> None:
    drawn = draw("shares", shares(tallies, total), "Who noticed", "Noticed by")  # type: ignore[arg-type]
    assert caption(drawn) == said
    assert not list(drawn.iter("svg"))


def test_bars_are_parts_of_the_whole_and_what_is_not_recorded_is_last_and_striped() -> None:
    given = [NOT_RECORDED, tally("monitoring", 6), tally("customer", 1)]
    picture = shares(given, 10, link=lambda value: f"?by={value}", label=str.upper)
    drawn = draw("shares", picture, "Who noticed", "Noticed by")
    assert caption(drawn) == "Who noticed MONITORING: 6 of 10, 60 %."
    assert [row.width for row in picture.rows] == [60, 10, 30]
    [striped] = of_class(drawn, "pm-shares__unrecorded")
    assert (striped.get("width"), striped.get("fill")) == ("30.0%", "url(#p-stripes)")
    assert rows(drawn) == [
        ["Noticed by", "Incidents", "Share of 10"],
        ["MONITORING", "6", "60 %"],
        ["CUSTOMER", "1", "10 %"],
        ["not recorded", "3", "30 %"],
    ]
    assert [one.get("href") for one in next(drawn.iter("tbody")).iter("a")] == [
        *("?by=monitoring", "?by=customer")
    ]
    assert picture.unrecorded == 3


def test_many_values_are_cut_and_the_rest_is_counted() -> None:
    given = [tally(f"c{number}", 1) for number in range(5_000)]
    picture = shares([*given, NOT_RECORDED], 5_003)
    assert (len(picture.rows), picture.more) == (13, 4_988)
    drawn = draw("shares", picture, "Causes", "Cause", "#more")
    assert text(of_class(drawn, "pm-picture__more")[0]) == "and 4,988 more"
    assert rows(drawn)[-1][0] == "not recorded"


def test_words_of_authors_are_no_markup() -> None:
    picture = shares([tally(label, 1) for label in LABELS], 5, link=lambda value: value)
    drawn = draw("shares", picture, HOSTILE, HOSTILE)
    assert [row[0] for row in rows(drawn)[1:]] == [" ".join(label.split()) for label in LABELS]
    named = completion([team(label, 1, 1) for label in LABELS], link=lambda value: value)
    by_team = draw("completion", named, HOSTILE)
    assert [row[0] for row in rows(by_team)[1:]] == [" ".join(label.split()) for label in LABELS]


def test_without_action_items_it_says_so_in_a_sentence() -> None:
    drawn = draw("completion", completion([]), "Action items")
    assert caption(drawn) == "Action items No action items are recorded."
    assert not list(drawn.iter("svg"))


def test_bars_of_teams_add_up_and_states_differ_by_shape() -> None:
    picture = completion(
        [team("a", 6, 2, late=1, wont_do=9), team("b", 1, 0), team("", 0, 4, late=4)]
    )
    assert picture.longest == 8
    for row, to_do in zip(picture.rows, (8, 1, 4), strict=True):
        assert row.to_do == sum(segment.n for segment in row.segments) == to_do
        assert sum(segment.width for segment in row.segments) == pytest.approx(100 * to_do / 8)
    first = [(one.state, one.n, one.x, one.width) for one in picture.rows[0].segments]
    assert first == [("done", 6, 0, 75), ("open", 1, 75, 12.5), ("late", 1, 87.5, 12.5)]
    drawn = draw("completion", picture, "Action items")
    plot = of_class(drawn, "pm-shares__plot")[0]
    assert text(plot.findall("title")[0]) == "a: 6 done, 1 open, 1 late; 9 will not be done"
    fills = [one.get("fill") for one in of_class(plot, "pm-completion__part")]
    assert fills == [None, None, "url(#p-late)"]
    assert rows(drawn)[1:] == [
        ["a", "6", "1", "1", "9", "75 %"],
        ["b", "1", "0", "0", "0", "100 %"],
        ["no owner", "0", "0", "4", "0", "0 %"],
    ]


def test_a_team_with_nothing_to_do_has_no_share() -> None:
    drawn = draw("completion", completion([team("a", 0, 0, wont_do=2)]), "Action items")
    assert of_class(of_class(drawn, "pm-shares__plot")[0], "pm-completion__part") == []
    assert rows(drawn)[1] == ["a", "0", "0", "0", "2", "nothing to do"]


def test_forty_teams_with_five_thousand_items() -> None:
    drawn = draw("completion", completion([team(f"t{n}", 100, 25, 5) for n in range(40)]), "Items")
    assert len(rows(drawn)) == 41
    assert {row[-1] for row in rows(drawn)[1:]} == {"80 %"}
