"""PM631: an item of what went well could stand in any postmortem."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Confidence, Context, Finding, PostmortemRule
from ..shared.empty_phrases import is_empty_praise, is_nothing
from ..shared.section_text import passages_of, written_section


class WentWellNotSpecific(PostmortemRule):
    """What went well could stand in any postmortem.

    ## What it does

    Reports items of the section on what went well that consist of praise alone ("monitoring worked",
    "good communication", "everyone responded quickly") or of a word for nothing ("none", "n/a"). An
    item that says anything more is not reported.

    It is a guess from English phrases.

    ## Why it matters

    What helped can be kept, repeated and extended to other services, if it is named. There is always
    something: somebody noticed, something held.

    ## Bad example

    ```markdown
    ## What went well

    - Good communication.
    ```

    ## Good example

    ```markdown
    ## What went well

    - Support had a text for customers ten minutes after the alert, from the channel of the incident.
    ```

    ## How to fix

    Say who or what did it, when, and what it saved.
    """

    code = "PM631"
    alias = "went-well-not-specific"
    level = Level.HINT
    confidence = Confidence.GUESS

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each such item."""
        section = written_section(postmortem, "went-well")
        for passage in passages_of(section) if section else ():
            said = quoted(passage.text.strip())
            place = passage.position(len(passage.text) - len(passage.text.lstrip()))
            if is_empty_praise(passage.text):
                yield Finding(
                    f"{said} does not say what it did",
                    place,
                    "say who or what did it, when, and what it saved, such as `the alert on failed "
                    "payments came 4 minutes after the start`",
                )
            elif is_nothing(passage.text):
                yield Finding(
                    f"{said} is all that is said about what went well",
                    place,
                    "look once more: who noticed, what held, what could be undone, who helped",
                )
