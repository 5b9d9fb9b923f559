"""PM309: no entry of the timeline leads to its evidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.link import LinkKind
from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.model.wording import count

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject

FEWEST_ENTRIES = 9
"""Fewest entries of a timeline that is worth proving."""

_SHOWN = lazy_pattern(
    r"^ {0,3}(?:```|~~~)|\[\^[^\[\]\s]{1,60}\]|(?<![\w&])#\d{2,7}\b"
    r"|\b(?!UTC|GMT)[A-Z][A-Z0-9]{1,9}-\d{1,7}\b"
    r"|\b(?i:PR|MR|issue|ticket|case|incident|commit|build|run|block|job)s?[ \t]#?\d{2,12}\b"
    r"|\b[A-Z]{2,8}\d{4,12}\b"
    r"|^[ \t]{0,12}(?:(?:[-*+]|\d{1,3}[.)])[ \t]{1,4})?>[ \t]?\S"
    r"|\b(?=[0-9a-f]{0,39}[0-9])(?=[0-9a-f]{0,39}[a-f])[0-9a-f]{7,40}\b",
    re.MULTILINE,
)
"""An excerpt of a log, a footnote, the number or the key of a ticket, a quotation, a commit."""

_EXCERPT = lazy_pattern(r"^ {0,8}(?:```|~~~)", re.MULTILINE)
_NAMED_EVIDENCE = lazy_pattern(
    r"(?:\*\*|__)evidence\b|^[^\w\n]{0,12}evidence\b[^\w\n]{0,6}(?:$|\w)",
    re.MULTILINE | re.IGNORECASE,
)
_QUOTED = lazy_pattern(r"`([^`\n]{8,400})`|[\"“]([^\"“”\n]{8,400})[\"”]")
_FEWEST_QUOTED_WORDS = 3
"""Fewest words in quotation marks or code that are a message or a line of a log, and no name."""

_COLUMN = lazy_pattern(
    r"\b(?:source|evidence|link|reference|log|proof|graph|dashboard|ticket)s?\b", re.I
)
_EMPTY = lazy_pattern(r"[\W_]*")


class TimelineWithoutEvidence(PostmortemRule):
    """No entry of the timeline leads to its evidence.

    ## What it does

    Looks in a timeline of at least nine entries for anything that a reader can follow or see: a link, an
    address, an image, a footnote, a ticket's key or number, a commit, an excerpt in a code block, a block
    quote, a message or a line of a log in quotation marks, or a column such as "Source" that is filled in.
    It is silent as well where the text shows an image or an excerpt elsewhere, or calls something its
    evidence. It speaks once, at the
    heading. It cannot tell what is evidence, so it is a guess.

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
    | 14:20 | The pool is made larger, and is full again. |
    | 14:31 | The status page tells customers. |
    | 14:40 | **Cause found**: a slow query holds all connections. |
    | 14:48 | The owner of the query is called. |
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
        if (
            any(_has_evidence(one, postmortem) for one in _timeline_sections(postmortem))
            or any(_is_sourced(entry.extra) for entry in postmortem.timeline)
            or _shows_what_happened(postmortem)
        ):
            return
        yield Finding(
            f"none of the {count(len(postmortem.timeline), 'entry', 'entries')} leads to its evidence",
            section.position,
            "link the graph, the alert or the message that an entry tells of",
            section_subject("timeline"),
        )


def _shows_what_happened(postmortem: Postmortem) -> bool:
    """Whether the text shows, wherever, an image or an excerpt of a log, or names its evidence."""
    return (
        bool(_EXCERPT.search(postmortem.body))
        or bool(_NAMED_EVIDENCE.search(postmortem.body))
        or any(link.kind is LinkKind.IMAGE for link in postmortem.links)
    )


def _timeline_sections(postmortem: Postmortem) -> list[Section]:
    """The sections of that name, and those in which entries stand: a timeline may have one for each day."""
    starts = [one.body_line for one in postmortem.sections]
    with_entries = {bisect_right(starts, entry.position.line) - 1 for entry in postmortem.timeline}
    return [
        one
        for number, one in enumerate(postmortem.sections)
        if one.key == "timeline" or number in with_entries
    ]


def _has_evidence(section: Section, postmortem: Postmortem) -> bool:
    end = section.body_line + section.body.count("\n") + 1
    return (
        "://" in section.body
        or bool(_SHOWN.search(section.body))
        or _quotes(section.body)
        or any(
            section.body_line <= link.position.line < end and link.kind is not LinkKind.DEFINITION
            for link in postmortem.links
        )
    )


def _quotes(body: str) -> bool:
    return any(
        len((found[1] or found[2]).split()) >= _FEWEST_QUOTED_WORDS
        for found in _QUOTED.finditer(body)
    )


def _is_sourced(extra: tuple[tuple[str, str], ...]) -> bool:
    return any(_COLUMN.search(head) and not _EMPTY.fullmatch(text) for head, text in extra)
