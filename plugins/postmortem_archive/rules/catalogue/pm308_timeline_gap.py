"""PM308: nothing is written down for a long time while harm lasts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import KeyMoment, Postmortem, TimelineEntry
from postmortem_archive.model.wording import quoted, short_duration

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.timeline_times import known_minute

_FEWEST_ENTRIES = 4
"""A timeline with fewer is a list of key moments, in which gaps mean nothing."""

_DAY = timedelta(days=1)
_SPANS = lazy_pattern(
    r"\b\d{1,2}:\d{2}\b"
    r"|\b(?:until|till|throughout|overnight|meanwhile|hourly|all (?:day|night|morning|afternoon)"
    r"|(?:over|for|during|in|within) the (?:next|following|rest|course|coming)"
    r"|(?:for|over|during|after|takes?|took|lasts?|lasted) (?:about |some |around |roughly |nearly "
    r"|almost |more than |over |up to |~ ?)?(?:a |an )?(?:[\d.]{1,6}|one|two|three|four|five|six"
    r"|seven|eight|several|many|few|couple of|half an)?[ -]?(?:minutes?|hours?|days?|min|h)\b"
    r"|through(?:out)? the (?:day|night|weekend|morning|afternoon|evening))",
    re.IGNORECASE,
)
_MAX_READ = 2_000


class TimelineGap(PostmortemRule):
    """Nothing is written down for a long time while harm lasts.

    ## What it does

    Looks between start and mitigation (or resolution, where that is not given) for the longest time
    without an entry, and names it if it is above 60 minutes (`timeline_gap_minutes` under
    `rules.limits` in archive.yml). For an incident of more than a day the limit grows with it: it is
    multiplied by the length in days, so it is three hours for one of three days. It says nothing of
    a timeline of fewer than four entries, and nothing where the entry before names a time or a duration:
    it then tells of more than its own minute.

    ## Why it matters

    Long waits are where most of the time goes: for access, for a person, for a restart. What is not
    in the timeline cannot be made shorter next time.

    ## Bad example

    ```yaml
    resolved: 2026-03-12T18:10Z
    ```

    ```markdown
    ## Timeline

    | Time (UTC) | What happened | Source |
    |---|---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. | [graph](https://graphs.example/1) |
    | 14:09 | **Detected**: the alert for refused payments goes off. | |
    | 14:12 | **Acknowledged**: the on-call engineer takes the page. | |
    | 17:30 | **Cause found**: a slow query holds all connections. | |
    | 18:10 | **Mitigated**: the query is stopped. | |
    | 18:10 | **Resolved**: payments work again. | |
    ```

    ## Good example

    ```yaml
    resolved: 2026-03-12T18:10Z
    ```

    ```markdown
    ## Timeline

    | Time (UTC) | What happened | Source |
    |---|---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. | [graph](https://graphs.example/1) |
    | 14:09 | **Detected**: the alert for refused payments goes off. | |
    | 14:12 | **Acknowledged**: the on-call engineer takes the page. | |
    | 14:50 | The network looks sound. Access to the database is asked for. | |
    | 15:40 | Access is not granted yet; its owner is called at home. | |
    | 16:35 | The first look at running queries; the graphs of the database are read. | |
    | 17:30 | **Cause found**: a slow query holds all connections. | |
    | 18:10 | **Mitigated**: the query is stopped. | |
    | 18:10 | **Resolved**: payments work again. | |
    ```

    ## How to fix

    Ask those who were there what was seen, tried and waited for in that time. A chat log often
    knows. Where nothing is known, say so in an entry.
    """

    code = "PM308"
    alias = "timeline-gap"
    level = Level.HINT
    confidence = Confidence.GUESS
    requires = ("PM301", "PM302", "PM303", "PM304")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the entry after which the longest gap begins."""
        window = _window(postmortem)
        if window is None or len(postmortem.timeline) < _FEWEST_ENTRIES or postmortem.is_draft:
            return
        start, end = window
        limit = timedelta(minutes=context.limits.timeline_gap_minutes)
        limit *= max(1.0, (end - start) / _DAY)
        gaps = [
            gap
            for gap in _gaps(postmortem.timeline, start, end)
            if gap.length > limit and not _SPANS.search(gap.before.text[:_MAX_READ])
        ]
        if not gaps:
            return
        longest = max(gaps, key=lambda gap: gap.length)
        yield Finding(
            f"no entry for {short_duration(longest.length)}, between "
            f"{quoted(longest.before.time_text)} and {quoted(longest.after.time_text)}",
            longest.before.position,
            "add what was seen, tried or waited for in that time; where nothing is known, say so",
            section_subject("timeline"),
        )


class _Gap(NamedTuple):
    """Two entries that follow each other, and the time between them."""

    before: TimelineEntry
    after: TimelineEntry
    length: timedelta


def _window(postmortem: Postmortem) -> tuple[datetime, datetime] | None:
    """Start and end of the harm; ``None`` where either is not known to the minute."""
    start = known_minute(postmortem, KeyMoment.STARTED)
    end = known_minute(postmortem, KeyMoment.MITIGATED) or known_minute(
        postmortem, KeyMoment.RESOLVED
    )
    return (start, end) if start and end and start < end else None


def _gaps(entries: Sequence[TimelineEntry], start: datetime, end: datetime) -> Iterator[_Gap]:
    """The times between entries of the window that are known to the minute."""
    before: TimelineEntry | None = None
    for entry in entries:
        if entry.start is None or entry.start.day_only:
            before = None  # whatever it tells of was somewhere in between
            continue
        if not start <= entry.start.utc.replace(second=0, microsecond=0) <= end:
            continue
        if before is not None:
            last = before.end or before.start
            length = entry.start.until(last) if last else None
            if length is not None:
                yield _Gap(before, entry, -length)
        before = entry
