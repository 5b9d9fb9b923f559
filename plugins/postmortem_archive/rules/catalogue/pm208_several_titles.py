"""PM208: more than one heading of the first level."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule


class SeveralTitles(PostmortemRule):
    """More than one heading is of the first level.

    ## What it does

    Counts the headings of the first level (`#`) in the text. One is welcome: many editors show it
    as the title. It speaks once for a file, at the second one.

    ## Why it matters

    A page has one title. A further heading of the first level ends the section before it, and what
    stands below is taken for another document.

    ## Bad example

    ```markdown
    ## What could be improved

    - The runbook can name the dashboard of the pool.

    # Graphs

    # Figures
    ```

    ## Good example

    ```markdown
    ## What could be improved

    - The runbook can name the dashboard of the pool.

    ## Graphs

    ## Figures
    ```

    ## How to fix

    Begin sections with `##`, and parts of them with `###`.
    """

    code = "PM208"
    alias = "several-titles"
    level = Level.WARNING

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the second heading of the first level."""
        titles = [heading for heading in postmortem.headings if heading.level == 1]
        if len(titles) < 2:
            return
        second = titles[1]
        yield Finding(
            f"{quoted(f'# {second.text}')} is a second title; the text has {len(titles):,}",
            second.position,
            f"write {quoted(f'## {second.text}')}"
            + (", and so for those below" if len(titles) > 2 else ""),
        )
