"""PM403: an action item that is still to be done has no due date."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule, gentler_in_draft, section_subject
from ..shared.action_items import is_honest_unknown, is_told_as_done, says_a_day
from ..shared.repeated import FEWEST, at_most_ten


class ActionDueDate(PostmortemRule):
    """An action item that is still to be done has no due date.

    ## What it does

    Reports an open action item without a due date, or with one that cannot be read as a date. One
    that is done or will not be done needs none, and neither does one that tells of something done ("Migrated
    the pool"), one that says its day in its sentence ("by Wednesday"), and one whose date was honestly not
    recorded, said in a word that `archive.yml` lists under `unknown_words`. Where none of three or
    more open items has a date, it says so once. In a draft it is a warning.

    ## Why it matters

    Without a day on which somebody looks at it, the next incident of the same kind is that day.

    ## Bad example

    ```markdown
    ## Action items

    | Action | Owner | Due |
    |---|---|---|
    | Alert at 80 % use of the payment pool | @ana | soon |
    ```

    ## Good example

    ```markdown
    ## Action items

    | Action | Owner | Due |
    |---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 |
    ```

    ## How to fix

    Write the date as `YYYY-MM-DD`. Choose one that the owner believes in; it can be moved.
    """

    code = "PM403"
    alias = "action-due-date"

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each open item, or one for all where none has a date."""
        level = gentler_in_draft(postmortem)
        subject = section_subject("actions")
        hint = "write the day as YYYY-MM-DD, such as 2026-04-01"
        lacking = [
            item
            for item in postmortem.actions
            if not item.due
            and not item.status.is_closed
            and not is_honest_unknown(item.due_text, context.settings)
            and not (is_told_as_done(item) or says_a_day(item))
        ]
        has_any = any(item.due_text or says_a_day(item) for item in postmortem.actions)
        if len(lacking) >= FEWEST and not has_any:
            yield Finding(
                f"none of the {len(lacking):,} open action items has a due date",
                lacking[0].position,
                hint,
                subject,
                level,
            )
            return
        wrong = [item for item in lacking if item.due_text.strip()]
        without = [item for item in lacking if not item.due_text.strip()]
        yield from at_most_ten(
            [
                Finding(
                    f"the due date {quoted(item.due_text)} of the action {quoted(item.text)} is no date",
                    item.position,
                    hint,
                    subject,
                    level,
                )
                for item in wrong
            ]
        )
        yield from at_most_ten(
            [
                Finding(
                    f"the action {quoted(item.text)} has no due date",
                    item.position,
                    hint,
                    subject,
                    level,
                )
                for item in without
            ]
        )
