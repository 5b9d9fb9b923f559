"""PM402: an action item does not have exactly one owner."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.postmortem import ActionStatus, Postmortem
from postmortem_archive.model.wording import listed, quoted

from ..base import Context, Finding, PostmortemRule, gentler_in_draft, section_subject
from ..shared.action_items import doers_named
from ..shared.repeated import FEWEST, at_most_ten


class ActionOwner(PostmortemRule):
    """An action item does not have exactly one owner.

    ## What it does

    Reports an action item with no owner or with several. One that will not be done (`wont-do`)
    needs none, and neither does one that begins with its owner ("The payments team will ..."). Where none
    of three or more items has an owner, it says so once. In a draft it is a warning.

    ## Why it matters

    What belongs to nobody is not done, and what belongs to two is left to the other one. The owner
    need not do the work alone; the owner is the one who is asked.

    ## Bad example

    ```markdown
    ## Action items

    | Action | Owner | Due |
    |---|---|---|
    | Alert at 80 % use of the payment pool | @ana, @ben | 2026-04-01 |
    ```

    ## Good example

    ```markdown
    ## Action items

    | Action | Owner | Due |
    |---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 |
    ```

    ## How to fix

    Name one person or one team. If two have to act, write two items.
    """

    code = "PM402"
    alias = "action-owner"

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each item, or one for all where none has an owner."""
        level = gentler_in_draft(postmortem)
        subject = section_subject("actions")
        doers = doers_named(postmortem.actions)
        needed = [
            item
            for item in postmortem.actions
            if item.status is not ActionStatus.WONT_DO and item.text not in doers
        ]
        has_any = bool(doers) or any(item.owners for item in postmortem.actions)
        if len(needed) >= FEWEST and not has_any:
            yield Finding(
                f"none of the {len(needed):,} action items has an owner",
                needed[0].position,
                "name for each the person or the team who will be asked about it",
                subject,
                level,
            )
            return
        several = [
            Finding(
                f"the action {quoted(item.text)} has {len(item.owners)} owners: "
                f"{listed(item.owners)}",
                item.position,
                f"keep one of them, such as {quoted(item.owners[0])}, or write two items",
                subject,
                level,
            )
            for item in postmortem.actions
            if len(item.owners) > 1
        ]
        without = [
            Finding(
                f"the action {quoted(item.text)} has no owner",
                item.position,
                "name the person or the team who will be asked about it",
                subject,
                level,
            )
            for item in needed
            if not item.owners
        ]
        yield from at_most_ten(several)
        yield from at_most_ten(without)
