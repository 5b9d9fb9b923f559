"""What a summary says of what failed, when, for how long and for whom, with what stands above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.model.rule_settings import Limits
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.prose import PassageKind, blanked

from .impact_words import may_last, says_harm, says_how_long, says_when, says_who
from .left_out_facts import how_long, when
from .nobody_hit import nobody_was_hit
from .section_text import (
    is_english,
    passages_of,
    prose_of,
    says_what_is_unknown,
    sentences_of,
    with_code,
    words_of,
)

_NAMED_SUMMARY = lazy_pattern(
    r"\b(?:summary|overview|tl;?\s?dr|abstract|executive|in short|in brief)\b", re.IGNORECASE
)
_BOLD_FIELD = lazy_pattern(
    r"^[ \t]{0,8}(?:[-*+][ \t]{1,4})?(?:\*\*|__)[^*_:\n]{1,60}(?::[ \t]?(?:\*\*|__)|(?:\*\*|__)[ \t]?:)",
    re.MULTILINE,
)
_PLAIN_FIELD = lazy_pattern(
    r"^[ \t]{0,8}(?:[-*+][ \t]{1,4})?[A-Z][A-Za-z]{1,20}(?: [A-Za-z]{1,20}){0,2}[ \t]?:(?=[ \t])",
    re.MULTILINE,
)
_FEWEST_BOLD = 2
_FEWEST_PLAIN = 3  # a colon behind a word or two also stands in prose
_FIELD = r"^[^\w\n]{0,10}(?:(?:incident|outage|total|event)[ \t])?"
_WHEN = lazy_pattern(
    _FIELD + r"(?:dates?|when|time|start(?:ed)?|began|occurred)\b[^\w\n]{0,6}[:|].{1,300}",
    re.MULTILINE | re.IGNORECASE,
)
_HOW_LONG = lazy_pattern(
    _FIELD
    + r"(?:durations?|downtime|period|length|how long|time to (?:recover|resol|restor|repair)\w{0,8})"
    + r"\b[^\w\n]{0,6}[:|][^\w\n]{0,6}\w",
    re.MULTILINE | re.IGNORECASE,
)
_END = lazy_pattern(
    _FIELD + r"(?:end(?:ed)?|resolved)\b[^\w\n]{0,6}[:|].{0,300}\d", re.MULTILINE | re.IGNORECASE
)
_WHAT_FIELD = lazy_pattern(
    _FIELD
    + r"(?:what|issues?|problem|impact|symptoms?|(?:root )?causes?|description|trigger)\b.{0,60}[:|]",
    re.MULTILINE | re.IGNORECASE,
)
_WHO_FIELD = lazy_pattern(
    _FIELD + r"(?:who|impact|affected|users|customers|services|systems|scope)\b.{0,60}[:|]",
    re.MULTILINE | re.IGNORECASE,
)
_OF_TIME = lazy_pattern(
    r"\b(?:dates?|when|duration|time|times|period|start|downtime)\b", re.IGNORECASE
)
DURATION = "for how long"
"""The name of the fact that only a length of time tells."""

_MAX_HEAD = 5_000
_MAX_FACTS = 200_000


class LeftOut(NamedTuple):
    """A fact that a summary does not tell: its name, and how a hint asks for it."""

    name: str
    hint: str


def is_named_summary(section: Section) -> bool:
    """Whether it is a summary by its heading; "What happened" may be a story, or only its beginning."""
    return bool(_NAMED_SUMMARY.search(section.heading))


def is_block_of_fields(section: Section) -> bool:
    """Whether it is a block of ``**Label**: value`` or a table of facts, and no prose."""
    body = section.body[:_MAX_FACTS]
    kinds = [passage.kind for passage in passages_of(section)]
    return (
        len(_BOLD_FIELD.findall(body)) >= _FEWEST_BOLD
        or len(_PLAIN_FIELD.findall(body)) >= _FEWEST_PLAIN
        or 2 * kinds.count(PassageKind.CELL) > len(kinds)
    )


def is_too_short(postmortem: Postmortem, section: Section, limits: Limits) -> bool:
    """Whether a summary in prose has fewer sentences than it should.

    A draft may be too short, and so may one sentence that is not short: it can tell all that it must.
    """
    sentences = sentences_of(section)
    if postmortem.is_draft or len(sentences) >= limits.summary_sentences_min:
        return False
    words = sum(len(words_of(sentence.text)) for sentence in sentences)
    return (
        bool(sentences) and words <= limits.sentence_words // 2 and not is_block_of_fields(section)
    )


def left_out(postmortem: Postmortem, section: Section, settings: Settings) -> list[LeftOut]:
    """The facts that neither a summary nor what stands above it tells.

    None for a draft, a near miss, a text that is not English, and where the summary says, in the
    archive's words for it, that something is not known.
    """
    text = prose_of(section)
    if (
        postmortem.is_draft
        or postmortem.is_near_miss
        or not is_english(text)
        or says_what_is_unknown(section, settings)
    ):
        return []
    fields = section.body[:_MAX_FACTS] if is_block_of_fields(section) else ""
    text = blanked(fields) or text
    nobody = nobody_was_hit(postmortem)
    times = with_code(section)  # a time is a time also where it is set as code
    head = head_of(postmortem, section)
    body = postmortem.body[:_MAX_FACTS]
    is_what = says_harm(text) or bool(_WHAT_FIELD.search(fields))
    is_when = (
        says_when(times)
        or says_when(f"{postmortem.title}\n{head}")
        or bool(_WHEN.search(fields))
        or any(says_when(found[0]) for found in _WHEN.finditer(body))
    )
    is_how_long = (
        nobody
        or (is_what and not may_last(text))
        or says_how_long(times)
        or says_how_long(f"{postmortem.title}\n{head}")
        or says_duration_in_a_line(postmortem)
    )
    is_who = (
        nobody or says_who(text) or says_who(head) or bool(_WHO_FIELD.search(f"{fields}\n{head}"))
    )
    facts = (
        (is_what, LeftOut("what failed", "what failed")),
        (is_when, LeftOut("when", when(postmortem))),
        (is_how_long, LeftOut(DURATION, how_long(postmortem))),
        (is_who, LeftOut("who was affected", "who was affected")),
    )
    return [fact for is_said, fact in facts if not is_said]


def says_duration_in_a_line(postmortem: Postmortem) -> bool:
    """Whether a line such as "Duration: …" stands anywhere, or one for the start and one for the end."""
    body = postmortem.body[:_MAX_FACTS]
    return bool(_HOW_LONG.search(body) or (_WHEN.search(body) and _END.search(body)))


def head_of(postmortem: Postmortem, section: Section) -> str:
    """What is read before a summary, or beside it for its dates: titles, facts, the impact; with code."""
    parts = [
        *(heading.text for heading in postmortem.headings if heading.level == 1),
        postmortem.preamble[:_MAX_HEAD],
        *_parts_of_head(postmortem, section),
    ]
    return "\n\n".join(parts).replace("`", "")


def _parts_of_head(postmortem: Postmortem, section: Section) -> Iterator[str]:
    for one in postmortem.sections:
        is_above = one.position.line < section.position.line and one.key in (None, "impact")
        if is_above or (one.key is None and _OF_TIME.search(one.heading)):
            yield f"{one.heading}\n{one.body[:_MAX_HEAD]}"
