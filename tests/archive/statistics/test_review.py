from datetime import date

from figure_archive import TODAY, action, archive_of, postmortem

from postmortem_archive.archive.statistics.review import Review, review

SINCE, UNTIL = date(2026, 4, 1), date(2026, 4, 30)
AHEAD = date(2026, 5, 30)


def looked_at(*items: object, since: date = SINCE, until: date = UNTIL) -> Review:
    return review(archive_of(*items), TODAY, since, until)  # type: ignore[arg-type]


def test_new_are_those_that_started_in_the_window() -> None:
    items = [
        postmortem(f"{day}.md", started=day)
        for day in ("2026-03-31", "2026-04-01", "2026-04-30", "2026-05-01")
    ]
    found = looked_at(*items, postmortem("undated.md"))
    assert [one.id for one in found.new] == ["2026-04-30", "2026-04-01"]


def test_closed_are_those_that_say_so_with_a_day_of_the_window() -> None:
    item = postmortem(
        "a.md",
        action("done", status_text="done 2026-04-30"),
        action("wont-do", status_text="wont-do 2026-04-01"),
        action("done", status_text="done 2026-03-31"),
        action("done"),
        action("open", status_text="open 2026-04-02"),
    )
    found = looked_at(item)
    assert [one.item.status_text for one in found.closed] == [
        "wont-do 2026-04-01",
        "done 2026-04-30",
    ]
    assert found.closed_undated == 1


def test_late_and_due_soon_meet_on_the_last_day() -> None:
    days = ("2026-03-01", "2026-04-29", "2026-04-30", "2026-05-30", "2026-05-31")
    item = postmortem(
        "a.md", *(action(due=day) for day in reversed(days)), action("done", due=days[0])
    )
    found = looked_at(item)
    assert found.ahead == AHEAD
    assert [str(one.item.due) for one in found.late] == list(days[:2])
    assert [str(one.item.due) for one in found.due_soon] == list(days[2:4])


def test_follow_ups_that_come_and_that_have_passed_with_open_items() -> None:
    def due(name: str, day: str, status: str) -> object:
        return postmortem(f"{name}.md", action(status), review_on=day)

    found = looked_at(
        due("passed-open", "2025-01-01", "open"),
        due("passed-done", "2025-01-01", "done"),
        due("on-the-day", "2026-04-30", "done"),
        due("soon", "2026-05-30", "open"),
        due("far", "2026-05-31", "open"),
        postmortem("none.md", action("open")),
    )
    assert [(one.postmortem.id, one.open_items) for one in found.follow_ups] == [
        ("passed-open", 1),
        ("on-the-day", 0),
        ("soon", 1),
    ]


def test_anniversaries_are_a_year_before_a_day_of_the_window() -> None:
    days = ("2025-03-31", "2025-04-01", "2025-04-30", "2025-05-01", "2024-04-15", "2026-04-15")
    found = looked_at(*(postmortem(f"{day}.md", started=day) for day in days))
    assert [one.id for one in found.anniversaries] == ["2025-04-01", "2025-04-30"]


def test_the_leap_day_has_an_anniversary_too() -> None:
    leap = postmortem("leap.md", started="2024-02-29")
    found = looked_at(leap, since=date(2025, 2, 1), until=date(2025, 2, 28))
    assert [one.id for one in found.anniversaries] == ["leap"]


def test_returns_are_those_of_the_window_whatever_came_before() -> None:
    fields = {"services": ("checkout",), "causes": ("capacity",)}
    first = postmortem("first.md", started="2020-01-01", resolved="2020-01-02", **fields)
    middle = postmortem("middle.md", started="2026-03-01", **fields)
    last = postmortem("last.md", started="2026-04-02", **fields)
    found = looked_at(first, middle, last)
    assert [(one.postmortem.id, one.earlier.id) for one in found.returned] == [("last", "first")]


def test_an_empty_archive_has_nothing_to_look_at() -> None:
    found = looked_at()
    lists = (found.new, found.closed, found.late, found.due_soon, found.returned)
    assert not any((*lists, found.follow_ups, found.anniversaries))
    assert (found.closed_undated, found.refused) == (0, 0)


def test_looking_ahead_ends_with_the_calendar() -> None:
    assert looked_at(since=date(1, 1, 1), until=date(9999, 12, 31)).ahead == date.max
