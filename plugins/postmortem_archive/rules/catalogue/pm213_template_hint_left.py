"""PM213: a template's request to the author seems to be left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted
from postmortem_archive.parse.prose import Passage, PassageKind, passages

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.repeated import FEWEST

_MAX = 400
_SET_APART = lazy_pattern(
    r"(?:\*(?!\*)(?P<stars>[^*]{8,400})\*|_(?!_)(?P<lines>[^_]{8,400})_|\[(?P<square>[^\[\]]{8,400})\]"
    r"|\((?P<round>[^()]{8,400})\))[.:]?"
)
_REQUEST = lazy_pattern(
    r"(?:please |briefly )?(?:"
    r"(?:describe|explain|provide|outline|summari[sz]e|specify|insert|fill in|fill out) "
    r"|(?:list|state|report|document|detail|record|give|write|add|run|identify|include|enter|replace"
    r"|delete|remove|mention|capture|discuss|paste|link)(?: out| down| in| to)? "
    r"(?:the|a|an|any|all|each|every|how|what|when|who|why|which|where|your|here|if|whether|key|this"
    r"|these|those|specific|relevant|details|links?)\b"
    r")",
    re.IGNORECASE,
)
_QUESTION = lazy_pattern(
    r"(?:who|what|when|where|how|which|did|was|were|could|can|should|is|are|do|does)\b[^?]{5,300}\?",
    re.IGNORECASE,
)
_ONE_QUESTION = lazy_pattern(r"[^?.!]{5,300}\?")
"""A question that an answer follows is a heading of its author's, whoever wrote it first."""

_HERE = lazy_pattern(
    r"(?:describe|insert|add|write|enter|provide|list|explain)\b[^.!?]{2,120}\bhere\.?",
    re.IGNORECASE,
)


_NOTE = lazy_pattern(r"note (?:down )?(?:the|any|all|what|when|who|how|why)\b", re.IGNORECASE)
"""A request where it opens a section; elsewhere it may point at a graph."""

_SAMPLE = lazy_pattern(
    r"(?:(?:a )?list of|things that|these are)\b.{3,300}[.:,]\s+for example[,:.]?"
    r"|these are (?:only |just )?samples? (?:sub)?headings?\b.{0,300}",
    re.IGNORECASE | re.DOTALL,
)
"""What introduces the examples of a template."""

_WORD = lazy_pattern(r"[^\W_]")


class TemplateHintLeft(PostmortemRule):
    """A template's request to the author seems to be left in the text.

    ## What it does

    Looks for a paragraph that is wholly in italics or in brackets and asks the author to do something
    (*Describe the impact*), that opens a section with questions in italics, or that introduces
    examples ("List of things that went well. For example,"). A single question with its answer below it may
    stay, and a draft may keep all. Three sections or more are said together. It is a guess: the words
    can be the author's own.

    ## Why it matters

    Readers cannot tell what the template says from what happened, and a search for the words of the
    template finds every postmortem.

    ## Bad example

    ```markdown
    ## Where we got lucky

    *Describe what could have made it worse.*

    It was a Thursday afternoon, when few people shop.
    ```

    ## Good example

    ```markdown
    ## Where we got lucky

    It was a Thursday afternoon, when few people shop.
    ```

    ## How to fix

    Delete it, or replace it by the answer. In the template, write it as a comment
    (`<!-- Describe the impact. -->`): then it is on no page even if it is left.
    """

    code = "PM213"
    alias = "template-hint-left"
    level = Level.WARNING
    confidence = Confidence.GUESS
    requires = ("PM202", "PM203")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each section, at its first hint; a single one where there are many."""
        found = [] if postmortem.is_draft else list(_found(postmortem))
        if len(found) < FEWEST:
            yield from found
        else:
            more = f"{found[0].message}, and {len(found) - 1} more sections hold one"
            yield found[0]._replace(message=more, subject="several sections")


def _found(postmortem: Postmortem) -> Iterator[Finding]:
    """A finding for each section with a hint, at the first."""
    for section in postmortem.sections:
        found = None if section.is_empty else _first_hint(passages(section))
        if found:
            passage, words = found
            is_all = not _WORD.search(section.body.replace(passage.raw, "", 1))
            if not is_all and _ONE_QUESTION.fullmatch(words):
                continue
            yield Finding(
                f"the section {quoted(section.heading)} holds nothing but a template's request: "
                f"{quoted(words)}"
                if is_all
                else f"{quoted(words)} reads like a template's request to its author",
                passage.position(len(passage.raw) - len(passage.raw.lstrip())),
                "write the answer in its place"
                if is_all
                else "delete it, or write the answer in its place",
                section_subject(section.key or section.heading),
            )


def _first_hint(every: Sequence[Passage]) -> tuple[Passage, str] | None:
    """The first paragraph that is a template's, and its words without what sets them apart."""
    for number, passage in enumerate(every):
        text = passage.raw.strip()
        if passage.kind is not PassageKind.PARAGRAPH or len(text) > _MAX:
            continue
        found = _SET_APART.fullmatch(text)
        words = next((part for part in found.groups() if part), "") if found else ""
        lowered = text.casefold()
        if (
            (words and _REQUEST.match(words))
            or ("here" in lowered and _HERE.fullmatch(text))
            or (("for example" in lowered or "sample" in lowered) and _SAMPLE.fullmatch(text))
        ):
            return passage, words or text
        opens = found and not number and not found["round"]
        if opens and (_QUESTION.match(words) or _NOTE.match(words)):
            return passage, words
    return None
