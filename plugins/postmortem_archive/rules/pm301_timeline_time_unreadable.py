"""PM301: the time of a timeline entry cannot be read."""

from postmortem_archive.model.diagnostic import Problem, ProblemKind

from .base import ProblemRule, section_subject


class TimelineTimeUnreadable(ProblemRule):
    """The time of a timeline entry cannot be read.

    ## What it does

    Reports an entry of the timeline whose time is missing or is no time. Many ways of writing one
    are understood: `14:05`, `2026-03-12 14:05`, `14:05Z`, `~14:05`, `14:05-14:20`, `2:05 pm`, or
    just the date.

    ## Why it matters

    The entry cannot be put in order, drawn to scale or compared with the key moments.

    ## Bad example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. |
    | a bit later | **Detected**: the alert for refused payments goes off. |
    | 15:10 | **Resolved**: payments work again. |
    ```

    ## Good example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. |
    | ~14:10 | **Detected**: the alert for refused payments goes off. |
    | 15:10 | **Resolved**: payments work again. |
    ```

    ## How to fix

    Write the time as `HH:MM`, with the date where it changes. Mark an uncertain one with `~`; where
    only the day is known, write the day.
    """

    code = "PM301"
    alias = "timeline-time-unreadable"
    kind = ProblemKind.TIMELINE_UNREADABLE

    def subject_of(self, problem: Problem) -> str:  # noqa: ARG002
        """The timeline, whichever entry it is: rules about all of it need all of its times."""
        return section_subject("timeline")
