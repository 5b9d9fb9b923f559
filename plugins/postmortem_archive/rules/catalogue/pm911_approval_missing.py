"""PM911: a public text is not approved."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from postmortem_archive.edition.approvals import ANYBODY
from postmortem_archive.model.card import Card
from postmortem_archive.model.card_public import CardPublic
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.wording import quoted

from ..base import ArchiveRule, Context, Finding
from ..shared.public import standing_of


class ApprovalMissing(ArchiveRule):
    """A public text is not approved.

    ## What it does

    Asks of each postmortem with `audience: public` for an approval by each of the roles under
    `public.approvals` in `archive.yml`; where that names none, for one by anybody. It also reports an image
    that is not there, or larger than 20 MB, because nobody can approve it. It is an error once the
    postmortem is published, and a hint before. It waits until the text itself is in order, and leaves to
    [PM910](PM910.md) what was approved and then changed.

    ## Why it matters

    A text that only its author has read is not published: not by this tool.

    ## Bad example

    ```yaml title="archive.yml"
    severities:
      sev1: {name: Critical}
    public:
      approvals: [communications, legal]
    ```

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

    ## Good example

    ```yaml title="archive.yml"
    severities:
      sev1: {name: Critical}
    public:
      approvals: [communications, legal]
    ```

    ```yaml
    audience: public
    public_title: Payments failed for an hour
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: 422f1b5bd2b9f884}
      - {role: legal, by: dara, on: 2026-03-18, text: 422f1b5bd2b9f884}
    ```

    ```markdown
    ## Customer summary

    On 12 March 2026, payments in all shops failed for 65 minutes, because of one query. No data was lost.
    ```

    ## How to fix

    Let those who have the role read it (`postmortem preview ID --edition public` shows the page), and then
    approve it: `postmortem approve ID --as ROLE`.
    """

    code = "PM911"
    alias = "approval-missing"
    is_fixed = True

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each role, and for each image that is not there."""
        for card in cards:
            if card.public and card.public.is_faultless:
                level = None if card.is_due else Level.HINT
                for finding in (*_unseen(card.public, context), *_missing(card, context)):
                    yield card, finding._replace(level=level)


def _unseen(public: CardPublic, context: Context) -> Iterator[Finding]:
    for path, image in {image.path: image for image in reversed(public.images)}.items():
        if not context.file_digest(path):
            yield Finding(
                f"the image {quoted(path)} of the public text is not there, or is larger than 20 MB, so "
                "nobody can approve it",
                image.position,
                "add the image, make it smaller, or leave it out",
            )


def _missing(card: Card, context: Context) -> Iterator[Finding]:
    public = card.public
    if public is None:
        return
    standing = standing_of(public, context.settings.public.approvals, context.file_digest)
    void = {one.role for one in standing.void}
    first = public.approvals[0].position if public.approvals else card.position_of("audience")
    run = f"read it, then run: postmortem approve {shlex.quote(card.id)} --as"
    for role in standing.missing:
        if role == ANYBODY and not void:
            yield Finding(
                "nobody has approved the public text", first, f"{run} ROLE", "approved_by"
            )
        elif role not in {ANYBODY, *void}:
            message = f"{quoted(role)} has not approved the public text"
            yield Finding(message, first, f"{run} {shlex.quote(role)}", "approved_by")
