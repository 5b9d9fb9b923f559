"""PM305: the timeline does not say in which time zone it is."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Document, Postmortem, TimelineEntry
from postmortem_archive.model.wording import quoted
from postmortem_archive.parse.zones import ZONE, ZONE_FIELD

from ..base import Context, Finding, PostmortemRule, section_subject

_MAX_READ = 500
_CLOCK_WITH_ZONE = lazy_pattern(rf"\d(?:[:.]\d\d)?\s?(?:[APap]\.?[Mm]\.?\s?)?\(?{ZONE.pattern}")
_UNKNOWN_ZONE = lazy_pattern(r"\(?[A-Z]{2,4}T\)?(?=\s?(?:[:\u2013—|,]|-\s))")


class TimelineWithoutOffset(PostmortemRule):
    """The timeline does not say in which time zone it is.

    ## What it does

    Reports, once, a timeline with times that state no offset, in a section that states none either.
    They are read in the offset of `started`. It is silent where an entry names a zone behind another time.

    ## Why it matters

    Dashboards, chats and people show different zones. A reader who compares the timeline with a
    graph has to guess.

    ## Bad example

    ```markdown
    ## Timeline

    | Time | What happened |
    |---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. |
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

    Write the zone once: `Time (UTC)` as the heading of the column, or "All times in UTC." above it.
    """

    code = "PM305"
    alias = "timeline-without-offset"
    level = Level.HINT

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Nothing where a zone is named that leaves the offset open: another rule says that."""
        if not any(problem.field == ZONE_FIELD for problem in document.problems):
            yield from super().check(document, context)

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the first time without an offset."""
        bare = [entry for entry in postmortem.timeline if entry.offset_assumed and entry.start]
        if not bare or any(_names_a_zone(entry) for entry in postmortem.timeline):
            return
        first = bare[0]
        offset = first.start.at.strftime("%z") if first.start else ""
        yield Finding(
            f"this timeline states no offset; {quoted(first.time_text)} is read as {first.start}",
            first.position,
            f"name the column {quoted(_column(offset))}, or state the zone above the timeline",
            section_subject("timeline"),
        )


def _names_a_zone(entry: TimelineEntry) -> bool:
    """Whether the words of an entry name a zone, perhaps one that is not known here."""
    text = entry.text[:_MAX_READ]
    return bool(_CLOCK_WITH_ZONE.search(text) or _UNKNOWN_ZONE.match(text))


def _column(offset: str) -> str:
    """Heading of a column of times in the given offset, written ``+0100``."""
    zone = "UTC" if offset in ("+0000", "") else f"UTC{offset[:3]}:{offset[3:5]}"
    return f"Time ({zone})"
