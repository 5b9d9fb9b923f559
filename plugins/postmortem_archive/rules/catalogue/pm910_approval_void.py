"""PM910: the public text was changed after it was approved."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from postmortem_archive.model.card import Card
from postmortem_archive.model.wording import quoted

from ..base import ArchiveRule, Context, Finding
from ..shared.public import standing_of


class ApprovalVoid(ArchiveRule):
    """The public text was changed after it was approved.

    ## What it does

    Compares the hash under `approved_by` with that of the public text as it is now: title, public names
    of services and severity, times, sections without what is internal, and the images, byte by byte. Where it
    is that of another text, the approval is void. Of a role that has approved this text too, earlier
    approvals are not mentioned.

    ## Why it matters

    Somebody has read a text and stood up for it. What is published has to be that text, not one with
    a sentence more.

    ## Bad example

    ```yaml
    audience: public
    public_title: Payments failed for an hour
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: 5b0e9d1c73fa2846}
    ```

    ```markdown
    ## Customer summary

    On 12 March 2026, payments in all shops failed for 65 minutes, because of one query. No data was lost.
    ```

    ## Good example

    ```yaml
    audience: public
    public_title: Payments failed for an hour
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: 422f1b5bd2b9f884}
    ```

    ```markdown
    ## Customer summary

    On 12 March 2026, payments in all shops failed for 65 minutes, because of one query. No data was lost.
    ```

    ## How to fix

    Ask whoever approved it to read it again (`postmortem preview ID --edition public` shows the page), and
    then to approve it: `postmortem approve ID --as ROLE`. Or take the change back.
    """

    code = "PM910"
    alias = "approval-void"
    is_fixed = True

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each role, at its last approval."""
        roles = context.settings.public.approvals
        for card in cards:
            if not card.public or not card.public.approvals:
                continue
            standing = standing_of(card.public, roles, context.file_digest)
            void = {one.role for one in standing.void}
            last = {one.role: one for one in card.public.approvals if one.role in void}
            for role, approval in last.items():
                yield (
                    card,
                    Finding(
                        f"the public text was changed since {quoted(role)} approved it on {approval.on}, "
                        "so the approval is void",
                        approval.position,
                        f"read it again, then run: postmortem approve {shlex.quote(card.id)} "
                        f"--as {shlex.quote(role)}",
                        "approved_by",
                    ),
                )
