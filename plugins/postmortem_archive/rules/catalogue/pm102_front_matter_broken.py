"""PM102: the front matter cannot be read."""

from __future__ import annotations

from postmortem_archive.model.diagnostic import ProblemKind

from ..base import ProblemRule


class FrontMatterBroken(ProblemRule):
    """The front matter cannot be read.

    ## What it does

    Reports front matter that is not YAML, that never ends, that gives a field twice, or that is
    nested or repeated beyond any honest use. Such a file is refused: it is not published.

    ## Why it matters

    A colon in a title is enough to break YAML. Other tools then show the fields as text, or drop
    them, and nobody notices until somebody searches for the incident.

    ## Bad example

    ```yaml
    title: Checkout: no customer could pay
    ```

    ## Good example

    ```yaml
    title: "Checkout: no customer could pay"
    ```

    ## How to fix

    Go to the line that is named. Put text that holds a colon and a space, or that begins with a
    sign such as `@`, `[` or `*`, into quotes. Give each field once.
    """

    code = "PM102"
    alias = "front-matter-broken"
    is_fixed = True
    kind = ProblemKind.FRONT_MATTER_BROKEN
