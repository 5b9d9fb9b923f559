"""PM506: two postmortems have the same title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.wording import quoted

from ..base import ArchiveRule, Context, Finding
from ..shared.card_times import by_age
from ..shared.titles import folded_title

_MAX_PATH = 255


class DuplicateTitle(ArchiveRule):
    """Two postmortems have the same title.

    ## What it does

    Compares titles without regard to capitals, punctuation and white space. It speaks in the file
    of the newer incident and names the first one that has the title.

    ## Why it matters

    In a list of results two equal titles cannot be told apart. If it happened again, what was
    different this time is the news; if it is one incident, it is told twice.

    ## Bad example

    ```markdown title="2026/2026-03-10-checkout.md"
    ---
    title: Checkout failed for all customers
    status: draft
    severity: sev1
    services: [checkout]
    causes: [capacity]
    started: 2026-03-10T09:00Z
    ---
    ```

    ```yaml
    title: "Checkout failed, for all customers!"
    ```

    ## Good example

    ```markdown title="2026/2026-03-10-checkout.md"
    ---
    title: Checkout failed for all customers
    status: draft
    severity: sev1
    services: [checkout]
    causes: [capacity]
    started: 2026-03-10T09:00Z
    ---
    ```

    ```yaml
    title: Checkout failed again when the payment pool was full
    ```

    ## How to fix

    Say in the newer title what was different: what broke, for whom, or the day. If both files tell
    of one incident, keep one of them.
    """

    code = "PM506"
    alias = "duplicate-title"
    level = Level.WARNING

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each further file with a title."""
        first: dict[str, Card] = {}
        for card in sorted(cards, key=by_age):
            title = folded_title(card.title)
            other = first.setdefault(title, card) if title else card
            if other is not card:
                yield (
                    card,
                    Finding(
                        f"{quoted(other.path, _MAX_PATH)} has the same title",
                        card.position_of("title"),
                        _hint(card),
                        "title",
                    ),
                )


def _hint(card: Card) -> str:
    say = "say in the title what was different this time"
    if card.started:
        say += f", such as the day: {quoted(f'{card.title}, {card.started[:10]}', _MAX_PATH)}"
    return f"{say}; if both tell of one incident, keep one of them"
