"""PM603: the summary does not say what, when, for how long or to whom."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.left_out_facts import joined
from ..shared.no_outage import is_no_outage
from ..shared.section_text import written_section
from ..shared.summary_facts import DURATION, is_named_summary, is_too_short, left_out


class SummaryIncomplete(PostmortemRule):
    """The summary leaves out what failed, when, for how long or for whom.

    ## What it does

    Looks in the summary for a failure, a day or a time, a duration, and for those who were hit. What is
    missing is named in one finding. What stands above the summary counts too: the title, lines such as
    "Date: …", the impact; and so do a section or a line "Duration" anywhere, and the labels of a
    summary that is a block of fields. It speaks where the duration is missing, and names what else is.
    It does not ask about an attack, a leak, or a regression without an outage; and where the text says
    that nobody was affected, it asks neither for how long nor for whom. It is silent where PM601 says
    that the summary is too short, in a draft, for a near miss, and where a section that is not called a
    summary ("What happened") stands in its place.

    It is a guess from English words, and stays silent about other languages. It knows many ways to say
    these facts, not all.

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
        if not section or is_too_short(postmortem, section, context.limits):
            return
        if not is_named_summary(section) or is_no_outage(postmortem):
            return
        missing = left_out(postmortem, section, context.settings)
        # the other facts are often told in words that no list holds
        if any(fact.name == DURATION for fact in missing):
            yield Finding(
                f"the summary does not say {joined([fact.name for fact in missing], 'or')}",
                section.position,
                f"add {joined([fact.hint for fact in missing], 'and')}, most easily to the first sentence",
                section_subject("summary"),
            )
