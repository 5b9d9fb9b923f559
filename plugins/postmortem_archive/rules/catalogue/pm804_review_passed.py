"""PM804: the follow-up review has passed, and action items are still open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Level

from ..base import ArchiveRule, Context, Finding


class ReviewPassed(ArchiveRule):
    """The follow-up review has passed, and action items are still open.

    ## What it does

    Reports a file whose `review_on` is before today while action items are open or in progress.

    ## Why it matters

    The review is where each item is either done, or gets a new day and a reason. Items that outlive
    it without a word are usually never done.

    ## Bad example

    On 2026-03-20:

    ```markdown title="2026/2026-03-08-login.md"
    ---
    title: Login was slow for customers in Europe
    status: draft
    severity: sev2
    services: [login]
    causes: [capacity]
    started: 2026-03-08T09:00Z
    resolved: 2026-03-08T10:00Z
    review_on: 2026-03-18
    ---

    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Reject requests beyond 400 connections to the session store | @bo | 2026-03-15 | prevent |
    ```

    ## Good example

    ```markdown title="2026/2026-03-08-login.md"
    ---
    title: Login was slow for customers in Europe
    status: draft
    severity: sev2
    services: [login]
    causes: [capacity]
    started: 2026-03-08T09:00Z
    resolved: 2026-03-08T10:00Z
    review_on: 2026-04-08
    ---

    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Reject requests beyond 400 connections to the session store | @bo | 2026-04-05 | prevent |
    ```

    ## How to fix

    Go through the open items: write `done`, or a new due date, or `wont-do` with the reason. Then
    set `review_on` to the day on which you look at the rest again.
    """

    code = "PM804"
    alias = "review-passed"
    level = Level.WARNING

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each such file, at ``review_on``."""
        for card in cards:
            if not card.review_on or date.fromisoformat(card.review_on) >= context.today:
                continue
            if number := len(card.open_actions):
                yield (
                    card,
                    Finding(
                        f"the review ({card.review_on}) has passed, and action items are still open",
                        card.position_of("review_on"),
                        f"{number:,} of {len(card.actions):,} are open: write `done`, a new due date, or "
                        "`wont-do` with the reason, and the day of the next look as `review_on`",
                        "review_on",
                    ),
                )
