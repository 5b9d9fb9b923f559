"""PM612: the impact does not say who, for how long, or whether data was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.front_matter import Criterion
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.model.wording import quoted

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.impact_words import says_how_long, says_who
from ..shared.left_out_facts import joined
from ..shared.nobody_hit import nobody_was_hit
from ..shared.section_text import (
    is_english,
    prose_of,
    says_what_is_unknown,
    with_code,
    written_section,
)
from ..shared.summary_facts import head_of, says_duration_in_a_line

_DATA_LOSS = lazy_pattern(
    r"\b(?:los[ts]|loss\w*|losing|lose|data(?!\s?-?cent(?:er|re))|database|corrupt\w*|intact|delet\w*|"
    r"destroyed|overwritten|recover\w*|restored?|records?|leak\w*|exposed|exfiltrat\w*)\b",
    re.IGNORECASE,
)
_KEPT = lazy_pattern(
    r"\b(?:payments?|orders?|transactions?|purchases?|invoices?|bookings?|messages?|e-?mails?|files?|"
    r"documents?|uploads?|sav(?:es|ed|ing)|stor(?:ed|age)|disks?|backups?|notebooks?|cards?)\b",
    re.IGNORECASE,
)
"""What can be lost; where a page could only not be seen, nobody asks for data."""


class ImpactIncomplete(PostmortemRule):
    """The impact leaves out who was hit, for how long, or whether data was lost.

    ## What it does

    Looks in the section of the impact for those who were hit, for a duration, and for a word on data. What
    the front matter says counts too: `impact` with `users` or `data_loss`, and the duration from `started`
    to `resolved` where both have a time of day; and so does what stands above. Who and for how long are
    asked only where there is no summary, of which PM603 asks the same. Data is asked for only where the
    section names what can be lost (payments, messages, files, disks), and no word of the whole text is
    about data that is lost or kept. It is silent where the text says that nobody was affected, where the
    section says that figures are not known (`unknown_words` of `archive.yml`), in a draft and for a near
    miss.

    It is a guess from English words, and stays silent about other languages.

    ## Why it matters

    These are the questions of everybody who was not there. That no data was lost is worth a sentence:
    left out, it is asked.

    ## Bad example

    ```markdown
    ## Impact

    4,200 payments of customers were refused for 65 minutes.
    ```

    ## Good example

    ```markdown
    ## Impact

    4,200 payments of customers were refused for 65 minutes. No data was lost.
    ```

    ## How to fix

    Add what is named, or the figure to `impact` in the front matter. Where it is not known, say that.
    """

    code = "PM612"
    alias = "impact-incomplete"
    level = Level.HINT
    confidence = Confidence.GUESS
    requires = ("PM611",)

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most, at the heading."""
        section = written_section(postmortem, "impact")
        if not section or postmortem.is_draft or postmortem.is_near_miss:
            return
        text = prose_of(section)
        if not is_english(text) or says_what_is_unknown(section, context.settings):
            return
        if nobody_was_hit(postmortem):
            return
        meta = postmortem.meta
        missing = []
        if written_section(postmortem, "summary") is None:
            head = head_of(postmortem, section)
            if "users" not in meta.impact and not says_who(f"{text}\n{head}"):
                missing.append("who was affected")
            if postmortem.time_to_resolve is None and not _says_how_long(postmortem, section, head):
                missing.append("for how long")
        if (
            "data_loss" not in meta.impact
            and meta.criteria is not Criterion.DATA_LOSS
            and _KEPT.search(text)
            and not _DATA_LOSS.search(postmortem.body)
        ):
            missing.append("whether data was lost")
        if missing:
            yield Finding(
                f"the section {quoted(section.heading)} does not say {joined(missing, 'or')}",
                section.position,
                f"add {joined(missing, 'and')}; where it is not known, say that",
                section_subject("impact"),
            )


def _says_how_long(postmortem: Postmortem, section: Section, head: str) -> bool:
    return (
        says_how_long(with_code(section))
        or says_how_long(head)
        or says_duration_in_a_line(postmortem)
    )
