"""PM202: a section that is needed is empty."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule, section_subject
from ..shared.needed_sections import guidance, required_sections, unfilled_sections


class SectionEmpty(PostmortemRule):
    """A section that is needed is empty.

    ## What it does

    Reports a heading of a needed section with nothing below it but white space, comments or the
    head of a table. A section that still holds the template's guidance is reported as not filled in
    (PM203) instead.

    ## Why it matters

    An empty section looks as if the question had been answered with "nothing".

    ## Bad example

    ```markdown
    ## What went well
    ```

    ## Good example

    ```markdown
    ## What went well

    - The alert named the pool that was full.
    ```

    ## How to fix

    Write what belongs there. Where nothing is known, or nothing was found, say that in a sentence.
    """

    code = "PM202"
    alias = "section-empty"

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each, at its heading."""
        needed = required_sections(postmortem, context.settings)
        for key, section in unfilled_sections(postmortem, needed, context.settings).items():
            if not section.is_template:
                yield Finding(
                    f"the section {quoted(section.heading)} is empty",
                    section.position,
                    f"fill it in. {guidance(key)}",
                    section_subject(key),
                )
