"""PM601: the summary has too few or too many sentences."""

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import count

from .base import Confidence, Context, Finding, PostmortemRule, section_subject
from .section_text import sentences_of, written_section


class SummaryLength(PostmortemRule):
    """The summary has too few or too many sentences.

    ## What it does

    Counts the sentences of the summary: 2 to 4, or what `limits.summary_sentences_min` and
    `summary_sentences_max` say. A list item counts as a sentence at least; a heading, a link that
    stands alone and a label of one or two words do not. A draft may still be too short.

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

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding: at the heading, or at the first sentence that is too many."""
        section = written_section(postmortem, "summary")
        sentences = sentences_of(section) if section else ()
        if not section or not sentences:
            return
        fewest, most = context.limits.summary_sentences_min, context.limits.summary_sentences_max
        subject = section_subject("summary")
        if len(sentences) < fewest and not postmortem.is_draft:
            yield Finding(
                f"the summary has {count(len(sentences), 'sentence')}, fewer than {fewest}",
                section.position,
                "add what a reader would ask next: why it could happen, and what ended it",
                subject,
            )
        elif len(sentences) > most:
            yield Finding(
                f"the summary has {count(len(sentences), 'sentence')}, more than {most}",
                sentences[most].position,
                "keep the impact, the cause and the end; move what begins here to the timeline "
                "or the root cause",
                subject,
            )
