"""PM404: the section of the action items has text, but no items."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule, section_subject


class ActionsWithoutItems(PostmortemRule):
    """The section of the action items has text, but no items.

    ## What it does

    Reports action items that are written as prose. A section that says, in a word that
    `archive.yml` lists under `unknown_words`, that nothing was recorded is not reported.

    ## Why it matters

    Intentions in prose have no owner and no date, and are on nobody's list.

    ## Bad example

    ```markdown
    ## Action items

    We are going to add an alert for the payment pool.
    ```

    ## Good example

    ```markdown
    ## Action items

    - [ ] Alert at 80 % use of the payment pool (owner: @ana, due: 2026-04-01)
    ```

    ## How to fix

    Write the items as a table (`Action`, `Owner`, `Due`) or as a task list. If it was decided to do
    nothing, write that as an item with the status `wont-do` and the reason.
    """

    code = "PM404"
    alias = "actions-without-items"
    level = Level.WARNING
    requires = ("PM401",)

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the heading."""
        section = postmortem.section("actions")
        if not section or section.is_empty or postmortem.actions:
            return
        text = section.body.casefold()
        if any(word.casefold() in text for word in context.settings.unknown_words):
            return
        yield Finding(
            f"the section {quoted(section.heading)} has text but no action item",
            section.position,
            "write each as `- [ ] What to do (owner: @name, due: YYYY-MM-DD)`, or as a table",
            section_subject("actions"),
        )
