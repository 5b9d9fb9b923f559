"""PM105: a field that is needed is not there."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.postmortem import Document
from postmortem_archive.model.wording import quoted

from ..base import Context, DocumentRule, Finding
from ..shared.fields import describe_field, is_given, misspelt_fields, required_fields


class FieldMissing(DocumentRule):
    """A field that is needed is not there.

    ## What it does

    Reports each field that every postmortem needs (`title`, `status`, `severity`, `services`,
    `causes`, `started`, and `resolved` once it is no draft) or that `archive.yml` asks for, and
    that the front matter does not have. If a field looks like a misspelling of it, that place is
    shown.

    ## Why it matters

    These fields are what the archive is sorted, filtered and counted by.

    ## Bad example

    ```markdown title="2026/2026-03-12-checkout-pool-exhausted.md"
    ---
    title: Checkout failed for all customers
    status: draft
    services: [checkout]
    causes: [capacity]
    started: 2026-03-12T14:05Z
    ---
    ```

    ## Good example

    ```markdown title="2026/2026-03-12-checkout-pool-exhausted.md"
    ---
    title: Checkout failed for all customers
    status: draft
    severity: sev1
    services: [checkout]
    causes: [capacity]
    started: 2026-03-12T14:05Z
    ---
    ```

    ## How to fix

    Add the field. If its value is not known yet, write the field without a value: that is reported
    as not filled in (PM203), in a draft as a warning only.
    """

    code = "PM105"
    alias = "field-missing"
    requires = ("PM101", "PM102", "PM103", "PM104")

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """One finding for each field that is not written at all."""
        postmortem = document.postmortem
        if not postmortem:
            return
        misspelt = {found.meant: found for found in misspelt_fields(document)}
        for field in required_fields(postmortem, context.settings):
            if is_given(postmortem, field):
                continue
            message = f"the field {quoted(field)} is missing"
            if found := misspelt.get(field):
                yield Finding(
                    f"{message}; did you mean it by {quoted(found.name)}?",
                    found.position,
                    f"write {quoted(field)} instead of {quoted(found.name)}",
                    field,
                )
            else:
                yield Finding(
                    message,
                    postmortem.position_of(),
                    f"add a line {quoted(field + ': …')} to the front matter. "
                    + describe_field(field, context.settings),
                    field,
                )
