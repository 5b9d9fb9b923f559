"""PM606: a sentence of the summary is long."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.section_text import sentences_of, words_of, written_section
from ..shared.summary_facts import is_block_of_fields

_PAUSE = lazy_pattern(r"[;:]\s|\s[–—]\s")  # noqa: RUF001

_CLEARLY = 1.1  # what is a word is a guess, so that a few over are let pass


class HardToRead(PostmortemRule):
    """A sentence of the summary is too long to be read in one go.

    ## What it does

    Counts the words of each sentence of the summary, figures not included, up to a full stop, a semicolon,
    a colon or a dash. More than 40 are too many, or more than `limits.sentence_words` says; a tenth over is
    let pass. The longest sentence is shown. It is silent where the summary has too many sentences (PM601),
    and where it is a block of fields.

    It is a guess: a long sentence can be clear, and a short one obscure.

    ## Why it matters

    The summary is read by people in a hurry, by people of other teams, and by people who learned
    English late.

    ## Bad example

    ```markdown
    ## Summary

    No customer could pay for 65 minutes on 12 March 2026, because a slow query that was part of a new
    report, which had been added to the nightly batch on the day before and was for the first time run
    by hand during business hours, held all of the connections in the pool that the payments need.
    Stopping the query brought payments back.
    ```

    ## Good example

    ```markdown
    ## Summary

    No customer could pay for 65 minutes on 12 March 2026, because a slow query held all connections of
    the pool. It was part of a new report. Stopping the query brought payments back.
    ```

    ## How to fix

    End the sentence earlier: one thought a sentence. What is beside the point can go.
    """

    code = "PM606"
    alias = "hard-to-read"
    level = Level.HINT
    confidence = Confidence.GUESS
    requires = ("PM206", "PM601")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most, at the longest sentence."""
        section = written_section(postmortem, "summary")
        if not section or is_block_of_fields(section):
            return
        most = context.limits.sentence_words
        lengths = [(_words(one.text), one.position) for one in sentences_of(section)]
        long = [length for length, _ in lengths if length > most]
        if not long:
            return
        longest, position = max(lengths, key=lambda one: one[0])
        if longest < most * _CLEARLY:
            return
        more = f", and {len(long) - 1:,} more with over {most}" if len(long) > 1 else ""
        yield Finding(
            f"a sentence of {longest:,} words in the summary{more}",
            position,
            "end it earlier, where one thought is complete, and begin the next sentence there",
            section_subject("summary"),
        )


def _words(sentence: str) -> int:
    """Words between two pauses of a sentence, where they are most."""
    return max(len(words_of(part)) for part in _PAUSE.split(sentence))
