from datetime import date, timedelta

import pytest
from figure_archive import SETTINGS, TODAY, action, postmortem

from postmortem_archive.archive.statistics.action_items import (
    NO_OWNER,
    NO_TEAM,
    action_counts,
    closed_day,
    owned_items,
    team_actions,
    time_to_complete,
)
from postmortem_archive.model.postmortem import ActionItem
from postmortem_archive.model.settings import Settings


@pytest.mark.parametrize(
    ("item", "day"),
    [
        (action("done", status_text="done 2026-03-18"), date(2026, 3, 18)),
        (action("done", status_text="done (2026-03-18)"), date(2026, 3, 18)),
        (action("wont-do", status_text="wont-do: superseded, 2026-03-18"), date(2026, 3, 18)),
        (action("done", status_text="done 2026-13-18, or 2026-12-18"), date(2026, 12, 18)),
        (action("done", extra=(("Closed on", "2026-03-18"),)), date(2026, 3, 18)),
        (action("done", extra=(("DONE", "2026-03-18"),)), date(2026, 3, 18)),
        (action("done", extra=(("Planned", "2026-03-18"),)), None),
        (action("done", due="2026-03-18"), None),
        (action("done", status_text="done"), None),
        (action("done", status_text="done 12026-03-18"), None),
        (action("done", status_text="done 2026-02-30"), None),
        (action("open", status_text="open since 2026-03-18"), None),
        (action("done", status_text="x" * 10_000 + " 2026-03-18"), None),
    ],
)
def test_the_day_on_which_an_item_was_closed(item: ActionItem, day: date | None) -> None:
    assert closed_day(item) == day


def test_each_state_is_counted_with_the_postmortems_behind_it() -> None:
    one = postmortem(
        "one.md",
        action("open", due="2026-05-31"),
        action("open", due="2026-06-01"),
        action("in-progress"),
        action("done", due="2026-01-01"),
        action("wont-do"),
    )
    other = postmortem("other.md", action("open", text=" "), action("done"), action("done"))
    counts = action_counts(owned_items([one, other]), TODAY)
    assert {name: (found.n, found.ids) for name, found in counts.by_name().items()} == {
        "total": (7, ("one", "other")),
        "open": (3, ("one",)),
        "in-progress": (1, ("one",)),
        "overdue": (1, ("one",)),
        "without-due-date": (1, ("one",)),
        "done": (3, ("one", "other")),
        "wont-do": (1, ("one",)),
    }
    assert (counts.done.n, counts.to_do, counts.done_share) == (3, 6, 0.5)


@pytest.mark.parametrize("items", [[], [action("wont-do")]])
def test_where_nothing_is_to_be_done_no_share_of_it_is(items: list[ActionItem]) -> None:
    counts = action_counts(owned_items([postmortem("a.md", *items)]), TODAY)
    assert counts.done_share is None


def test_items_by_the_team_that_owns_them_by_the_names_of_teams() -> None:
    item = postmortem(
        "one.md",
        action("done", owners=("payments",)),
        action("open", owners=("Payments team",)),
        action("open", owners=("acme/payments",), due="2026-05-01"),
        action("open", owners=("Pay Crew",)),
        action("open", owners=("identity", "payments")),
        action("open", owners=("ana",)),
        action("open", owners=("left-years-ago",)),
        action("done"),
        resolved="2026-03-12T15:00Z",
    )
    found = team_actions(owned_items([item]), SETTINGS, TODAY)
    assert [
        (one.team, one.label, one.counts.total.n, one.counts.done.n, one.counts.overdue.n)
        for one in found
    ] == [
        ("identity", "Access and identity", 1, 0, 0),
        ("payments", "Payments", 5, 1, 1),
        ("", NO_TEAM, 2, 0, 0),
        ("", NO_OWNER, 1, 1, 0),
    ]


def test_a_team_that_only_a_service_names_is_a_team() -> None:
    settings = Settings(services=SETTINGS.services)
    item = postmortem("one.md", action("open", owners=("Payments",)))
    (found,) = team_actions(owned_items([item]), settings, TODAY)
    assert (found.team, found.label) == ("payments", "payments")


def test_days_until_done_are_counted_from_the_end_of_the_incident() -> None:
    late = postmortem(
        "late.md",
        action("done", status_text="done 2026-03-22"),
        action("done", status_text="done 2026-03-10"),  # during the incident
        action("done"),
        action("wont-do", status_text="wont-do 2026-03-22"),
        resolved="2026-03-12T15:00Z",
    )
    endless = postmortem("endless.md", action("done", status_text="done 2026-03-22"))
    found = time_to_complete(owned_items([late, endless]))
    assert (found.n, found.minimum, found.maximum) == (2, timedelta(), timedelta(days=10))
    assert found.unrecorded == ("late", "endless")
