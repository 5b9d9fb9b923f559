"""PM507: two postmortems seem to tell of the same incident."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.signature import likeness
from postmortem_archive.model.wording import quoted, shown

from ..base import ArchiveRule, Confidence, Context, Finding
from ..shared.card_times import by_age, day_of
from ..shared.titles import folded_title

_ALIKE = 0.4
"""Likeness from which on most of one text is in the other one. Of a hundred published postmortems no
two that were written separately have more than 0.09."""

_COMPARED = 10
"""Most files of one service and day that a file is compared with, so that no archive takes long."""

_MAX_PATH = 255


class NearDuplicateIncident(ArchiveRule):
    """Two postmortems seem to tell of the same incident.

    ## What it does

    Compares files whose incidents began at most a day apart and that share a service. It speaks, in
    the newer one, where both began in the same minute, or where most of the text is the same word
    for word. That is a guess: two teams may write of their own part of one outage, or trouble may
    come back the next day. Where one file names the other under `related`, it is silent.

    ## Why it matters

    An incident that is told twice counts twice, and each account has half of its action items.

    ## Bad example

    ```markdown title="2026/2026-03-12-payments-refused.md"
    ---
    title: Payments were refused
    status: draft
    severity: sev1
    services: [checkout]
    causes: [capacity]
    started: 2026-03-12T14:05Z
    ---
    ```

    ```yaml
    services: [checkout]
    started: 2026-03-12T14:05Z
    ```

    ## Good example

    ```markdown title="2026/2026-03-12-payments-refused.md"
    ---
    title: Payments were refused
    status: draft
    severity: sev1
    services: [checkout]
    causes: [capacity]
    started: 2026-03-12T14:05Z
    ---
    ```

    ```yaml
    services: [checkout]
    started: 2026-03-12T14:05Z
    related: [2026-03-12-payments-refused]
    ```

    ## How to fix

    Keep one of the files and bring into it what only the other one has. If they are two incidents,
    name the other one under `related`.
    """

    code = "PM507"
    alias = "near-duplicate-incident"
    level = Level.WARNING
    confidence = Confidence.GUESS

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each file that has an older twin."""
        older: dict[tuple[str, int], deque[_Told]] = {}
        for card in sorted((card for card in cards if card.started), key=by_age):
            told = _Told(card, frozenset(card.signature))
            day = day_of(card.started).toordinal()
            places = [(service, day) for service in dict.fromkeys(card.services)]
            before = [(service, day - 1) for service, _ in places]
            near = (one for place in (*places, *before) for one in older.get(place, ()))
            twins = ((one.card, why) for one in near if (why := _likeness(one, told)))
            if found := next(twins, None):
                yield card, _finding(card, *found)
            for place in places:
                older.setdefault(place, deque(maxlen=_COMPARED)).append(told)


class _Told(NamedTuple):
    """A file, and the signature of its text."""

    card: Card
    signature: frozenset[int]


def _likeness(one: _Told, other: _Told) -> str:
    """What makes an older file look like this one's incident; empty where nothing does."""
    older, card = one.card, other.card
    if older.started == card.started and "T" in card.started:
        why = "is about the same service and began in the same minute"
    elif likeness(one.signature, other.signature) >= _ALIKE:
        why = "is about the same service, at most a day apart, and has most of this text"
    else:
        return ""
    if _names(older, card) or _names(card, older):
        return ""  # their authors know of both
    title = folded_title(card.title)
    if title and title == folded_title(older.title):
        return ""  # the rule about titles says so
    return why


def _names(card: Card, other: Card) -> bool:
    return not {other.id, *other.aliases}.isdisjoint(card.related)


def _finding(card: Card, twin: Card, why: str) -> Finding:
    return Finding(
        f"{quoted(twin.path, _MAX_PATH)} {why}",
        card.position_of("started"),
        "keep one of the two; if they are two incidents, write "
        f"`related: [{shown(twin.id, _MAX_PATH)}]`",
        "started",
    )
