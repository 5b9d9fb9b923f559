import random
from dataclasses import replace

import pytest
from figure_archive import TODAY, action, archive_of, postmortem

from made_archive import made_archive
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.statistics.returns import (
    MOST_REMEDIES,
    Remedy,
    despite_action,
    returns,
)
from postmortem_archive.model.card import card_of
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.postmortem import ActionItem, ActionType, Document
from postmortem_archive.model.settings import SettingsDocument
from postmortem_archive.rules.base import Context
from postmortem_archive.rules.catalogue.pm510_cause_returns_while_action_open import (
    CauseReturnsWhileActionOpen,
)

FIRST = {"services": ("checkout", "login"), "causes": ("capacity", "dns")}
FIRST |= {"started": "2026-03-01T10:00Z", "resolved": "2026-03-01T11:00Z"}
AGAIN = {"services": ("login",), "causes": ("capacity",), "started": "2026-04-01T10:00Z"}


def found_after(*actions: ActionItem, **later: object) -> list[tuple[str, str, list[str]]]:
    """What comes back in a postmortem after one with these actions: where, from where, with what."""
    archive = archive_of(
        postmortem("first.md", *actions, **FIRST), postmortem("again.md", **(AGAIN | later))
    )
    return [
        (one.postmortem.id, one.earlier.id, [remedy for remedy, _ in one.remedies])
        for one in returns(archive.postmortems)
    ]


@pytest.mark.parametrize(
    ("item", "remedy"),
    [
        (action("open", type="prevent"), "open"),
        (action("in-progress", type="detect"), "open"),
        (action("done", type="prevent", status_text="done 2026-03-20"), "done-before"),
        (action("done", type="prevent", status_text="done 2026-04-01"), "done-since"),
        (action("done", type="prevent", status_text="done 2026-05-01"), "done-since"),
        (action("done", type="detect"), "done-undated"),
        (action("wont-do", type="prevent"), ""),
        (action("open", type="process"), ""),
        (action("open"), ""),
    ],
)
def test_where_the_action_stood(item: ActionItem, remedy: str) -> None:
    assert found_after(item) == [("again", "first", [remedy] if remedy else [])]


@pytest.mark.parametrize(
    "later",
    [
        {"services": ("search",)},
        {"causes": ("network",)},
        {"services": ()},
        {"causes": ()},
        {"started": "2026-03-01T11:00Z"},  # the first was not over before
        {"started": "2026-02-01T11:00Z"},
        {"started": None},
    ],
)
def test_what_is_no_return(later: dict[str, object]) -> None:
    assert found_after(action("open", type="prevent"), **later) == []


def test_nothing_comes_back_from_itself() -> None:
    wrong = FIRST | {"started": "2026-03-02T10:00Z"}  # after its end
    item = postmortem("wrong.md", action("open", type="prevent"), **wrong)
    assert returns(archive_of(item).postmortems) == ()


def test_the_most_urgent_open_action_stands_first() -> None:
    actions = [
        action("done", type="prevent", text="done"),
        action("open", type="detect", due="2026-03-02", text="alert"),
        action("open", type="prevent", text="undated"),
        action("open", type="prevent", due="2026-05-01", text="limit"),
    ]
    archive = archive_of(postmortem("first.md", *actions, **FIRST), postmortem("again.md", **AGAIN))
    (found,) = returns(archive.postmortems)
    assert [item.text for _, item in found.remedies] == ["limit", "undated", "alert", "done"]
    assert found.states == {Remedy.OPEN: 3, Remedy.DONE_UNDATED: 1}
    assert (found.causes, found.services) == (("capacity",), ("login",))


def test_each_earlier_postmortem_is_named_once_with_its_causes() -> None:
    first = postmortem("first.md", action("open", type="prevent"), **FIRST)
    middle = postmortem(
        "middle.md",
        action("done", type="prevent"),
        **(AGAIN | {"started": "2026-03-10", "resolved": "2026-03-11"}),
    )
    last = postmortem("last.md", **(AGAIN | {"causes": ("dns", "capacity")}))
    found = returns(archive_of(last, first, middle).postmortems)
    assert [(one.postmortem.id, one.earlier.id, one.causes) for one in found] == [
        ("last", "first", ("dns", "capacity")),
        ("last", "middle", ("capacity",)),
        ("middle", "first", ("capacity",)),
    ]
    assert len(despite_action(found)) == 3


def test_the_work_is_bounded_where_a_file_promises_thousands_of_actions() -> None:
    actions = [action("done", type="prevent")] * 2_000 + [action("open", type="detect")]
    first = postmortem("first.md", *actions, **FIRST)
    later = [postmortem(f"{number:04}.md", **AGAIN) for number in range(500)]
    found = returns(archive_of(first, *later).postmortems)
    assert len(found) == 500
    assert found[0].states == {Remedy.OPEN: 1, Remedy.DONE_UNDATED: MOST_REMEDIES - 1}


def with_types(archive: Archive, seed: int) -> Archive:
    """The archive, its actions with types and days, as chance would have it."""
    chance = random.Random(seed)
    documents = []
    for document in archive.documents:
        assert document.postmortem
        actions = tuple(
            replace(
                item,
                type=chance.choice((None, *ActionType)),
                due=chance.choice((None, item.due)),
                text=f"{document.path} {number}",
                position=Position(number + 1, 1),
            )
            for number, item in enumerate(document.postmortem.actions)
        )
        documents.append(Document(document.path, replace(document.postmortem, actions=actions)))
    return replace(archive, documents=tuple(documents))


@pytest.mark.parametrize("seed", range(4))
def test_open_actions_are_those_that_pm510_finds(seed: int) -> None:
    archive = with_types(made_archive(120, seed=seed), seed)
    cards = [card_of(document) for document in archive.documents]
    context = Context(
        SettingsDocument(archive.settings),
        TODAY,
        file_exists=lambda _: True,
        first_commits=dict,
    )
    theirs = {
        (card.path, finding.message)
        for card, finding in CauseReturnsWhileActionOpen().check(cards, context)
    }
    ours = [
        one for one in returns(archive.postmortems) if one.remedies and Remedy.OPEN in one.states
    ]
    assert theirs
    assert {path for path, _ in theirs} == {one.postmortem.path for one in ours}
    explained = {
        (path, message)
        for one in ours
        for path, message in theirs
        if path == one.postmortem.path
        and f"from `{one.earlier.path}`" in message
        and f"`{one.remedies[0][1].text}`" in message
    }
    assert explained == theirs
