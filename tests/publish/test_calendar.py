"""The calendar, read back by hand: lines, folds and escapes; and by the library, for what it says."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from action_archive import DAY, write_action_archive
from postmortem_archive.archive.actions import actions_of
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import (
    ActionItem,
    ActionStatus,
    Document,
    Postmortem,
)
from postmortem_archive.model.settings import Settings
from postmortem_archive.publish.data.calendar import calendar
from postmortem_archive.publish.site import Site
from postmortem_archive.publish.site_options import SiteOptions

OPTIONS = SiteOptions(name="Made, archive; of ours", url="https://archive.example/")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = write_action_archive(tmp_path_factory.mktemp("calendar"), 40)
    return load_archive(Project(folder.parent, folder), today=DAY)


def site_of(*items: Postmortem, **options: str) -> Site:
    documents = tuple(Document(item.path, item) for item in items)
    project = Project(Path("/nowhere"), Path("/nowhere/postmortems"))
    return Site(Archive(project, Settings(), documents), DAY, replace(OPTIONS, **options))


def item(text: str, due: date | None = DAY, **given: object) -> ActionItem:
    return ActionItem(Position(), text, due=due, **given)  # type: ignore[arg-type]


def postmortem(name: str, *actions: ActionItem, review: date | None = None) -> Postmortem:
    reviewed = Moment.of_day(review) if review else None
    meta = FrontMatter(title=f"What {name} was", review_on=reviewed)
    return Postmortem(f"2026/{name}.md", meta, actions=actions)


def lines(data: bytes) -> list[str]:
    """The content lines, unfolded by hand, once their form is checked."""
    assert data.endswith(b"\r\n")
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    for line in physical:
        assert len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
        line.decode("utf-8")  # no character is split
    return data.decode("utf-8").removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_it_holds_what_is_due_and_what_is_reviewed(archive: Archive) -> None:
    every = actions_of(archive, DAY).actions
    due = [one for one in every if one.item.due and not one.item.status.is_closed]
    still = {one.id for one in every if not one.item.status.is_closed}
    reviewed = [
        one
        for one in archive.postmortems
        if one.meta.review_on and (one.meta.review_on.day >= DAY or one.id in still)
    ]
    found = events(calendar(Site(archive, DAY, OPTIONS)))
    kinds = [event["categories"].cats[0] for event in found]
    assert kinds.count("Action item") == len(due) > 50
    assert kinds.count("Follow-up review") == len(reviewed) > 10
    days = sorted(event["dtstart"].dt for event in found if event["summary"].startswith("Due: "))
    assert days == sorted(one.item.due for one in due if one.item.due)


def test_each_entry_is_a_whole_day_that_nobody_is_busy_on(archive: Archive) -> None:
    data = calendar(Site(archive, DAY, OPTIONS))
    found = events(data)
    assert len({event["uid"] for event in found}) == len(found)
    for event in found:
        assert type(event["dtstart"].dt) is date
        assert event["transp"] == "TRANSPARENT"
        assert event["dtstamp"].dt.date() == DAY
        assert event["url"].startswith("https://archive.example/postmortems/2")
    head = lines(data)
    assert head[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert "NAME:Action items: Made\\, archive\\; of ours" in head


def test_it_is_the_same_for_the_same_day_and_entries_stay_who_they_are(archive: Archive) -> None:
    data = calendar(Site(archive, DAY, OPTIONS))
    assert calendar(Site(archive, DAY, OPTIONS)) == data
    later = calendar(Site(archive, DAY + timedelta(days=1), OPTIONS))
    before = {event["uid"]: event["summary"] for event in events(data)}
    after = {event["uid"]: event["summary"] for event in events(later)}
    assert later != data
    assert {uid: before[uid] for uid in after} == after


def test_what_is_closed_or_has_no_day_is_not_in_it() -> None:
    closed = [item(status.value, status=status) for status in ActionStatus if status.is_closed]
    site = site_of(
        postmortem("a", *closed, review=DAY - timedelta(days=1)),
        postmortem("b", item("open"), item("undated", None), review=DAY - timedelta(days=1)),
        postmortem("c", review=DAY),
    )
    assert sorted(event["summary"] for event in events(calendar(site))) == [
        "Due: open",
        "Follow-up review: What b was",
        "Follow-up review: What c was",
    ]


def test_it_says_who_and_of_which_postmortem_and_no_more() -> None:
    action = item("Alert *early*, not late; C:\\x", owners=("ana", "bo"), priority="P1")
    data = calendar(site_of(postmortem("a", action), url=""))
    said = lines(data)
    assert "SUMMARY:Due: Alert early\\, not late\\; C:\\\\x (ana\\, bo)" in said
    assert "DESCRIPTION:Owner: ana\\, bo\\nPostmortem: What a was" in said
    assert "DTSTART;VALUE=DATE:20260601" in said
    assert "DTSTAMP:20260601T000000Z" in said
    assert not [line for line in said if line.startswith(("URL", "ATTENDEE", "ORGANIZER"))]


def test_two_items_that_say_the_same_are_two_entries() -> None:
    found = events(calendar(site_of(postmortem("a", item("Alert"), item("Alert")))))
    assert len({event["uid"] for event in found}) == 2


def test_one_without_entries_is_still_a_calendar() -> None:
    data = calendar(site_of())
    assert events(data) == []
    assert "BEGIN:VTIMEZONE" in lines(data)  # it must hold something
    assert icalendar.Calendar.from_ical(data)["name"].startswith("Action items")


@pytest.mark.parametrize("due", [date.min, date(1, 1, 2), date.max])
def test_the_ends_of_the_calendar_are_days_too(due: date) -> None:
    found = events(calendar(site_of(postmortem("a", item("x", due)))))
    assert [event["dtstart"].dt for event in found] == [due]


@given(st.text(min_size=1), st.text())
def test_whatever_is_written_stays_one_entry(text: str, owner: str) -> None:
    data = calendar(site_of(postmortem("a", item(f"x {text}", owners=(owner,)))))
    said = lines(data)
    assert said.count("BEGIN:VEVENT") == said.count("END:VEVENT") == 1
    assert json.dumps(events(data)[0]["summary"]).startswith('"Due: x')
