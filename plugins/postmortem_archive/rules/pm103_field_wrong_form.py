"""PM103: a field's value has another form than the format asks for."""

from postmortem_archive.model.diagnostic import Problem, ProblemKind

from .base import ProblemRule


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

    def subject_of(self, problem: Problem) -> str:
        """The field, also where the problem is somewhere inside its value."""
        return problem.field.split(".")[0]
