"""PM401: something among the action items cannot be read as one."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Problem, ProblemKind
from postmortem_archive.model.postmortem import Document

from ..base import Context, Finding, ProblemRule, section_subject


class ActionUnreadable(ProblemRule):
    """Something among the action items cannot be read as one.

    ## What it does

    Reports a row or an item of the action items that cannot be understood, such as one that does
    not say what is to be done.

    ## Why it matters

    It is missing from the list of open actions, and nobody is reminded of it.

    ## Bad example

    ```markdown
    ## Action items

    | Action | Owner | Due |
    |---|---|---|
    |  | @ana | 2026-04-01 |
    ```

    ## Good example

    ```markdown
    ## Action items

    | Action | Owner | Due |
    |---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 |
    ```

    ## How to fix

    Write the items as a table (`Action`, `Owner`, `Due`) or as a task list:
    `- [ ] Alert at 80 % pool use (owner: @ana, due: 2026-04-01)`.
    """

    code = "PM401"
    alias = "action-unreadable"
    kind = ProblemKind.ACTION_UNREADABLE

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """What the parser could not read, and items of a list that do not say what to do."""
        yield from super().check(document, context)
        for item in document.postmortem.actions if document.postmortem else ():
            if not item.text.strip():
                yield Finding(
                    "this item does not say what is to be done",
                    item.position,
                    "write what is to be done in front of the owner and the date",
                    section_subject("actions"),
                )

    def subject_of(self, problem: Problem) -> str:
        """The section."""
        return section_subject("actions")
