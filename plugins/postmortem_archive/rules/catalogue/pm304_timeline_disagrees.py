"""PM304: a labelled entry of the timeline and the front matter give different times."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import KeyMoment, Postmortem, TimelineEntry

from ..base import Context, Finding, PostmortemRule
from ..shared.timeline_times import begins_after, ends_before


class TimelineDisagrees(PostmortemRule):
    """A labelled entry of the timeline and the front matter give different times.

    ## What it does

    Compares the entries that begin with a key moment in bold (**Started**, **Detected**,
    **Acknowledged**, **Mitigated**, **Resolved**) with the field of that name, to the minute. A
    range agrees with each minute in it; an approximate time (`~14:05`) is not compared.

    ## Why it matters

    Figures are computed from the front matter, people read the timeline. If they differ, one of
    them is wrong.

    ## Bad example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. |
    | 14:19 | **Detected**: the alert for refused payments goes off. |
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

    Find out which of the two is right, and correct the other one. Offsets are the usual reason.
    """

    code = "PM304"
    alias = "timeline-disagrees"
    requires = ("PM108", "PM109")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each key moment, where no entry with its label agrees."""
        for field, moment in postmortem.meta.moments():
            label = KeyMoment(field)
            entries = [
                entry for entry in postmortem.timeline if entry.moment is label and entry.start
            ]
            if not entries or any(_agrees(entry, moment) for entry in entries):
                continue
            yield Finding(
                f"`**{label.label}**` is at {entries[0].start} here, `{field}` says {moment}",
                entries[0].position,
                f"correct the time here, or `{field}` in the front matter; look at the offset",
                field,
            )


def _agrees(entry: TimelineEntry, moment: Moment) -> bool:
    if entry.is_approximate:
        return True
    return not begins_after(entry, moment) and not ends_before(entry, moment)
