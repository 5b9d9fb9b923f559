"""PM106: an unknown field looks like a misspelling of a known one."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Document
from postmortem_archive.model.wording import quoted

from ..base import Context, DocumentRule, Finding
from ..shared.fields import misspelt_fields


class UnknownField(DocumentRule):
    """An unknown field looks like a misspelling of a known one.

    ## What it does

    Reports a field that the format does not know and that is spelt nearly like one that it knows
    and that is not given. Other unknown fields are yours: they are kept, shown nowhere, and not
    reported.

    ## Why it matters

    A misspelt field is kept but never used: the value seems to be there and is not.

    ## Bad example

    ```yaml
    detectedby: monitoring
    ```

    ## Good example

    ```yaml
    detected_by: monitoring
    ```

    ## How to fix

    Correct the spelling. If the field is meant to be your own, choose a name that cannot be taken
    for another one.
    """

    code = "PM106"
    alias = "unknown-field"
    level = Level.WARNING
    requires = ("PM105",)  # which names the misspelling itself where a needed field is missing

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """One finding for each near miss; its subject is the field that was probably meant."""
        for found in misspelt_fields(document):
            yield Finding(
                f"unknown field {quoted(found.name)}; did you mean {quoted(found.meant)}?",
                found.position,
                f"write {quoted(found.meant)} instead of {quoted(found.name)}",
                found.meant,
            )
