"""A card keeps what the archive-wide rules need, and comes back from JSON as it was."""

import json
from dataclasses import replace
from datetime import date

import pytest

from postmortem_archive.model.card import Card, card_of
from postmortem_archive.model.card_public import (
    CardApproval,
    CardImage,
    CardLine,
    CardPublic,
    CardSection,
)
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document

TEXT = """\
---
# postmortem: ignore PM109, PM5 named after its ticket
title: Checkout failed
status: in-review
kind: near-miss
severity: sev1
services: [checkout, login]
causes:
  - capacity
  - monitoring-gap
trigger: deploy
started: 2026-03-12T15:05+01:00
resolved: 2026-03-13
review_on: soon
related: [2026-01-01-checkout]
aliases: [ops-1]
---

## Summary

The pool of payment connections was full, because a slow query held its connections and nothing limited
how long. The limit was missing because the template of new services does not set one, and no review asks
for it. See [the graph](pool.png) and [what was before](../2025/old.md).

## Action items

| Action | Owner | Due | Type | Status |
|---|---|---|---|---|
| Alert at 80 % use | @ana, bo | 2026-04-01 | detect | done 2026-03-20 |
| Limit queries | @bo | | | in-progress |
"""


def card(text: str = TEXT) -> Card:
    return card_of(parse_document("2026/2026-03-12-checkout.md", text.encode(), Settings()))


def through_json(one: Card) -> Card:
    return Card.from_json(json.loads(json.dumps(one.to_json())))


@pytest.mark.parametrize(
    "text", [TEXT, "", "---\n: [\n---\n", "---\ntitle: A\n---\n"], ids=["full", "", "bad", "bare"]
)
def test_it_comes_back_from_json_as_it_was(text: str) -> None:
    assert through_json(card(text)) == card(text)


def test_what_is_public_comes_back_too() -> None:
    line = CardLine("Payments failed", 4, 15)
    public = CardPublic(
        id="2026-03-12-payments-failed",
        mark="5b0e",
        title=line,
        severity="Critical",
        services=("Checkout",),
        sections=(CardSection("Summary", (line, line)),),
        images=(CardImage("2026/pool.png", 9, 1),),
        approvals=(CardApproval("legal", "dara", "2026-03-18", "5b0e", 6, 5),),
        is_faultless=True,
        id_line=5,
        id_column=12,
    )
    one = card()._replace(people=("ana", "bo"), public=public)
    assert through_json(one) == one
    assert [said.text for said in public.lines] == [line.text, public.id, line.text, line.text]
    assert public.lines[1].position == public.id_position == Position(5, 12)
    assert str(public.approvals[0].restored().on) == "2026-03-18"
    assert (one.is_due, one._replace(status="published").is_due, card().is_due) == (
        False,
        True,
        False,
    )


def test_a_card_of_another_version_is_refused() -> None:
    with pytest.raises(TypeError):
        Card.from_json([*card().to_json(), "more"])


def test_what_it_keeps() -> None:
    one = card()
    assert one.id == "2026-03-12-checkout"
    assert (one.understood, one.title, one.status) == (True, "Checkout failed", "in-review")
    assert (one.kind, one.severity, one.trigger) == ("near-miss", "sev1", "deploy")
    assert (one.services, one.causes) == (("checkout", "login"), ("capacity", "monitoring-gap"))
    assert (one.started, one.resolved) == ("2026-03-12T14:05:00+00:00", "2026-03-13")
    assert (one.review_on, one.unread) == ("", ("review_on",))
    assert (one.related, one.aliases) == (("2026-01-01-checkout",), ("ops-1",))
    assert one.resolved_day == date(2026, 3, 13)
    assert not one.is_draft
    assert one.suppressions[0].names == ("PM109", "PM5")
    assert one.suppressions[0].restored().reason == "named after its ticket"
    assert len(one.signature) == 32


def test_where_fields_stand() -> None:
    one = card()
    assert one.position_of("title") == Position(3, 8)
    assert one.position_of("causes", 1) == Position(10, 5)
    assert one.position_of("services", 7) == one.position_of("services")
    assert one.position_of("severity") == Position()


def test_action_items() -> None:
    first, second = card().actions
    assert (first.text, first.owners) == ("Alert at 80 % use", ("ana", "bo"))
    assert (first.due, first.type, first.status) == ("2026-04-01", "detect", "done")
    assert (second.due, second.type, second.status) == ("", "", "in-progress")
    assert (first.is_open, second.is_open) == (False, True)
    assert card().open_actions == (second,)
    assert TEXT.splitlines()[second.position.line - 1].startswith("| Limit queries")


def test_links() -> None:
    lines = TEXT.splitlines()
    for link, target in zip(card().links, ("pool.png", "../2025/old.md"), strict=True):
        assert link.target == target
        assert target in lines[link.position.line - 1]


def test_a_refused_file_is_a_path_with_its_suppressions() -> None:
    one = card("# no front matter\n")
    assert one == Card("2026/2026-03-12-checkout.md", suppressions=one.suppressions)
    assert not one.understood
    assert one.is_draft
    assert one.resolved_day is None


def test_the_signature_is_that_of_what_is_told() -> None:
    document = parse_document("a.md", TEXT.encode(), Settings())
    assert document.postmortem
    untold = replace(document.postmortem, sections=(), preamble=document.postmortem.body)
    assert card_of(replace(document, postmortem=untold)).signature == ()
    other_fields = TEXT.replace("Checkout failed", "Something else entirely")
    assert card(other_fields).signature == card().signature
