"""PM907: a public postmortem lacks what those outside would read."""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_archive.edition.fault import FaultKind
from postmortem_archive.model.postmortem import Postmortem

from ..base import Context, Finding, PostmortemRule
from ..shared.public import faults_of


class PublicPartMissing(PostmortemRule):
    """A public postmortem lacks what those outside would read.

    ## What it does

    Asks of each postmortem with `audience: public` for a `public_title`, and for a section "Customer
    summary" of which something is left once comments and internal text are taken out. In a draft it
    is a warning.

    ## Why it matters

    The title and the text inside were written for colleagues. What customers read is written for them, or it
    is not published: nothing is made public just because nothing else was there.

    ## Bad example

    ```yaml
    audience: public
    ```

    ## Good example

    ```yaml
    audience: public
    public_title: Payments failed for an hour
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: a31c0d5fdb4e614f}
    ```

    ```markdown
    ## Customer summary

    On 12 March 2026, payments in all shops failed for 65 minutes. No data was lost. Queries are limited now, so
    that one of them cannot hold up all others.
    ```

    ## How to fix

    Say in a section "Customer summary" what happened, for whom, since when until when, and what is done so
    that it does not return. Give it a title in the words of customers. If it is not meant for those outside,
    write `audience: internal`.
    """

    code = "PM907"
    alias = "public-part-missing"
    is_fixed = True

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Sequence[Finding]:
        """One finding for each part."""
        return faults_of(postmortem, context.settings, FaultKind.MISSING)
