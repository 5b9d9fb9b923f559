"""PM601: the summary has too few or too many sentences."""

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import count
from postmortem_archive.parse.prose import PassageKind

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.left_out_facts import joined
from ..shared.section_text import (
    full_sentences_of,
    passages_of,
    sentences_of,
    words_of,
    written_section,
)
from ..shared.summary_facts import is_block_of_fields, is_too_short, left_out

_WORDS_A_SENTENCE = 25
"""With fewer words for each sentence it may have, a summary may have one sentence more."""


class SummaryLength(PostmortemRule):
    """The summary has too few or too many sentences.

    ## What it does

    Counts the sentences of the summary: 2 to 4, or what `limits.summary_sentences_min` and
    `summary_sentences_max` say. A list item or a table cell counts if it has a verb; a heading, a link that
    stands alone and a label of one or two words do not. One sentence too many is only hinted at, and only
    where the summary has no list and more than 25 words for each sentence it may have. A draft may still be
    too short, and so may one sentence that is too long (PM606). A block of fields (`**Date**: ...`) or a
    table of facts is not measured. Where the summary is too short, the hint names the facts it leaves out.

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
        if not section or is_block_of_fields(section):
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
        is_list = any(one.kind is PassageKind.ITEM for one in passages_of(section))
        may_have_one_more = is_list or words <= most * _WORDS_A_SENTENCE
        if many > most + may_have_one_more:
            yield Finding(
                f"the summary has {count(many, 'sentence')}, more than {most}",
                section.position,
                "keep the impact, the cause and the end; move what was done step by step to the timeline, "
                "and what explains it to the root cause",
                subject,
                Level.HINT if many == most + 1 else None,
            )
