"""PM206: long, and without a short summary for those who have no half hour."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.model.wording import count
from postmortem_archive.parse.prose import passages
from postmortem_archive.parse.sections import normalise_heading

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.section_text import sentences_of

WORDS_PER_PAGE = 500
WORDS_PER_MINUTE = 200
MAX_MINUTES = 30
"""Longest time of reading that nobody should need for a postmortem without a short form of it."""
SHORT_FORM_WORDS = 250
"""Most words of a summary that is read within two minutes, whatever its sentences."""

_SHORT_FORMS = ("executive summary", "management summary", "tl;dr", "tldr", "in short")


class TooLong(PostmortemRule):
    """The text is long, and no short summary stands beside it.

    ## What it does

    Counts the words in the sections, code and quotations left out. Above 4 pages of 500 words
    (`pages` under `rules.limits` in archive.yml), or 30 minutes at 200 words a minute, it asks for a
    summary that is short enough to be read alone: one of at most 250 words, one of at most 4 sentences
    (`summary_sentences_max`), or one that is headed "Executive summary". What is a word of the text, and
    where a sentence ends, is a guess.

    ## Why it matters

    Most readers have two minutes. A long text is right for a complex incident, if they need not
    read it to know what happened.

    ## Bad example

    ```yaml title="archive.yml"
    rules:
      select: [PM206]
      limits: {pages: 1}
    ```

    ```markdown
    ## Summary

    On 12 March 2026 no customer could pay for 65 minutes, and 4,200 payments were refused.

    The service for payments takes its connections from a pool of 100. Until last autumn each payment held one
    for a few milliseconds, and no more than eight were ever in use. In October the report of the day was moved
    from the replica to the primary, because the replica was to be replaced. The report reads every payment of
    the day, and it does so in one query. In autumn that query ran for two seconds. With each week there were
    more payments in it, because it was written to read them since the first of October and not since midnight.

    By March it ran for nine minutes. The report is asked for by the dashboards of the shops, and each dashboard
    asks again when it has no answer after thirty seconds. So one shop that looked at its day held eighteen
    connections, and six shops held all of them. On most days fewer than three look at the same time. On 12
    March the newsletter told all shops of the new dashboard, and forty opened it within ten minutes.

    The pool has no limit for the time that a query may take. The library has a setting for it, which the
    template for new services does not use. The template is older than the setting, and nobody owns it. The
    alert for the pool looks at connections that are refused, not at those that are in use, so it is silent
    until the pool is full. It went off four minutes after the first payment was refused, as it was built to do.

    The cause was looked for in the network first, because the errors said that the database could not be
    reached. The dashboard of the pool would have shown it, and is linked from the runbook of the database but
    not from that of payments. The query was found when the list of running queries was read, half an hour
    later. When it was stopped the dashboards asked again at once. Only when the report was switched
    off did the pool stay free, and payments worked again for everybody within the next fifteen minutes.
    ```

    ## Good example

    ```yaml title="archive.yml"
    rules:
      select: [PM206]
      limits: {pages: 1}
    ```

    ```markdown
    ## Summary

    On 12 March 2026 no customer could pay for 65 minutes, and 4,200 payments were refused. A query
    without a limit held all connections of the pool.

    ## Root cause

    The service for payments takes its connections from a pool of 100. Until last autumn each payment held one
    for a few milliseconds, and no more than eight were ever in use. In October the report of the day was moved
    from the replica to the primary, because the replica was to be replaced. The report reads every payment of
    the day, and it does so in one query. In autumn that query ran for two seconds. With each week there were
    more payments in it, because it was written to read them since the first of October and not since midnight.

    By March it ran for nine minutes. The report is asked for by the dashboards of the shops, and each dashboard
    asks again when it has no answer after thirty seconds. So one shop that looked at its day held eighteen
    connections, and six shops held all of them. On most days fewer than three look at the same time. On 12
    March the newsletter told all shops of the new dashboard, and forty opened it within ten minutes.

    The pool has no limit for the time that a query may take. The library has a setting for it, which the
    template for new services does not use. The template is older than the setting, and nobody owns it. The
    alert for the pool looks at connections that are refused, not at those that are in use, so it is silent
    until the pool is full. It went off four minutes after the first payment was refused, as it was built to do.

    The cause was looked for in the network first, because the errors said that the database could not be
    reached. The dashboard of the pool would have shown it, and is linked from the runbook of the database but
    not from that of payments. The query was found when the list of running queries was read, half an hour
    later. When it was stopped the dashboards asked again at once. Only when the report was switched
    off did the pool stay free, and payments worked again for everybody within the next fifteen minutes.
    ```

    ## How to fix

    Cut the summary down to what everybody must know, and let the details stand below. What only few
    will need, such as logs and long analyses, can go to a file beside this one with a link to it.
    """

    code = "PM206"
    alias = "too-long"
    level = Level.WARNING
    confidence = Confidence.GUESS
    requires = ("PM201", "PM202", "PM203")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the summary."""
        words = sum(
            len(passage.raw.split())
            for section in postmortem.sections
            for passage in passages(section)
        )
        limits = context.limits
        if words <= min(limits.pages * WORDS_PER_PAGE, MAX_MINUTES * WORDS_PER_MINUTE):
            return
        most = limits.summary_sentences_max
        if any(_is_short(section, most) for section in postmortem.sections):
            return
        summary = postmortem.section("summary")
        yield Finding(
            f"the text has {words:,} words ({count(ceil(words / WORDS_PER_PAGE), 'page')}, "
            f"{count(ceil(words / WORDS_PER_MINUTE), 'minute')}) and no short summary",
            summary.position if summary else postmortem.position_of(),
            f"say what everybody must know in a summary of at most {count(most, 'sentence')}",
            section_subject("summary"),
        )


def _is_short(section: Section, most: int) -> bool:
    """Whether a section is a short form of the whole: it is headed so, or is a short summary."""
    name = normalise_heading(section.heading)
    if any(short in name for short in _SHORT_FORMS):
        return True
    if section.key != "summary" or section.is_empty:
        return False
    words = sum(len(passage.raw.split()) for passage in passages(section))
    return words <= SHORT_FORM_WORDS or 0 < len(sentences_of(section)) <= most
