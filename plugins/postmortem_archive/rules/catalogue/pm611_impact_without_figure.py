"""PM611: the impact has no figure in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.impact_words import has_figure, says_length
from ..shared.nobody_hit import nobody_was_hit
from ..shared.section_text import (
    is_english,
    prose_of,
    says_what_is_unknown,
    with_code,
    written_section,
)

_UNKNOWN = lazy_pattern(
    r"\b(?:unknown|un(?:clear|recorded|measured)|not\s(?:\w{1,12}\s)?(?:known|recorded|measured|clear)|"
    r"hard\sto\s(?:say|tell|measure)|no\s(?:metrics?|figures?|numbers?))\b",
    re.IGNORECASE,
)


class ImpactWithoutFigure(PostmortemRule):
    """The impact is told without a figure.

    ## What it does

    Looks in the section of the impact for a number, in digits or in words; dates, times of day, error codes
    and versions do not count, "all customers" and "nobody" do. It is silent where the field `impact` has a
    value, where the section says that figures are not known (`unknown_words` of `archive.yml`, "unknown"),
    in a draft, for a near miss, and where the text says that nobody was affected.

    It is a guess: a measure may be given in words that it does not know.

    ## Why it matters

    Priorities are set by impact. Without a figure the loudest incident wins, not the worst.

    ## Bad example

    ```markdown
    ## Impact

    Many customers were hit. Payments were refused for a while.
    ```

    ## Good example

    ```markdown
    ## Impact

    About 12 % of the customers were hit for 65 minutes: 4,200 payments were refused. No data was lost.
    ```

    ## How to fix

    Say how many users, requests or payments were hit, for how long, and whether data was lost. An
    estimate is good, if it says that it is one. Where nothing was measured, say that.
    """

    code = "PM611"
    alias = "impact-without-figure"
    level = Level.WARNING
    confidence = Confidence.GUESS

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most, at the heading."""
        section = written_section(postmortem, "impact")
        if not section or postmortem.is_draft or postmortem.is_near_miss or postmortem.meta.impact:
            return
        text = prose_of(section)
        if (
            is_english(text)
            and not has_figure(text)
            and not says_length(with_code(section))
            and not nobody_was_hit(postmortem)
            and not _UNKNOWN.search(text)
            and not says_what_is_unknown(section, context.settings)
        ):
            yield Finding(
                f"no figure in the section {quoted(section.heading)}",
                section.position,
                "say how many users or requests were hit, for how long, and whether data was lost; "
                "an estimate will do",
                section_subject("impact"),
            )
