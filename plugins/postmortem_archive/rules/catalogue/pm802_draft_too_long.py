"""PM802: a postmortem has been a draft for long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.front_matter import Status
from postmortem_archive.model.wording import count

from ..base import ArchiveRule, Context, Finding
from ..shared.card_times import day_of


class DraftTooLong(ArchiveRule):
    """A postmortem has been a draft for long.

    ## What it does

    Reports a file whose status is `draft` or `in-review` more than 14 days (`draft_days` under
    `rules: limits`) after `resolved`; after `started`, where nothing is said of the end.

    ## Why it matters

    What a draft has found out helps nobody yet, and its action items wait for a review.

    ## Bad example

    On 2026-03-20:

    ```markdown title="2026/2026-02-20-login.md"
    ---
    title: Login was slow for customers in Europe
    status: draft
    severity: sev2
    services: [login]
    causes: [capacity]
    started: 2026-02-20T09:00Z
    ---
    ```

    ## Good example

    ```markdown title="2026/2026-03-10-login.md"
    ---
    title: Login was slow for customers in Europe
    status: draft
    severity: sev2
    services: [login]
    causes: [capacity]
    started: 2026-03-10T09:00Z
    ---
    ```

    ## How to fix

    Hold the review with what is there, then write `status: published`. What is not known by now may
    be said to be unknown.
    """

    code = "PM802"
    alias = "draft-too-long"
    level = Level.WARNING

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each such file, at its status."""
        limit = context.limits.draft_days
        for card in cards:
            field = "resolved" if card.resolved else "started"
            since = card.resolved or card.started
            is_open = card.is_draft or card.status == Status.IN_REVIEW
            if is_open and since and (context.today - day_of(since)).days > limit:
                status = card.status or Status.DRAFT
                yield (
                    card,
                    Finding(
                        f"still `{status}`, more than {count(limit, 'day')} after `{field}` "
                        f"({since[:10]})",
                        card.position_of("status"),
                        "hold the review with what is known, then write `status: published`",
                        "status",
                    ),
                )
