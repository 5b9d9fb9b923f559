"""PM210: the guidance of a new file is still in a section that is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level, Position
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.sections import SECTIONS
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule, section_subject

_GUIDANCE = {kind.key: kind.guidance for kind in SECTIONS}
"""What a new file says in each section."""


class GuidanceLeft(PostmortemRule):
    """The guidance of a new file is still in a section that is written.

    ## What it does

    Looks in each section that has text for the line of guidance that `postmortem new` put there. In a
    comment, where no reader sees it, it is a hint. A draft may keep it. A section that holds nothing
    else is not filled in, which another rule says.

    ## Why it matters

    On the page it reads like a part of the text. In the file it is in the way of whoever edits next.

    ## Bad example

    ```markdown
    ## Where we got lucky

    What could have made it worse, and did not by chance.

    It was a Thursday afternoon, when few people shop.
    ```

    ## Good example

    ```markdown
    ## Where we got lucky

    It was a Thursday afternoon, when few people shop.
    ```

    ## How to fix

    Delete the line.
    """

    code = "PM210"
    alias = "guidance-left"
    level = Level.WARNING
    requires = ("PM202", "PM203")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each section, at the guidance."""
        if postmortem.is_draft:
            return
        for section in postmortem.sections:
            if not section.key or section.is_empty:
                continue
            found = _found(_GUIDANCE[section.key], section.body)
            if not found:
                continue
            before = section.body[: found.start()]
            is_comment = before.rstrip().endswith("<!--")
            yield Finding(
                f"the guidance of a new file is still in the section {quoted(section.heading)}",
                Position(section.body_line + before.count("\n"), len(before) - before.rfind("\n")),
                "delete the comment" if is_comment else "delete the line",
                section_subject(section.key),
                Level.HINT if is_comment else None,
            )


def _found(guidance: str, body: str) -> re.Match[str] | None:
    """Where the guidance stands, however its lines are broken since."""
    words = guidance.split()
    if " ".join(words) not in " ".join(body.split()):  # as nearly always
        return None
    return re.search(r"\s+".join(map(re.escape, words)), body)
