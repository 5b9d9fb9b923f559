"""The figures of whole archives, computed once more by plain loops and Python's own statistics."""

import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import pytest
import yaml

from made_archive import TODAY, made_archive
from places import ROOT
from postmortem_archive.archive.actions import archive_actions
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.facets import FACET_BY_NAME, FACETS
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.statistics.figures import Distribution
from postmortem_archive.archive.statistics.groups import grouping
from postmortem_archive.archive.statistics.overview import overview
from postmortem_archive.archive.statistics.rows import grouping_rows, overview_rows
from postmortem_archive.archive.statistics.window import Window
from postmortem_archive.archive.unchecked import read_archive

OWN_DAY = date(2026, 11, 1)
OWN = Project(ROOT, ROOT / "postmortems")
MEASURED = {
    "time-to-detect": ("started", "detected"),
    "time-to-acknowledge": ("detected", "acknowledged"),
    "time-to-mitigate": ("started", "mitigated"),
    "time-to-resolve": ("started", "resolved"),
}


@dataclass(frozen=True)
class Plain:
    """What the loops know of a postmortem: its ID, and its front matter as texts."""

    id: str
    meta: dict[str, Any]

    @property
    def is_incident(self) -> bool:
        return self.meta.get("kind", "incident") == "incident"

    def all(self, field: str) -> list[str]:
        value = self.meta.get(field) or []
        return list(dict.fromkeys(value if isinstance(value, list) else [value]))

    def minutes(self, start: str, end: str) -> float | None:
        first, last = self.meta.get(start), self.meta.get(end)
        if not first or not last or len(first) == 10 or len(last) == 10:
            return None
        passed = datetime.fromisoformat(last) - datetime.fromisoformat(first)
        return passed / timedelta(minutes=1) if passed >= timedelta() else None

    def quarter(self) -> str:
        text = self.meta["started"]
        day = datetime.fromisoformat(text)
        day = day if len(text) == 10 else day.astimezone(UTC)
        return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


@cache
def own_archive() -> Archive:
    return read_archive(OWN)


@cache
def own_front_matter() -> tuple[Plain, ...]:
    found = []
    for path in sorted((ROOT / "postmortems").glob("[0-9]*/*.md")):
        front_matter = path.read_text(encoding="utf-8").split("---\n")[1]
        found.append(Plain(path.stem, yaml.load(front_matter, yaml.BaseLoader)))  # noqa: S506
    return tuple(found)


@cache
def made() -> Archive:
    return made_archive(400, seed=11)


def made_front_matter() -> Iterator[Plain]:
    for document in made().documents:
        assert document.postmortem
        meta = document.postmortem.meta
        texts = {
            name: moment.day.isoformat() if moment.day_only else moment.at.isoformat()
            for name, moment in meta.moments()
        }
        yield Plain(document.id, meta.model_dump(mode="json", exclude_none=True) | texts)


ARCHIVES = {
    "own": (own_archive, own_front_matter, OWN_DAY),
    "made": (made, lambda: tuple(made_front_matter()), TODAY),
}


@pytest.fixture(params=ARCHIVES)
def both(request: pytest.FixtureRequest) -> tuple[Archive, tuple[Plain, ...], date]:
    archive, plain, today = ARCHIVES[request.param]
    return archive(), plain(), today


def agree(found: Distribution, minutes: list[float | None]) -> None:
    """Whether a distribution is that of the minutes, as Python's statistics have it."""
    values = [value for value in minutes if value is not None]
    one = timedelta(minutes=1)
    assert (found.n, len(found.unrecorded)) == (len(values), len(minutes) - len(values))
    if not values:
        assert found.median is None
        return
    assert found.median is not None
    assert found.minimum is not None
    assert found.maximum is not None
    assert found.median / one == pytest.approx(statistics.median(values), abs=1e-6)
    assert (found.minimum / one, found.maximum / one) == (min(values), max(values))
    if len(values) > 1:
        cuts = statistics.quantiles(values, n=20, method="inclusive")
        quarters = [found.p25, found.p75]
        assert [part / one for part in quarters if part is not None] == pytest.approx(
            [cuts[4], cuts[14]], abs=1e-6
        )
        assert (found.p90 is not None) == (len(values) >= 10)
        if found.p90 is not None:
            assert found.p90 / one == pytest.approx(cuts[17], abs=1e-6)


def test_every_postmortem_is_counted_once(both: tuple[Archive, tuple[Plain, ...], date]) -> None:
    archive, plain, today = both
    found = overview(archive, today, {})
    assert set(found.incidents) == {item.id for item in plain if item.is_incident}
    assert set(found.near_misses) == {item.id for item in plain if not item.is_incident}
    assert set(found.drafts) == {item.id for item in plain if item.meta["status"] == "draft"}
    assert found.n == len(plain) > 0


def test_incidents_by_quarter_and_severity(both: tuple[Archive, tuple[Plain, ...], date]) -> None:
    archive, plain, today = both
    expected = Counter(
        (item.quarter(), item.meta["severity"]) for item in plain if item.is_incident
    )
    found = overview(archive, today, {})
    assert expected == {
        (quarter.key, tally.value): tally.n
        for quarter in found.quarters
        for tally in quarter.severities
    }
    assert [quarter.key for quarter in found.quarters] == sorted({key for key, _ in expected})
    assert sum(quarter.n for quarter in found.quarters) == len(found.incidents)


def test_who_noticed_and_which_causes(both: tuple[Archive, tuple[Plain, ...], date]) -> None:
    archive, plain, today = both
    found = overview(archive, today, {})
    incidents = [item for item in plain if item.is_incident]
    noticed = Counter(item.meta.get("detected_by") or "" for item in incidents)
    assert noticed == {tally.value: tally.n for tally in found.detected_by}
    causes = Counter(cause for item in incidents for cause in item.all("causes"))
    assert causes == {tally.value: tally.n for tally in found.causes}
    assert {tally.value for tally in found.recurring} == {
        cause for cause, number in causes.items() if number > 1
    }
    pairs = Counter(
        (cause, service)
        for item in incidents
        for cause in item.all("causes")
        for service in item.all("services")
    )
    assert pairs == {(cell.cause, cell.service): cell.n for cell in found.matrix.cells}


def test_how_long_it_took(both: tuple[Archive, tuple[Plain, ...], date]) -> None:
    archive, plain, today = both
    incidents = [item for item in plain if item.is_incident]
    for one in overview(archive, today, {}).times:
        start, end = MEASURED[one.definition.key]
        agree(one, [item.minutes(start, end) for item in incidents])


@pytest.mark.parametrize(("name", "field"), [("service", "services"), ("cause", "causes")])
def test_the_same_for_each_service_and_cause(
    both: tuple[Archive, tuple[Plain, ...], date], name: str, field: str
) -> None:
    archive, plain, today = both
    found = {one.value: one for one in grouping(archive, FACET_BY_NAME[name], today).groups}
    assert set(found) == {value for item in plain for value in item.all(field)}
    for value, one in found.items():
        items = [item for item in plain if value in item.all(field)]
        incidents = [item for item in items if item.is_incident]
        assert set(one.incidents) == {item.id for item in incidents}
        assert set(one.near_misses) == {item.id for item in items if not item.is_incident}
        for measured in one.times:
            start, end = MEASURED[measured.definition.key]
            agree(measured, [item.minutes(start, end) for item in incidents])
        for partners in one.partners:
            other = {"service": "services", "cause": "causes", "trigger": "trigger"}[partners.facet]
            counts = Counter(
                theirs
                for item in incidents
                for theirs in item.all(other)
                if (partners.facet, theirs) != (name, value)
            )
            assert len(partners.most) + partners.more == len(counts)
            assert [tally.n for tally in partners.most] == sorted(counts.values(), reverse=True)[:6]
            assert all(counts[tally.value] == tally.n for tally in partners.most)


def test_a_window_is_the_days_in_it(both: tuple[Archive, tuple[Plain, ...], date]) -> None:
    archive, plain, today = both
    window = Window(date(2020, 1, 1), date(2023, 12, 31))
    found = overview(archive, today, {}, window)
    years = {item.id for item in plain if "2020" <= item.quarter() < "2024"}
    assert {*found.incidents, *found.near_misses} == years
    assert all("2020-Q1" <= quarter.key <= "2023-Q4" for quarter in found.quarters)


def test_action_items_are_those_that_the_command_lists() -> None:
    listed = archive_actions(OWN, OWN_DAY).actions
    counts = overview(own_archive(), OWN_DAY, {}).actions
    statuses = Counter(one.item.status.value for one in listed)
    assert counts.total.n == len(listed) > 0
    assert counts.open.n == statuses["open"] + statuses["in-progress"]
    assert counts.in_progress.n == statuses["in-progress"]
    assert (counts.done.n, counts.wont_do.n) == (statuses["done"], statuses["wont-do"])
    assert counts.overdue.n == sum(one.is_overdue for one in listed)
    assert set(counts.overdue.ids) == {one.id for one in listed if one.is_overdue}


def test_action_items_are_those_that_stand_in_the_files() -> None:
    """Rows of the tables below *Action items*, whose last column but the tracker is the status."""
    found = Counter[str]()
    for path in (ROOT / "postmortems").glob("[0-9]*/*.md"):
        section = path.read_text(encoding="utf-8").split("\n## Action items\n")[1].split("\n## ")[0]
        rows = [line for line in section.splitlines() if line.startswith("|")]
        if not rows:
            continue
        column = [cell.strip() for cell in rows[0].split("|")].index("Status")
        for row in rows[2:]:
            status = re.split(r"(?<!\\)\|", row)[column].strip()
            found[status.split(":")[0].split(" ")[0] or "open"] += 1
    counts = overview(own_archive(), OWN_DAY, {}).actions
    assert (counts.done.n, counts.in_progress.n) == (found["done"], found["in-progress"])
    assert (counts.total.n, counts.wont_do.n) == (found.total(), found["wont-do"])


def test_teams_own_every_item_that_has_one_owner() -> None:
    found = overview(own_archive(), OWN_DAY, {})
    assert sum(team.counts.total.n for team in found.team_actions) == found.actions.total.n
    labels = [team.label for team in found.team_actions if team.team]
    assert labels == sorted(labels, key=str.casefold)


def test_every_row_leads_to_postmortems(both: tuple[Archive, tuple[Plain, ...], date]) -> None:
    archive, plain, today = both
    known = {item.id for item in plain}
    commits = {
        item.path: datetime.combine(date(2015, 1, 1), time(), UTC) + timedelta(days=number)
        for number, item in enumerate(archive.postmortems)
    }
    rows = list(overview_rows(overview(archive, today, commits)))
    for facet in FACETS:
        rows += grouping_rows(grouping(archive, facet, today))
    for row in rows:
        assert set(row.ids) <= known
        assert bool(row.ids) == bool(row.n)
        assert bool(row.spread) == (row.unrecorded is not None)
