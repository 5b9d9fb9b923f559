"""PM603: the summary does not say what, when, for how long or to whom."""

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem

from .base import Confidence, Context, Finding, PostmortemRule, section_subject
from .impact_words import says_harm, says_how_long, says_when, says_who
from .left_out_facts import how_long, joined, when
from .section_text import is_english, prose_of, says_what_is_unknown, written_section


class SummaryIncomplete(PostmortemRule):
    """The summary leaves out what failed, when, for how long or for whom.

    ## What it does

    Looks in the summary for a failure, a day or a time, a duration, and for those who were hit. What
    is missing is named in one finding. A draft and a near miss are not asked.

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
        missing = [
            (fact, hint)
            for fact, hint, says in (
                ("what failed", "what failed", says_harm),
                ("when", when(postmortem), says_when),
                ("for how long", how_long(postmortem), says_how_long),
                ("who was affected", "who was affected", says_who),
            )
            if not says(text)
        ]
        if missing:
            yield Finding(
                f"the summary does not say {joined([fact for fact, _ in missing], 'or')}",
                section.position,
                f"add {joined([hint for _, hint in missing], 'and')}, most easily to the first sentence",
                section_subject("summary"),
            )
