"""PM603: the summary does not say what, when, for how long or to whom."""

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem, Section

from .base import Confidence, Context, Finding, PostmortemRule, section_subject
from .impact_words import says_day, says_harm, says_how_long, says_when, says_who
from .left_out_facts import how_long, joined, when
from .nobody_hit import nobody_was_hit
from .section_text import is_english, prose_of, says_what_is_unknown, written_section

_TABLE_ROW = re.compile(r"^ {0,3}\|.*", re.MULTILINE)
_DATE_LINE = re.compile(r"^[*_ ]{0,6}(?:incident )?date\b.*", re.MULTILINE | re.IGNORECASE)
_MAX_PREAMBLE = 5_000


class SummaryIncomplete(PostmortemRule):
    """The summary leaves out what failed, when, for how long or for whom.

    ## What it does

    Looks in the summary for a failure, a day or a time, a duration, and for those who were hit. What
    is missing is named in one finding. A date in the heading of the whole text (`# `), in a line
    "Date: …" below it, or in the first row of a table counts. Where the text says that nobody was
    affected, it is asked neither for how long nor for whom. A draft and a near miss are not asked at all.

    It is a guess from English words, and stays silent about other languages. It knows many ways to
    say these facts, not all.

    ## Why it matters

    A summary is read without the rest: in a search result, a feed, a weekly message. The front matter
    is not there to answer what it leaves open.

    ## Bad example

    ```markdown
    ## Summary

    No customer could pay, because the pool of payment connections was full. Stopping a slow query
    brought payments back.
    ```

    ## Good example

    ```markdown
    ## Summary

    No customer could pay for 65 minutes on 12 March 2026, because the pool of payment connections was
    full. Stopping a slow query brought payments back.
    ```

    ## How to fix

    Add what is named, most easily to the first sentence. Where a fact is not known, say that.
    """

    code = "PM603"
    alias = "summary-incomplete"
    level = Level.WARNING
    confidence = Confidence.GUESS

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most, at the heading."""
        section = written_section(postmortem, "summary")
        if not section or postmortem.is_draft or postmortem.is_near_miss:
            return
        text = prose_of(section)
        if not is_english(text) or says_what_is_unknown(section, context.settings):
            return
        nobody = nobody_was_hit(postmortem)
        missing = [
            (fact, hint)
            for fact, hint, is_said in (
                ("what failed", "what failed", says_harm(text)),
                ("when", when(postmortem), says_when(text) or _is_dated(postmortem, section)),
                ("for how long", how_long(postmortem), nobody or says_how_long(text)),
                ("who was affected", "who was affected", nobody or says_who(text)),
            )
            if not is_said
        ]
        if missing:
            yield Finding(
                f"the summary does not say {joined([fact for fact, _ in missing], 'or')}",
                section.position,
                f"add {joined([hint for _, hint in missing], 'and')}, most easily to the first sentence",
                section_subject("summary"),
            )


def _is_dated(postmortem: Postmortem, section: Section) -> bool:
    """Whether a date heads the summary: in the title, in a line for it, or in the first row of its table."""
    titles = [heading.text for heading in postmortem.headings if heading.level == 1]
    lines = (
        _DATE_LINE.search(postmortem.preamble[:_MAX_PREAMBLE]),
        _TABLE_ROW.search(section.body),
    )
    return any(says_day(text) for text in (*titles, *(line[0] for line in lines if line)))
