"""PM913: two public postmortems claim the same page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postmortem_archive.model.card import Card
from postmortem_archive.model.file_name import folded
from postmortem_archive.model.wording import quoted

from ..base import ArchiveRule, Context, Finding


class PublicIdTaken(ArchiveRule):
    """Two public postmortems claim the same page.

    ## What it does

    Compares the public IDs of all postmortems with `audience: public`: the field `public_id`, else one that is
    made of the day and the public title. The finding is in the one that is not published yet, else
    in that of the later name.

    ## Why it matters

    The public ID is the address of the page outside. Of two pages with one address only one can be published.

    ## Bad example

    ```markdown title="2026/2026-03-12-checkout.md"
    ---
    title: The pool was full
    status: draft
    severity: sev1
    services: [checkout]
    causes: [capacity]
    started: 2026-03-12T14:05Z
    audience: public
    public_title: Payments failed
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: a83416f1b5f118d2}
    ---

    ## Customer summary

    On 12 March 2026, payments in all shops failed for 65 minutes.
    ```

    ```markdown title="2026/2026-03-12-login.md"
    ---
    title: The token service was down
    status: draft
    severity: sev1
    services: [login]
    causes: [capacity]
    started: 2026-03-12T20:00Z
    audience: public
    public_title: Payments failed
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: ebec442e57833a45}
    ---

    ## Customer summary

    In the evening of 12 March 2026, nobody could log in for 20 minutes.
    ```

    ## Good example

    ```markdown title="2026/2026-03-12-checkout.md"
    ---
    title: The pool was full
    status: draft
    severity: sev1
    services: [checkout]
    causes: [capacity]
    started: 2026-03-12T14:05Z
    audience: public
    public_title: Payments failed
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: a83416f1b5f118d2}
    ---

    ## Customer summary

    On 12 March 2026, payments in all shops failed for 65 minutes.
    ```

    ```markdown title="2026/2026-03-12-login.md"
    ---
    title: The token service was down
    status: draft
    severity: sev1
    services: [login]
    causes: [capacity]
    started: 2026-03-12T20:00Z
    audience: public
    public_title: Nobody could log in
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: d5e55249bd3dfe34}
    ---

    ## Customer summary

    In the evening of 12 March 2026, nobody could log in for 20 minutes.
    ```

    ## How to fix

    Give the newer one another public title, or a `public_id` of its own.
    """

    code = "PM913"
    alias = "public-id-taken"
    is_fixed = True

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each further claim; those that are published come first."""
        owners: dict[str, Card] = {}
        for card in sorted(cards, key=lambda one: (not one.is_due, one.path)):
            if not card.public or not card.public.title.text:
                continue
            owner = owners.setdefault(folded(card.public.id), card)
            if owner is not card:
                yield (
                    card,
                    Finding(
                        f"the public ID {quoted(card.public.id)} is taken by {quoted(owner.path)}",
                        card.public.id_position,
                        "write another public_title, or a public_id of its own",
                        "public_id",
                    ),
                )
