"""PM504: a related postmortem does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postmortem_archive.model.card import Card
from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.wording import quoted

from ..base import ArchiveRule, Context, Finding

_MAX_GUESSES = 20
"""Most entries of a file for which the nearest ID is looked for."""


class UnknownRelated(ArchiveRule):
    """A related postmortem does not exist.

    ## What it does

    Looks up each entry of `related` among the IDs and aliases of the archive.

    ## Why it matters

    A link to the last time this happened is worth most when it is clicked in the middle of the next
    one.

    ## Bad example

    ```yaml
    related: [2026-03-09-checkout-slow]
    ```

    ## Good example

    ```markdown title="2026/2026-03-09-checkout-slow.md"
    ---
    title: Checkout was slow
    status: draft
    severity: sev2
    services: [checkout]
    causes: [capacity]
    started: 2026-03-09T09:00Z
    ---
    ```

    ```yaml
    related: [2026-03-09-checkout-slow]
    ```

    ## How to fix

    Write the ID as it is: the file's name without folder and extension. Remove the entry if the
    file is gone.
    """

    code = "PM504"
    alias = "unknown-related"

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each entry that names nothing."""
        known = {card.id for card in cards}
        known.update(alias for card in cards for alias in card.aliases)
        names = sorted(known)
        for card in cards:
            guesses = 0
            for number, name in enumerate(card.related):
                if name in known:
                    continue
                guesses += 1
                near = _near(name, names, card.id) if guesses <= _MAX_GUESSES else None
                yield (
                    card,
                    Finding(
                        f"no postmortem has the ID {quoted(name)}"
                        + (f"; did you mean {quoted(near)}?" if near else ""),
                        card.position_of("related", number),
                        f"write {quoted(near, 255)}"
                        if near
                        else "write the file's name without folder and extension, or remove it",
                        "related",
                    ),
                )


def _near(name: str, names: Sequence[str], own: str) -> str | None:
    """The ID most like ``name`` that is not the file's own, if one is."""
    return nearest(name, [one for one in names if one != own])
