"""PM401: something among the action items cannot be read as one."""

from postmortem_archive.model.diagnostic import Problem, ProblemKind

from .base import ProblemRule, section_subject


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

    def subject_of(self, problem: Problem) -> str:  # noqa: ARG002
        """The section."""
        return section_subject("actions")
