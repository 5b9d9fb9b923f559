"""PM301: the time of a timeline entry cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import ProblemKind
from postmortem_archive.model.postmortem import Document

from ..base import Context, Finding, ProblemRule, section_subject
from ..shared.repeated import once_for_each_form


class TimelineTimeUnreadable(ProblemRule):
    """The time of a timeline entry cannot be read.

    ## What it does

    Reports an entry of the timeline whose time is missing or is no time. Many ways of writing one
    are understood: `14:05`, `2026-03-12 14:05`, `14:05Z`, `~14:05`, `14:05-14:20`, `2:05 pm`, or
    just the date. In a table also reports words behind the time that are not understood, such as
    `14:05 Europe/Berlin`. Three or more times of the same form are one finding, at the first.

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
    requires = ("PM103", "PM104", "PM105", "PM203")

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """One finding for each entry or form; as long as `started` is not known, about that.

        The days of a timeline follow from ``started``, so mending that may mend them all.
        """
        postmortem = document.postmortem
        is_dated = postmortem is not None and postmortem.meta.started is not None
        subject = section_subject("timeline") if is_dated else "started"
        for finding in once_for_each_form(super().check(document, context)):
            yield finding._replace(subject=subject)
