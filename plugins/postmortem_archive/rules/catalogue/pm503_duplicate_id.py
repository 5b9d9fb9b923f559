"""PM503: two postmortems claim the same ID."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.file_name import folded
from postmortem_archive.model.wording import quoted

from ..base import ArchiveRule, Context, Finding


class DuplicateId(ArchiveRule):
    """Two postmortems claim the same ID.

    ## What it does

    Reports a file whose name, without folder and extension, is that of another one, and an alias
    that is the ID or the alias of another one. Capital letters, the ways to write an accent and
    invisible characters make no difference, because on many disks and hosts they do not.

    ## Why it matters

    The ID is the address. Of two pages with one address only one can be published.

    ## Bad example

    ```markdown title="2026/2026-03-12-checkout.md"
    ---
    title: Checkout failed for all customers
    status: draft
    severity: sev1
    services: [checkout]
    causes: [capacity]
    started: 2026-03-12T14:05Z
    ---
    ```

    ```markdown title="2026/2026-03-20-payments.md"
    ---
    title: Payments were slow
    status: draft
    severity: sev2
    services: [checkout]
    causes: [capacity]
    started: 2026-03-20T08:00Z
    aliases: [2026-03-12-checkout]
    ---
    ```

    ## Good example

    ```markdown title="2026/2026-03-12-checkout.md"
    ---
    title: Checkout failed for all customers
    status: draft
    severity: sev1
    services: [checkout]
    causes: [capacity]
    started: 2026-03-12T14:05Z
    ---
    ```

    ```markdown title="2026/2026-03-20-payments.md"
    ---
    title: Payments were slow
    status: draft
    severity: sev2
    services: [checkout]
    causes: [capacity]
    started: 2026-03-20T08:00Z
    aliases: [2026-03-20-slow-payments]
    ---
    ```

    ## How to fix

    Rename the newer file, or remove the alias that is not its own.
    """

    code = "PM503"
    alias = "duplicate-id"

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each further claim; files' names come before aliases."""
        owners: dict[str, Card] = {}
        for card in sorted(cards, key=lambda one: one.path):
            owner = owners.setdefault(folded(card.id), card)
            # two paths that are one on some disk are refused before they are read
            if owner is not card and folded(owner.path) != folded(card.path):
                yield (
                    card,
                    Finding(
                        f"the ID {quoted(card.id)} is taken by {quoted(owner.path)}",
                        Position(),
                        "rename this file; its name without folder and extension must be its own",
                    ),
                )
        for card in sorted(cards, key=lambda one: one.path):
            for number, alias in enumerate(card.aliases):
                owner = owners.setdefault(folded(alias), card)
                if owner is not card:
                    yield (
                        card,
                        Finding(
                            f"the alias {quoted(alias)} belongs to {quoted(owner.path)}",
                            card.position_of("aliases", number),
                            "remove it here or there: an alias is a former name of this file alone",
                            "aliases",
                        ),
                    )
