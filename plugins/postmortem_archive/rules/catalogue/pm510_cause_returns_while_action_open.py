"""PM510: a cause comes back while an action that was to prevent it is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from postmortem_archive.model.card import Card, CardAction
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import ActionType
from postmortem_archive.model.wording import listed, quoted

from ..base import ArchiveRule, Context, Finding
from ..shared.card_times import by_age, earliest, latest

_TYPES = (ActionType.PREVENT, ActionType.DETECT)
_MAX_PATH = 255


class CauseReturnsWhileActionOpen(ArchiveRule):
    """A cause comes back while an action that was to prevent it is still open.

    ## What it does

    For each cause of a postmortem, looks for the last incident before it that had the same cause on
    the same service, was resolved by then, and has an action item of type `prevent` or `detect`
    that is still open today. It names one that prevents before one that detects, and of these the
    one that was due first. It knows only what the files say: where an item is closed in a tracker
    alone, it is still open here.

    ## Why it matters

    This is what postmortems are for: the archive knew what would help. Seen in the review of the new
    incident, the item gets its time; seen by nobody, it is written down once more.

    ## Bad example

    ```markdown title="2026/2026-03-10-pool-full.md"
    ---
    title: The payment pool was full for an hour
    status: draft
    severity: sev2
    services: [checkout]
    causes: [capacity]
    started: 2026-03-10T09:00Z
    resolved: 2026-03-10T10:00Z
    ---

    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Reject requests beyond 400 connections | @bo | 2026-03-11 | prevent |
    ```

    ```yaml
    services: [checkout]
    causes: [capacity, monitoring-gap]
    ```

    ## Good example

    ```markdown title="2026/2026-03-10-pool-full.md"
    ---
    title: The payment pool was full for an hour
    status: draft
    severity: sev2
    services: [checkout]
    causes: [capacity]
    started: 2026-03-10T09:00Z
    resolved: 2026-03-10T10:00Z
    ---

    ## Action items

    | Action | Owner | Due | Type | Status |
    |---|---|---|---|---|
    | Reject requests beyond 400 connections | @bo | 2026-03-11 | prevent | done |
    ```

    ```yaml
    services: [checkout]
    causes: [capacity, monitoring-gap]
    ```

    ## How to fix

    Finish the older item, or give it a new day and say why. If it was done, write `done` there. If it
    would not have helped, write `wont-do` with the reason, and an item here that would.
    """

    code = "PM510"
    alias = "cause-returns-while-action-open"
    level = Level.WARNING

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each earlier file, at the first cause that came back from it."""
        waiting = sorted(_endings(cards), key=_end, reverse=True)
        last: dict[tuple[str, str], _Ending] = {}
        for card in sorted((card for card in cards if card.started), key=by_age):
            while waiting and latest(waiting[-1].card.resolved) < earliest(card.started):
                ending = waiting.pop()
                last.update((place, ending) for place in _places(ending.card))
            for finding in _findings(card, last):
                yield card, finding


class _Ending(NamedTuple):
    """A postmortem that was resolved, and its open item that would have helped most."""

    card: Card
    item: CardAction


def _endings(cards: Sequence[Card]) -> Iterator[_Ending]:
    for card in cards:
        items = [item for item in card.open_actions if item.type in _TYPES]
        if card.resolved and items:
            yield _Ending(card, min(items, key=_urgency))


def _urgency(item: CardAction) -> tuple[int, str]:
    return _TYPES.index(ActionType(item.type)), item.due or "~"


def _end(ending: _Ending) -> tuple[datetime, str]:
    return latest(ending.card.resolved), ending.card.path


def _places(card: Card) -> Iterator[tuple[str, str]]:
    return ((cause, service) for cause in card.causes for service in card.services)


def _findings(card: Card, last: Mapping[tuple[str, str], _Ending]) -> Iterator[Finding]:
    endings: dict[str, _Ending] = {}
    again: dict[str, list[int]] = {}
    for number, cause in enumerate(card.causes):
        found = [last.get((cause, service)) for service in card.services]
        before = [one for one in found if one and one.card is not card]
        if before:
            ending = max(before, key=_end)
            endings[ending.card.path] = ending
            again.setdefault(ending.card.path, []).append(number)
    for path, numbers in again.items():
        item = endings[path].item
        due = f", due {item.due}" if item.due else ""
        yield Finding(
            f"{listed(card.causes[number] for number in numbers)} came back for the same service, and "
            f"from {quoted(path, _MAX_PATH)} an action of type `{item.type}` is still open: "
            f"{quoted(item.text)}{due}",
            card.position_of("causes", numbers[0]),
            "finish that action, or write there why it will not be done; if it is done, write `done`",
            "causes",
        )
