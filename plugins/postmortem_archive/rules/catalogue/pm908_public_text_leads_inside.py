"""PM908: the public text leads inside, or holds what is not seen in it."""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_archive.edition.fault import FaultKind
from postmortem_archive.model.postmortem import Postmortem

from ..base import Context, Finding, PostmortemRule
from ..shared.public import faults_of


class PublicTextLeadsInside(PostmortemRule):
    """The public text leads inside, or holds what is not seen in it.

    ## What it does

    Reads the public text of each postmortem with `audience: public`: the section "Customer summary", and
    those that `public.sections` in `archive.yml` allows. It reports HTML, footnotes, lists of attributes,
    abbreviations, files that are included, and addresses that stand apart from their text; links to files
    that are no pages, or that nobody outside can open; and images that are not files beside the postmortem,
    or of a kind that can hide something. Links to pages of the archive are fine: they become plain text. In a
    draft it is a warning.

    ## Why it matters

    Who approves a text has to see all of it, where it stands. What is fetched from elsewhere, or hidden in an
    attribute, leaves the house unseen.

    ## Bad example

    ```yaml
    audience: public
    public_title: Payments failed for an hour
    ```

    ```markdown
    ## Customer summary

    On 12 March 2026, payments in all shops failed for 65 minutes, because of one
    <abbr title="the report of the day">query</abbr>. No data was lost.
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

    Write it as plain Markdown: text, lists, tables, `[text](https://…)` and `![description](image.png)`.
    """

    code = "PM908"
    alias = "public-text-leads-inside"
    is_fixed = True

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Sequence[Finding]:
        """One finding for each place."""
        return faults_of(postmortem, context.settings, FaultKind.TEXT)
