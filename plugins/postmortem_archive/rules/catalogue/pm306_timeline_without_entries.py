"""PM306: the timeline section has text, but no entries."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule, section_subject


class TimelineWithoutEntries(PostmortemRule):
    """The timeline section has text, but no entries.

    ## What it does

    Reports a timeline that is not empty and in which no entry was found: neither a table, nor a
    list, nor headings, paragraphs or lines of a block of code that begin with a time.

    ## Why it matters

    Prose has no order that can be checked, drawn or compared with other incidents.

    ## Bad example

    ```markdown
    ## Timeline

    In the afternoon the pool ran full, and an hour later payments worked again.
    ```

    ## Good example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. |
    | 15:10 | **Resolved**: payments work again. |
    ```

    ## How to fix

    Write a table with the columns `Time (UTC)` and `What happened`, one row for each thing that was
    seen, judged or done.
    """

    code = "PM306"
    alias = "timeline-without-entries"
    level = Level.WARNING
    requires = ("PM301",)

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the heading."""
        section = postmortem.section("timeline")
        if section and not section.is_empty and not postmortem.timeline:
            yield Finding(
                f"the section {quoted(section.heading)} has text but no entry with a time",
                section.position,
                "write a table with the columns `Time (UTC)` and `What happened`",
                section_subject("timeline"),
            )
