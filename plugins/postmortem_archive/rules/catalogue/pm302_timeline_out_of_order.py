"""PM302: the timeline goes back in time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from postmortem_archive.model.postmortem import Postmortem, TimelineEntry
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule, section_subject
from ..shared.timeline_times import to_the_minute

_SHARE_BACKWARDS = 0.75
"""Share of steps back in time from which on a timeline is written from its end."""


class TimelineOutOfOrder(PostmortemRule):
    """The timeline goes back in time.

    ## What it does

    Compares each entry with the one before it. Where one of two has only a date, their days (in
    UTC) are compared. A timeline that runs backwards throughout is one finding.

    ## Why it matters

    Readers follow a timeline from top to bottom. An entry out of place is often a wrong digit, a
    forgotten date after midnight, or a time in another zone.

    ## Bad example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 2026-03-12 14:05 | **Started**: the pool is full, payments are refused. |
    | 2026-03-12 14:30 | A second pool is opened. |
    | 2026-03-12 14:09 | **Detected**: the alert for refused payments goes off. |
    | 2026-03-12 15:10 | **Resolved**: payments work again. |
    ```

    ## Good example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 2026-03-12 14:05 | **Started**: the pool is full, payments are refused. |
    | 2026-03-12 14:09 | **Detected**: the alert for refused payments goes off. |
    | 2026-03-12 14:30 | A second pool is opened. |
    | 2026-03-12 15:10 | **Resolved**: payments work again. |
    ```

    ## How to fix

    Move the entry to its place, or correct its time. After midnight, write the new date.
    """

    code = "PM302"
    alias = "timeline-out-of-order"

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each step back; a single one where all of it is newest first."""
        timed = [entry for entry in postmortem.timeline if entry.start]
        steps = list(pairwise(timed))
        back = [(before, entry) for before, entry in steps if _is_back(before, entry)]
        subject = section_subject("timeline")
        # a step or two forward on the way back is midnight, or a day that is not written
        if len(back) > 1 and len(back) >= _SHARE_BACKWARDS * len(steps):
            yield Finding(
                "the timeline runs from the newest entry to the oldest",
                timed[0].position,
                "turn it round: the first harm first, full restoration last",
                subject,
            )
            return
        for before, entry in back:
            yield Finding(
                f"the entry at {quoted(entry.time_text)} ({entry.start}) is earlier than the one "
                f"before it ({before.start})",
                entry.position,
                "move it to its place, or correct its time; after midnight, write the new date",
                subject,
            )


def _is_back(before: TimelineEntry, entry: TimelineEntry) -> bool:
    if before.start is None or entry.start is None:
        return False
    return to_the_minute(entry.start).is_before(to_the_minute(before.start))
