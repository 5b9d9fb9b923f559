"""PM613: the text tells of more harm than the severity says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Confidence, Context, Finding, PostmortemRule
from ..shared.section_text import sentences_of, written_section
from ..shared.worst_impact import worst_phrase

_SHORT = timedelta(minutes=15)


class SeverityUnderstated(PostmortemRule):
    """The text tells of more harm than the declared severity.

    ## What it does

    Looks in the summary and the impact for phrases such as "all customers were affected", "complete
    outage" and "data was lost", where the severity is one of the lesser half of `severities` in
    `archive.yml` (which has the worst first). What is denied ("no data was lost"), only possible or
    limited ("all customers in one region") does not count, nor does an incident of 15 minutes or less
    or a near miss.

    It is a guess: it cannot know how much the part that failed matters.

    ## Why it matters

    The severity decides who is told, what is reviewed and what is counted. One that is too low hides
    the incident from all three.

    ## Bad example

    ```yaml
    severity: sev2
    ```

    ```markdown
    ## Impact

    It was a complete outage of 65 minutes: 4,200 payments of customers were refused. The data is safe.
    ```

    ## Good example

    ```yaml
    severity: sev1
    ```

    ```markdown
    ## Impact

    It was a complete outage of 65 minutes: 4,200 payments of customers were refused. The data is safe.
    ```

    ## How to fix

    Raise the severity, or say in the text what was *not* hit: which customers, which functions.
    """

    code = "PM613"
    alias = "severity-understated"
    level = Level.WARNING
    confidence = Confidence.GUESS
    requires = ("PM103", "PM107")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most, at the severity."""
        severities = list(context.settings.severities or {})
        declared = postmortem.meta.severity
        lasted = postmortem.time_to_resolve
        if declared not in severities or postmortem.is_near_miss or (lasted and lasted <= _SHORT):
            return
        number = severities.index(declared)
        if number < (len(severities) + 1) // 2:
            return
        sections = [written_section(postmortem, key) for key in ("summary", "impact")]
        phrases = (
            worst_phrase(sentence.text)
            for section in sections
            if section
            for sentence in sentences_of(section)
        )
        if phrase := next(filter(None, phrases), ""):
            yield Finding(
                f"the text says {quoted(phrase)}, the severity is {quoted(declared)}, "
                f"number {number + 1} of {len(severities)}",
                postmortem.position_of("severity"),
                f"use {quoted(severities[0])} if that is what happened; if less was hit, say in the "
                "text what was not",
                "severity",
            )
