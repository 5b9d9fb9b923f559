"""PM402: an action item does not have exactly one owner."""

from collections.abc import Iterator

from postmortem_archive.model.postmortem import ActionStatus, Postmortem
from postmortem_archive.model.wording import listed, quoted

from .base import Context, Finding, PostmortemRule, gentler_in_draft, section_subject


class ActionOwner(PostmortemRule):
    """An action item does not have exactly one owner.

    ## What it does

    Reports an action item with no owner or with several. One that will not be done (`wont-do`)
    needs none. In a draft it is a warning.

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
        """One finding for each item."""
        level = gentler_in_draft(postmortem)
        subject = section_subject("actions")
        for item in postmortem.actions:
            if len(item.owners) > 1:
                yield Finding(
                    f"the action {quoted(item.text)} has {len(item.owners)} owners: "
                    f"{listed(item.owners)}",
                    item.position,
                    f"keep one of them, such as {quoted(item.owners[0])}, or write two items",
                    subject,
                    level,
                )
            elif not item.owners and item.status is not ActionStatus.WONT_DO:
                yield Finding(
                    f"the action {quoted(item.text)} has no owner",
                    item.position,
                    "name the person or the team who will be asked about it",
                    subject,
                    level,
                )
