"""PM303: the timeline does not reach from the first harm to full restoration."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.postmortem import KeyMoment, Postmortem

from ..base import Context, Finding, PostmortemRule, gentler_in_draft, section_subject
from ..shared.timeline_times import begins_after, ends_before


class TimelineIncomplete(PostmortemRule):
    """The timeline does not reach from the first harm to full restoration.

    ## What it does

    Checks that an entry is as early as `started` and that one is as late as `resolved`. Entries
    before and after are welcome. In a draft it is a warning.

    ## Why it matters

    The time before anybody noticed, and the time until everything was well again, are where most
    can be learned.

    ## Bad example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 14:09 | **Detected**: the alert for refused payments goes off. |
    | 15:10 | **Resolved**: payments work again. |
    ```

    ## Good example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. |
    | 14:09 | **Detected**: the alert for refused payments goes off. |
    | 15:10 | **Resolved**: payments work again. |
    ```

    ## How to fix

    Add the entry that is missing, or correct `started` or `resolved`.
    """

    code = "PM303"
    alias = "timeline-incomplete"
    requires = ("PM103", "PM104", "PM301")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """Up to two findings: at the first entry and at the last one."""
        timed = [entry for entry in postmortem.timeline if entry.start]
        if not timed:
            return
        labelled = {entry.moment for entry in timed}  # where such an entry is wrong, PM304 says so
        started, resolved = postmortem.meta.started, postmortem.meta.resolved
        level = gentler_in_draft(postmortem)
        subject = section_subject("timeline")
        if (
            started
            and KeyMoment.STARTED not in labelled
            and all(begins_after(entry, started) for entry in timed)
        ):
            yield Finding(
                f"the timeline begins after `started` ({started})",
                timed[0].position,
                f"add an entry for {started}: what happened first, beginning with `**Started**`",
                subject,
                level,
            )
        if (
            resolved
            and KeyMoment.RESOLVED not in labelled
            and all(ends_before(entry, resolved) for entry in timed)
        ):
            yield Finding(
                f"the timeline ends before `resolved` ({resolved})",
                timed[-1].position,
                f"add an entry for {resolved}: all is well again, beginning with `**Resolved**`",
                subject,
                level,
            )
