"""PM207: a heading skips a level."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from postmortem_archive.model.diagnostic import Level, Position
from postmortem_archive.model.link import Heading
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule


class HeadingSkipsALevel(PostmortemRule):
    """A heading skips a level.

    ## What it does

    Looks for a heading that is more than one level below the one before it, such as `####` after
    `##`. The title counts as the first level. It speaks once for a file, at the first such heading.

    ## Why it matters

    The table of contents and screen readers take the levels for what belongs to what.

    ## Bad example

    ```markdown
    ## Resolution

    The query was stopped.

    #### What was tried before

    Two hosts were restarted.
    ```

    ## Good example

    ```markdown
    ## Resolution

    The query was stopped.

    ### What was tried before

    Two hosts were restarted.
    ```

    ## How to fix

    Take the next level: `##` for a section, `###` for a part of it.
    """

    code = "PM207"
    alias = "heading-skips-a-level"
    level = Level.WARNING

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the first heading that skips a level."""
        title = Heading(1, postmortem.title, Position())
        skipping = [
            (before, heading)
            for before, heading in pairwise([title, *postmortem.headings])
            if heading.level > before.level + 1
        ]
        if not skipping:
            return
        before, heading = skipping[0]
        above = f"{quoted(_written(before))}" if before is not title else "the title"
        more = f" (and {len(skipping) - 1:,} more skip one)" if len(skipping) > 1 else ""
        yield Finding(
            f"the heading {quoted(_written(heading))} skips a level below {above}{more}",
            heading.position,
            f"write {quoted(_written(heading, before.level + 1))}",
        )


def _written(heading: Heading, level: int = 0) -> str:
    return f"{'#' * (level or heading.level)} {heading.text}"
