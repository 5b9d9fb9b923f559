"""PM803: no follow-up review is planned for when it helps most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.front_matter import Kind, Status
from postmortem_archive.model.wording import count

from ..base import ArchiveRule, Context, Finding
from ..shared.card_times import days_later


class ReviewMissing(ArchiveRule):
    """No follow-up review is planned for when it helps most.

    ## What it does

    Reports a published postmortem without `review_on`, unless all its action items are closed, and
    one whose `review_on` is not 14 to 28 days after `resolved` (`review_after_days_min` and
    `review_after_days_max` under `rules: limits`). A later day is accepted once the best days are
    over. Near misses need no such review.

    ## Why it matters

    Two to four weeks later it is known whether the action items help, and those that were left
    behind can still be picked up. Without a day, nobody looks.

    ## Bad example

    ```yaml
    review_on: 2026-03-22
    ```

    ## Good example

    ```yaml
    review_on: 2026-04-02
    ```

    ## How to fix

    Choose a day two to four weeks after `resolved`, write it as `review_on`, and put it into the
    team's calendar.
    """

    code = "PM803"
    alias = "review-missing"
    level = Level.HINT

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """At most one finding for each file, at ``review_on`` or ``resolved``."""
        for card in cards:
            resolved = card.resolved_day
            if not resolved or "review_on" in card.unread:
                continue
            if card.status == Status.PUBLISHED and card.kind == Kind.INCIDENT:
                message = _problem(card, resolved, context)
                if message:
                    field = "review_on" if card.review_on else "resolved"
                    yield (
                        card,
                        Finding(
                            message, card.position_of(field), _hint(resolved, context), "review_on"
                        ),
                    )


def _problem(card: Card, resolved: date, context: Context) -> str:
    """What is wrong with the day of the review; empty where nothing is."""
    limits = context.limits
    if not card.review_on:
        is_over = card.actions and not card.open_actions
        return "" if is_over else "no day is set for the follow-up review (`review_on`)"
    after = (date.fromisoformat(card.review_on) - resolved).days
    can_be_earlier = context.today <= days_later(resolved, limits.review_after_days_max)
    if after < 0:
        return f"`review_on` ({card.review_on}) is before `resolved` ({resolved})"
    if after < limits.review_after_days_min:
        return f"the review is only {count(after, 'day')} after `resolved` ({resolved})"
    if after > limits.review_after_days_max and can_be_earlier:
        return f"the review is {count(after, 'day')} after `resolved` ({resolved})"
    return ""


def _hint(resolved: date, context: Context) -> str:
    first, last = context.limits.review_after_days_min, context.limits.review_after_days_max
    best = days_later(resolved, (first + last) // 2)
    if best >= context.today:
        return f"{first} to {last} days after is best: write `review_on: {best}`"
    return "write as `review_on` the day on which you look at the open action items again"
