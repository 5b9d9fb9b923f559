"""PM003: a comment ignores a rule that has nothing to say there."""

from __future__ import annotations

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.suppression import Suppression
from postmortem_archive.model.wording import listed

from ..base import Finding, SuppressionRule


class SuppressionUnused(SuppressionRule):
    """A comment ignores a rule that has nothing to say there.

    ## What it does

    Reports a comment `postmortem: ignore` none of whose rules has a finding in the section that it
    stands in or above.

    ## Why it matters

    What it excused was mended, or stands elsewhere. Left behind, the comment would hide the next
    finding of the same rule, which nobody has looked at.

    ## Bad example

    ```markdown
    ## Action items

    <!-- postmortem: ignore PM402 the team is being set up -->

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detect |
    ```

    ## Good example

    ```markdown
    ## Action items

    <!-- postmortem: ignore PM402 the team is being set up -->

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Alert at 80 % use of the payment pool | | 2026-04-01 | detect |
    ```

    ## How to fix

    Remove the comment, or move it directly above the section that it is meant for.
    """

    code = "PM003"
    alias = "suppression-unused"
    level = Level.WARNING

    def check_unused(self, suppression: Suppression) -> Finding:
        """The finding, at the comment."""
        return Finding(
            f"nothing is found here that ignoring {listed(suppression.names)} would hide",
            suppression.position,
            "remove the comment, or move it directly above the section that it is meant for",
        )
