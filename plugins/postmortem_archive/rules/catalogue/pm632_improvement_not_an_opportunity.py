"""PM632: an improvement is a verdict, without a way forward."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Confidence, Context, Finding, PostmortemRule
from ..shared.empty_phrases import is_mere_verdict
from ..shared.section_text import passages_of, written_section


class ImprovementNotAnOpportunity(PostmortemRule):
    """What could be improved is only called bad.

    ## What it does

    Reports items of the section on what could be improved that consist of a verdict alone
    ("communication was poor", "bad monitoring"). An item that says in what way, or since when, or
    states what happened, is not reported.

    It is a guess from English phrases.

    ## Why it matters

    A verdict closes the talk and finds somebody to be ashamed of it. An opportunity begins it: where
    would a tool, a number, a written step have helped?

    ## Bad example

    ```markdown
    ## What could be improved

    - Communication was poor.
    ```

    ## Good example

    ```markdown
    ## What could be improved

    - A message to support within ten minutes of an alert lets them answer customers.
    ```

    ## How to fix

    Write what would have helped, and whom. What is worth doing becomes an action item.
    """

    code = "PM632"
    alias = "improvement-not-an-opportunity"
    level = Level.HINT
    confidence = Confidence.GUESS

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each such item."""
        section = written_section(postmortem, "improve")
        for passage in passages_of(section) if section else ():
            if is_mere_verdict(passage.text):
                yield Finding(
                    f"{quoted(passage.text.strip())} is a verdict, not a way to do better",
                    passage.position(len(passage.text) - len(passage.text.lstrip())),
                    "write what would have helped, and whom, such as `a message to support within 10 "
                    "minutes of an alert lets them answer customers`",
                )
