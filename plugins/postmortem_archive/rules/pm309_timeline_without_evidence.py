"""PM309: no entry of the timeline leads to its evidence."""

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.link import LinkKind
from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.model.wording import count

from .base import Confidence, Context, Finding, PostmortemRule, section_subject

FEWEST_ENTRIES = 5
"""Fewest entries of a timeline that is worth proving."""

_SHOWN = re.compile(
    r"://|^ {0,3}(?:```|~~~)|\[\^[^\[\]\s]{1,60}\]|(?<![\w&])#\d{2,7}\b"
    r"|\b(?!UTC|GMT)[A-Z][A-Z0-9]{1,9}-\d{1,7}\b",
    re.MULTILINE,
)
"""An address, an excerpt of a log, a footnote, the number or the key of a ticket."""

_COLUMN = re.compile(
    r"\b(?:source|evidence|link|reference|log|proof|graph|dashboard|ticket)s?\b", re.I
)
_EMPTY = re.compile(r"[\W_]*")


class TimelineWithoutEvidence(PostmortemRule):
    """No entry of the timeline leads to its evidence.

    ## What it does

    Looks in a timeline of at least five entries for anything that a reader can follow: a link, an
    address, an image, a footnote, a ticket's key, an excerpt in a code block, or a column such as
    "Source" that is filled in. It speaks once, at the heading. It cannot tell what is evidence, so
    it is a guess.

    ## Why it matters

    Memory turns guesses into facts within days. With the graph or the message beside it, an entry
    can be checked by whoever doubts it, and logs that are deleted later are looked for in time.

    ## Bad example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. |
    | 14:09 | **Detected**: the alert for refused payments goes off. |
    | 14:12 | **Acknowledged**: the on-call engineer takes the page. |
    | 14:40 | **Cause found**: a slow query holds all connections. |
    | 14:55 | **Mitigated**: the query is stopped, most payments work. |
    | 15:10 | **Resolved**: payments work again. |
    ```

    ## Good example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened | Source |
    |---|---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. | [graph](https://graphs.example/1) |
    | 14:09 | **Detected**: the alert for refused payments goes off. | [page](https://pages.example/7) |
    | 14:12 | **Acknowledged**: the on-call engineer takes the page. | |
    | 14:40 | **Cause found**: a slow query holds all connections. | |
    | 14:55 | **Mitigated**: the query is stopped, most payments work. | |
    | 15:10 | **Resolved**: payments work again. | [graph](https://graphs.example/2) |
    ```

    ## How to fix

    Link the graph, the alert or the message that an entry tells of; a column "Source" is a good
    place. What will be deleted soon is better kept as an image or an excerpt beside the file.
    """

    code = "PM309"
    alias = "timeline-without-evidence"
    level = Level.HINT
    confidence = Confidence.GUESS
    requires = ("PM301", "PM306")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the heading."""
        section = postmortem.section("timeline")
        if section is None or postmortem.is_draft or len(postmortem.timeline) < FEWEST_ENTRIES:
            return
        if any(
            one.key == "timeline" and _has_evidence(one, postmortem) for one in postmortem.sections
        ) or any(_is_sourced(entry.extra) for entry in postmortem.timeline):
            return
        yield Finding(
            f"none of the {count(len(postmortem.timeline), 'entry', 'entries')} leads to its evidence",
            section.position,
            "link the graph, the alert or the message that an entry tells of",
            section_subject("timeline"),
        )


def _has_evidence(section: Section, postmortem: Postmortem) -> bool:
    end = section.body_line + section.body.count("\n") + 1
    return bool(_SHOWN.search(section.body)) or any(
        section.body_line <= link.position.line < end and link.kind is not LinkKind.DEFINITION
        for link in postmortem.links
    )


def _is_sourced(extra: tuple[tuple[str, str], ...]) -> bool:
    return any(_COLUMN.search(head) and not _EMPTY.fullmatch(text) for head, text in extra)
