"""PM602: the summary does not begin with the impact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted, shown

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.impact_words import says_impact
from ..shared.left_out_facts import impact_sentence
from ..shared.nobody_hit import nobody_was_hit
from ..shared.section_text import as_shown, is_english, sentences_of, written_section
from ..shared.summary_facts import is_block_of_fields, is_named_summary, is_too_short

_CHANGE_OR_LECTURE = lazy_pattern(
    r"^(?:as part of|in an effort|in order to|to (?:support|improve|allow|prepare)|during the)\b"
    r"|\b(?:merged|deployed|upgraded|migrated|released|rolled out|applied|installed|changed|updated|added|"
    r"introduced|switched|renamed|moved|enabled|configured|created|scaled|performed|pushed|launched|announced|decided|"
    r"changes?|upgrades?|deployment|migration|release|update)\b"
    r"|^[^.,;]{1,80} (?:is|are) (?:an?|the|used|one|part|responsible)\b"
    r"|\b(?:allows?|enables?|keeps?|provides?) ",
    re.IGNORECASE,
)
"""What led to it, or how a part works, in place of what it meant for people."""


class SummaryWithoutImpactFirst(PostmortemRule):
    """The summary does not begin with the impact.

    ## What it does

    Looks in the first sentence of the summary for a word of harm (failed, slow, lost, not, errors) or for
    those who were harmed (users, customers, everybody). It speaks where there is none, and the sentence
    tells of a change or of how things are ("was merged", "as part of", "is a"). Only a section that is
    called a summary ("Overview", "TL;DR") is read, and no block of fields. It is silent where PM601 says
    that the summary is too short, for a near miss, and where the text says that nobody was affected.

    It is a guess from English words, and stays silent about other languages. It is wrong where the harm is
    told in words that it does not know.

    ## Why it matters

    Whoever reads one sentence reads this one. They want to know what it meant for people; how it came
    about can follow.

    ## Bad example

    ```markdown
    ## Summary

    On 12 March 2026 a new report was added to the nightly batch. Its query held all connections for
    65 minutes, so that no customer could pay.
    ```

    ## Good example

    ```markdown
    ## Summary

    No customer could pay for 65 minutes on 12 March 2026. The query of a new report held all
    connections.
    ```

    ## How to fix

    Begin with what people could not do, and for how long; put what led to it into the next sentence.
    """

    code = "PM602"
    alias = "summary-without-impact-first"
    level = Level.HINT
    confidence = Confidence.GUESS

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most, at the first sentence."""
        section = written_section(postmortem, "summary")
        sentences = sentences_of(section) if section else ()
        if not section or not sentences or postmortem.is_near_miss or nobody_was_hit(postmortem):
            return
        if (
            not is_named_summary(section)
            or is_block_of_fields(section)
            or is_too_short(postmortem, section, context.limits)
        ):
            return
        first = sentences[0]
        if (
            is_english(first.text)
            and not says_impact(first.text)
            and _CHANGE_OR_LECTURE.search(first.text)
        ):
            words = shown(as_shown(first.text))
            # a quotation with holes where code stood would not be the author's sentence
            begins = (
                f"begins with {quoted(words)}, not" if "…" not in words[:-1] else "does not begin"
            )
            yield Finding(
                f"the summary {begins} with what people noticed",
                first.position,
                f"begin with the impact, such as {impact_sentence(postmortem, context.settings)}; "
                "this sentence can follow",
                section_subject("summary"),
            )
