"""PM601: the summary has too few or too many sentences."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.model.wording import count

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.left_out_facts import joined
from ..shared.no_outage import is_no_outage
from ..shared.section_text import (
    full_sentences_of,
    passages_of,
    sentences_of,
    words_of,
    written_section,
)
from ..shared.summary_facts import is_block_of_fields, is_named_summary, is_too_short, left_out

_WORDS_A_SENTENCE = 25
"""With fewer words for each sentence it may have, a summary is read quickly all the same."""

_CLOCK_FIRST = lazy_pattern(r"[\s*_\[(`~-]{0,10}(?:[\d/.-]{6,10}[\sT]{1,3})?\d{1,2}[:.h]\d\d\b")
_FEWEST_CLOCKS = 3


class SummaryLength(PostmortemRule):
    """The summary has too few or too many sentences.

    ## What it does

    Counts the sentences of the summary: 2 to 4, or what `limits.summary_sentences_min` and
    `summary_sentences_max` say. A list item or a table cell counts if it has a verb; a heading, a link that
    stands alone and a label of one or two words do not. It is too long only where its words are too many as
    well, at 25 for each sentence it may have, or its sentences twice as many; one sentence too many is let
    pass. It is too short only where it has at most 20 words (half of `sentence_words`), and a draft may be.
    A block of fields (`**Date**: ...`), a table of facts and a section that is not called a summary ("What
    happened") are not measured, nor is the summary of an attack, a
    leak, or a regression without an outage. Where the summary is too short, the hint names the facts it
    leaves out.

    It is a guess: where a sentence ends cannot always be told from its full stop.

    ## Why it matters

    The summary is what most people read, in a list, a message or a meeting. One sentence rarely says
    what, when, for how long, for whom and why; ten are a report of their own.

    ## Bad example

    ```markdown
    ## Summary

    On 12 March 2026 no customer could pay for 65 minutes, because the pool of connections was full.
    ```

    ## Good example

    ```markdown
    ## Summary

    On 12 March 2026 no customer could pay for 65 minutes. The pool of payment connections was full,
    because a slow query held its connections.
    ```

    ## How to fix

    Too short: add what the reader would ask next. Too long: move what happened step by step to the
    timeline, and the explanation to the root cause. If your archive wants other numbers, set them:

    ```yaml
    rules:
      limits: {summary_sentences_max: 6}
    ```
    """

    code = "PM601"
    alias = "summary-length"
    level = Level.WARNING
    confidence = Confidence.GUESS
    requires = ("PM206",)

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the heading."""
        section = written_section(postmortem, "summary")
        if not section or is_block_of_fields(section) or not is_named_summary(section):
            return
        if is_no_outage(postmortem):
            return
        fewest, most = context.limits.summary_sentences_min, context.limits.summary_sentences_max
        subject = section_subject("summary")
        sentences = sentences_of(section)
        if is_too_short(postmortem, section, context.limits):
            facts = [fact.hint for fact in left_out(postmortem, section, context.settings)]
            yield Finding(
                f"the summary has {count(len(sentences), 'sentence')}, fewer than {fewest}",
                section.position,
                f"add {joined([*facts, 'why it could happen'], 'and')}"
                if facts
                else "add what a reader would ask next: why it could happen, and what ended it",
                subject,
            )
            return
        many = len(full_sentences_of(section))
        words = sum(len(words_of(sentence.text)) for sentence in sentences)
        is_long = many > most + 1 and words > most * _WORDS_A_SENTENCE
        if (is_long or many > 2 * most) and not _tells_by_the_clock(section):
            yield Finding(
                f"the summary has {count(many, 'sentence')}, more than {most}",
                section.position,
                "keep the impact, the cause and the end; move what was done step by step to the timeline, "
                "and what explains it to the root cause",
                subject,
            )


def _tells_by_the_clock(section: Section) -> bool:
    """Whether a timeline stands in it: then the whole story is there, and not a summary."""
    lines = (line for passage in passages_of(section) for line in passage.raw.split("\n"))
    return sum(bool(_CLOCK_FIRST.match(line)) for line in lines) >= _FEWEST_CLOCKS
