"""PM106: an unknown field looks like a misspelling of a known one."""

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem

from .base import Context, Finding, PostmortemRule
from .fields import misspelt_fields
from .wording import quoted


class UnknownField(PostmortemRule):
    """An unknown field looks like a misspelling of a known one.

    ## What it does

    Reports a field that the format does not know and that is nearly spelt like one it does. Other
    unknown fields are yours: they are kept, shown nowhere, and not reported.

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

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:  # noqa: ARG002
        """One finding for each near miss; its subject is the field that was probably meant."""
        for name, known in misspelt_fields(postmortem).items():
            yield Finding(
                f"unknown field {quoted(name)}; did you mean {quoted(known)}?",
                postmortem.position_of(name),
                f"write {quoted(known)} instead of {quoted(name)}",
                known,
            )
