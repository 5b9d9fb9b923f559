"""PM407: a due date cannot be kept, or is too far away to be one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import ActionItem, Postmortem
from postmortem_archive.model.wording import count, quoted

from ..base import Context, Finding, PostmortemRule, gentler_in_draft, section_subject
from ..shared.action_items import open_actions


class DueDateUnrealistic(PostmortemRule):
    """A due date lies before the end of the incident, or too far after it.

    ## What it does

    Compares the due dates of open action items with `resolved`, or with `started` while that is
    not written. A day before the incident began or was resolved is an error (in a draft a warning);
    a day more than `limits: {due_days: 180}` after it is a warning. Items that are done or will not
    be done are not looked at.

    ## Why it matters

    A date before the incident is a slip, often in the year, and makes the item overdue on the day
    it is written. What is due in a year will not be begun before the next incident.

    ## Bad example

    ```markdown
    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2025-04-01 | detect |
    ```

    ## Good example

    ```markdown
    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detect |
    ```

    ## How to fix

    Correct the date. Where the work is long, write its first part as the item: what can be done in
    weeks, and what decides on the rest. The number of days is `due_days` of `rules: {limits: …}`.
    """

    code = "PM407"
    alias = "due-date-unrealistic"
    requires = ("PM108",)

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each open item with such a date."""
        started, resolved = postmortem.meta.started, postmortem.meta.resolved
        for item in open_actions(postmortem):
            if item.due is None:
                continue
            due = Moment.of_day(item.due)
            if started and due.is_before(started):
                yield _early(postmortem, item, started, "before the incident began")
            elif resolved and due.is_before(resolved):
                yield _early(postmortem, item, resolved, "before the incident was resolved")
            elif last := resolved or started:
                yield from _late(item, last, context.limits.due_days)


def _early(postmortem: Postmortem, item: ActionItem, moment: Moment, when: str) -> Finding:
    return Finding(
        f"the action {quoted(item.text)} is due on {item.due}, {when} on {moment.day}",
        item.position,
        f"write a day after {moment.day}, or the status `done` if it was done in the incident",
        section_subject("actions"),
        gentler_in_draft(postmortem),
    )


def _late(item: ActionItem, last: Moment, limit: int) -> Iterator[Finding]:
    """A warning where the item is due more than ``limit`` days after ``last``."""
    days = (item.due - last.day).days if item.due else 0
    if days <= limit:
        return
    until = last.day + timedelta(days=min(limit, 3_650))
    yield Finding(
        f"the action {quoted(item.text)} is due {count(days, 'day')} after the incident, "
        f"more than {limit}",
        item.position,
        f"write what can be done until {until} as an item of its own, or correct {item.due}",
        section_subject("actions"),
        Level.WARNING,
    )
