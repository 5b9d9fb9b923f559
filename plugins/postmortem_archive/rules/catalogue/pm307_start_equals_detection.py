"""PM307: the incident was detected in the minute in which it started."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level, Position
from postmortem_archive.model.postmortem import KeyMoment, Postmortem

from ..base import Context, Finding, PostmortemRule
from ..shared.timeline_times import known_minute, labelled


class StartEqualsDetection(PostmortemRule):
    """The incident was detected in the minute in which it started.

    ## What it does

    Compares `started` with `detected`, or the entries **Started** and **Detected** of the timeline.
    The same minute is possible and seldom true, so it is a hint. It says nothing where either is
    known to the day only or is approximate, and nothing of a near miss.

    ## Why it matters

    The time from start to detection is the time in which nobody helped. Often the first alert is
    taken for the start, and that time is then lost from every figure.

    ## Bad example

    ```yaml
    detected: 2026-03-12T14:05Z
    ```

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 14:05 | **Started**: the alert for refused payments goes off. |
    | 15:10 | **Resolved**: payments work again. |
    ```

    ## Good example

    ```yaml
    detected: 2026-03-12T14:09Z
    ```

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 14:05 | **Started**: the first payment is refused, as the log of the pool shows. |
    | 14:09 | **Detected**: the alert for refused payments goes off. |
    | 15:10 | **Resolved**: payments work again. |
    ```

    ## How to fix

    Look in graphs and logs for the first harm, and give its time as `started`. Where the two are
    the same indeed, ignore the rule in this file and say how it is known.
    """

    code = "PM307"
    alias = "start-equals-detection"
    level = Level.HINT
    requires = ("PM103", "PM104", "PM108", "PM304")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the detection."""
        started = known_minute(postmortem, KeyMoment.STARTED)
        detected = known_minute(postmortem, KeyMoment.DETECTED)
        if started is None or started != detected or postmortem.is_near_miss:
            return
        yield Finding(
            f"started and detected are the same minute ({started:%Y-%m-%dT%H:%MZ}): "
            "how long was it broken before anybody noticed?",
            _place(postmortem),
            "look in graphs and logs for the first harm, and give its time as `started`",
            "detected",
        )


def _place(postmortem: Postmortem) -> Position:
    entry = labelled(postmortem, KeyMoment.DETECTED)
    if postmortem.meta.detected or not entry:
        return postmortem.position_of("detected")
    return entry.position
