"""What happened before a postmortem, in archives made by hand and in that of this project."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from places import ROOT
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import project_in
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.postmortem import (
    ActionItem,
    ActionStatus,
    Postmortem,
    Section,
    TimelineEntry,
)
from postmortem_archive.search.precedents import MAX_PRECEDENTS, Precedent, precedents

TODAY = date(2026, 11, 21)
FILLER = ("mail", "login", "search", "maps", "chat", "video", "photos", "calendar", "docs", "cloud")


def item(path: str, summary: str = "", timeline: str = "", **fields: object) -> Postmortem:
    section = Section("summary", "Summary", Position(), summary, 1, not summary, False)
    return Postmortem(
        path,
        FrontMatter.model_validate(fields),
        sections=(section,),
        timeline=(TimelineEntry(Position(), "14:05", None, timeline),),
    )


def others(cause: str = "bug") -> list[Postmortem]:
    """Ten postmortems that have nothing to do with one another but a common cause."""
    return [
        item(f"o/{name}.md", f"Nobody could use {name}.", causes=(cause,), services=(name,))
        for name in FILLER
    ]


def found(new: Postmortem, *past: Postmortem) -> tuple[Precedent, ...]:
    (record,) = precedents([new], past, TODAY)
    assert record.postmortem is new
    return record.found


def ids(entries: tuple[Precedent, ...]) -> list[str]:
    return [entry.postmortem.id for entry in entries]


NEW = item(
    "new.md",
    "Orders failed: max_connections was reached.",
    title="Checkout failed when the connection pool ran dry",
    causes=("bug", "capacity"),
    services=("checkout",),
)


def test_a_rare_cause_and_a_rare_service_are_enough() -> None:
    old = item("old.md", causes=("capacity",), services=("checkout",))
    (entry,) = found(NEW, *others(), old)
    assert (entry.postmortem.id, entry.relation.causes, entry.relation.services) == (
        "old",
        ("capacity",),
        ("checkout",),
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"causes": ("bug",), "services": ("mail",)},  # what half of the archive has
        {"causes": ("capacity",), "services": ("mail",)},  # one rare value
        {"causes": ("dns",), "services": ("checkout",)},
        {"title": "Mail failed for an hour"},
        {},
    ],
)
def test_better_none_than_one_that_has_nothing_to_do_with_it(fields: dict[str, object]) -> None:
    assert found(NEW, *others(), item("old.md", **fields)) == ()


def test_the_same_words_are_enough_and_are_the_reason() -> None:
    old = item("old.md", "It hit max_connections.", title="The connection pools of mail ran dry")
    (entry,) = found(NEW, *others(), old)
    assert (entry.relation.causes, entry.relation.services) == ((), ())
    assert set(entry.relation.words) == {"connection", "pool", "dry", "ran", "max_connections"}


def test_words_are_told_as_the_new_one_writes_them() -> None:
    old = item("old.md", title="POOLS exhausted, checkouts fail", causes=("capacity",))
    (entry,) = found(NEW, *others(), old)
    assert "pool" in entry.relation.words
    assert "Checkout" in entry.relation.words


def test_days_and_common_words_mean_nothing() -> None:
    text = "On Monday 2 November it was the most that they could have after this"
    assert found(item("a.md", text, title=text), *others(), item("b.md", text, title=text)) == ()


def test_the_most_alike_come_first_and_are_few() -> None:
    near = [
        item(
            f"n{number}.md",
            title="The connection pool ran dry",
            causes=("capacity",),
            services=("checkout",),
        )
        for number in range(4)
    ]
    best = item("best.md", title=NEW.meta.title, causes=("capacity",), services=("checkout",))
    assert ids(found(NEW, *others(), *near, best)) == ["best", "n0", "n1"]
    assert MAX_PRECEDENTS == 3


def test_a_small_archive_has_precedents_too() -> None:
    old = item("old.md", causes=("capacity",), services=("checkout",))
    other = item("other.md", "Mail was late.", causes=("capacity",), services=("mail",))
    assert ids(found(NEW, old)) == ["old"]
    assert ids(found(NEW, old, other)) == ["old"]
    assert found(NEW, other) == ()
    assert found(NEW) == ()


def test_changed_ones_are_no_precedents_of_one_another() -> None:
    twin = replace(NEW, path="twin.md")
    records = precedents([NEW, twin], [NEW, twin, *others()], TODAY)
    assert [(record.postmortem.id, record.found) for record in records] == [
        ("new", ()),
        ("twin", ()),
    ]


def test_open_actions_overdue_ones_first() -> None:
    states = (
        ("later", ActionStatus.OPEN, TODAY + timedelta(days=1)),
        ("done", ActionStatus.DONE, TODAY - timedelta(days=9)),
        ("dropped", ActionStatus.WONT_DO, None),
        ("undated", ActionStatus.IN_PROGRESS, None),
        ("late", ActionStatus.OPEN, TODAY - timedelta(days=1)),
    )
    actions = tuple(
        ActionItem(Position(), text, ("ana",), due, status=status) for text, status, due in states
    )
    old = replace(item("old.md", causes=("capacity",), services=("checkout",)), actions=actions)
    (entry,) = found(NEW, *others(), old)
    assert [(each.action.text, each.is_overdue) for each in entry.open_actions] == [
        ("late", True),
        ("later", False),
        ("undated", False),
    ]


def test_the_outcome_does_not_hang_on_the_order_of_sets() -> None:
    past = [*others(), item("a.md", title=NEW.meta.title), item("b.md", title=NEW.meta.title)]
    assert found(NEW, *past) == found(NEW, *past)
    assert ids(found(NEW, *past)) == ["a", "b"]
    assert ids(found(NEW, *reversed(past))) == ["b", "a"]


def test_hostile_text_is_read_in_time() -> None:
    text = "a-" * 200_000 + "`" * 100_000 + "[" * 100_000 + "_" * 100_000
    old = item("old.md", text, text, causes=("capacity",), services=("checkout",))
    assert ids(found(replace(NEW, sections=old.sections), *others(), old)) == ["old"]


@cache
def own_archive() -> Archive:
    return load_archive(project_in(ROOT), today=TODAY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2019-07-02-cloudflare-waf-regex", "2025-11-18-cloudflare-bot-management"),
        ("2020-11-25-aws-kinesis-thread-limit", "2017-02-28-aws-s3-capacity-removal"),
        ("2021-12-07-aws-internal-network", "2025-10-20-aws-dynamodb-dns"),
        ("2020-07-17-cloudflare-backbone", "2021-10-04-facebook-backbone"),
        ("2022-04-07-heroku-oauth-token-theft", "2022-12-16-circleci-customer-secrets"),
        ("2023-03-08-datadog-systemd-update", "2023-03-14-reddit-kubernetes-upgrade"),
        ("2018-10-21-github-mysql-failover", "2020-02-27-github-mysql1-proxysql"),
    ],
)
def test_incidents_of_one_kind_find_each_other(one: str, other: str) -> None:
    archive = own_archive()
    pair = archive.by_id[one], archive.by_id[other]
    for new, past in (pair, pair[::-1]):
        (record,) = precedents([new], archive.postmortems, TODAY)
        assert past.id in ids(record.found)


def test_incidents_of_their_own_kind_find_nothing() -> None:
    archive = own_archive()
    for name in ("2012-08-01-knight-capital-smars", "2020-02-29-letsencrypt-caa-rechecking"):
        assert found(archive.by_id[name], *archive.postmortems) == ()
