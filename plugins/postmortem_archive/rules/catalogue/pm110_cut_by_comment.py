"""PM110: a value of the front matter is cut short by what YAML takes for a comment."""

from __future__ import annotations

from postmortem_archive.model.diagnostic import Level, ProblemKind

from ..base import ProblemRule


class CutByComment(ProblemRule):
    """A value is cut short by what YAML takes for a comment.

    ## What it does

    Reports a value without quotes that is followed by a space, `#` and, directly behind it, a word.
    A comment with a space behind the `#` is not reported.

    ## Why it matters

    YAML leaves out everything from ` #` to the end of the line. A title loses its channel or its
    ticket number, and nobody notices, because what is left still reads well.

    ## Bad example

    ```yaml
    title: Nobody could post in #payments
    ```

    ## Good example

    ```yaml
    title: "Nobody could post in #payments"
    ```

    ## How to fix

    Put the whole value into quotes. If you mean a comment, write a space behind the `#`.
    """

    code = "PM110"
    alias = "cut-by-comment"
    level = Level.WARNING
    kind = ProblemKind.CUT_BY_COMMENT
