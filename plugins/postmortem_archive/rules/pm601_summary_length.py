"""PM601: the summary has too few or too many sentences."""

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import count

from .base import Confidence, Context, Finding, PostmortemRule, section_subject
from .section_text import full_sentences_of, sentences_of, words_of, written_section


class SummaryLength(PostmortemRule):
    """The summary has too few or too many sentences.

    ## What it does

    Counts the sentences of the summary: 2 to 4, or what `limits.summary_sentences_min` and
    `summary_sentences_max` say. A list item or a table cell counts if it has a verb; a heading, a link
    that stands alone and a label of one or two words do not. One sentence too many is only hinted at.
    A draft may still be too short, and so may one sentence that is too long (PM606).

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
        sentences = sentences_of(section) if section else ()
        if not section or not sentences:
            return
        fewest, most = context.limits.summary_sentences_min, context.limits.summary_sentences_max
        subject = section_subject("summary")
        many = len(full_sentences_of(section))
        words = sum(len(words_of(sentence.text)) for sentence in sentences)
        if len(sentences) < fewest:
            # a long sentence is better cut than followed by another one
            if postmortem.is_draft or words > context.limits.sentence_words:
                return
            yield Finding(
                f"the summary has {count(len(sentences), 'sentence')}, fewer than {fewest}",
                section.position,
                "add what a reader would ask next: why it could happen, and what ended it",
                subject,
            )
        elif many > most:
            yield Finding(
                f"the summary has {count(many, 'sentence')}, more than {most}",
                section.position,
                "keep the impact, the cause and the end; move what was done step by step to the timeline, "
                "and what explains it to the root cause",
                subject,
                Level.HINT if many == most + 1 else None,
            )
