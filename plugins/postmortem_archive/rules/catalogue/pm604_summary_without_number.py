"""PM604: the summary has no number in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.impact_words import has_figure, says_length
from ..shared.left_out_facts import impact_with_number
from ..shared.section_text import is_english, prose_of, says_what_is_unknown, written_section
from ..shared.summary_facts import head_of, is_named_summary, is_too_short

_VAGUE = lazy_pattern(
    r"\b(?:many|most|some|several|few|multiple|numerous|various|lots\sof|a\slot\sof|(?:large\s)?number\sof)\s"
    r"(?:of\s)?(?:the\s|our\s)?(?:[\w-]{1,30}\s){0,2}(?:users|customers|clients|visitors|people|students|"
    r"subscribers|players|tenants|accounts|requests|orders|payments|jobs|builds|sites|messages)\b",
    re.IGNORECASE,
)
"""Words for how many were hit that stand where a number could stand."""


class SummaryWithoutNumber(PostmortemRule):
    """The summary has no number in it.

    ## What it does

    Looks in the summary for a number, in digits or in words; dates, times of day, error codes and versions
    do not count, "all customers" and "nobody" do, and so does a length of time ("a few minutes", from 14:05
    to 15:10). It speaks only where the summary is complete otherwise (PM603), is not too short (PM601), and
    where nothing above it has a number (the impact, the title), and only where words such as "many users"
    stand in place of one. A draft and a near miss are not asked.

    It is a guess: a measure may be given in words that it does not know.

    ## Why it matters

    "Many" and "a while" mean something else to every reader. A number can be compared with that of the
    last incident.

    ## Bad example

    ```markdown
    ## Summary

    Many customers could not pay overnight on 12 March 2026. The pool of payment connections was full,
    because a slow query held its connections.
    ```

    ## Good example

    ```markdown
    ## Summary

    About 4,200 payments were refused overnight on 12 March 2026. The pool of payment connections was
    full, because a slow query held its connections.
    ```

    ## How to fix

    Add how long it took, how many were hit, or what share. An estimate is better than none, if it says
    that it is one.
    """

    code = "PM604"
    alias = "summary-without-number"
    level = Level.HINT
    confidence = Confidence.GUESS
    requires = ("PM603",)

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most, at the heading."""
        section = written_section(postmortem, "summary")
        if not section or postmortem.is_draft or postmortem.is_near_miss:
            return
        if is_too_short(postmortem, section, context.limits) or not is_named_summary(section):
            return
        text = prose_of(section)
        if (
            is_english(text)
            and _VAGUE.search(text)
            and not any(
                has_figure(one) or says_length(one) for one in (text, head_of(postmortem, section))
            )
            and not says_what_is_unknown(section, context.settings)
        ):
            yield Finding(
                "no number in the summary",
                section.position,
                "add how long it took, how many were hit or what share, such as "
                f"{impact_with_number(postmortem, context.settings)}",
                section_subject("summary"),
            )
