"""PM104: a time of the front matter does not say its offset from UTC."""

from __future__ import annotations

from postmortem_archive.model.diagnostic import ProblemKind

from ..base import ProblemRule


class TimeWithoutOffset(ProblemRule):
    """A time of the front matter does not say its offset from UTC.

    ## What it does

    Reports a date-time without `Z` or an offset such as `+01:00`.

    ## Why it matters

    An archive is read across time zones and for years. Two o'clock where? Durations and the order
    of events would be wrong by hours, and nobody could tell.

    ## Bad example

    ```yaml
    detected: 2026-03-12 14:09
    ```

    ## Good example

    ```yaml
    detected: 2026-03-12T14:09Z
    ```

    ## How to fix

    Add `Z` if the time is in UTC, or the offset that was in force there on that day, such as
    `+01:00`. If the time of day is not known, `started` and `resolved` may be a date.
    """

    code = "PM104"
    alias = "time-without-offset"
    kind = ProblemKind.TIME_WITHOUT_OFFSET
