"""PM103: a field's value has another form than the format asks for."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import ProblemKind
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.postmortem import Document

from ..base import Context, Finding, ProblemRule


class FieldWrongForm(ProblemRule):
    """A field's value has another form than the format asks for.

    ## What it does

    Reports a value that cannot be what its field means: text where a list is asked for, a word that
    is none of those the field takes, something that is no date.

    ## Why it matters

    The value is left out until it is mended: the postmortem is then missing from the pages, filters
    and figures that need it.

    ## Bad example

    ```yaml
    status: finished
    ```

    ## Good example

    ```yaml
    status: published
    ```

    ## How to fix

    Write the value in the form that the message names. A list is written `[first, second]`, a time
    `2026-03-12T14:05Z`, a date `2026-03-12`.
    """

    code = "PM103"
    alias = "field-wrong-form"
    kind = ProblemKind.WRONG_TYPE

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Wrong values, and unknown names inside the value of a known field, which spoil it too."""
        yield from super().check(document, context)
        for problem in document.problems:
            if (
                problem.kind is ProblemKind.UNKNOWN_FIELD
                and problem.field in FrontMatter.model_fields
            ):
                yield Finding(problem.message, problem.position, problem.hint, problem.field)
