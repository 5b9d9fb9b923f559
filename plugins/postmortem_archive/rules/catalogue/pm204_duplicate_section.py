"""PM204: two headings mean the same section."""

from __future__ import annotations

from postmortem_archive.model.diagnostic import Level, Problem, ProblemKind

from ..base import ProblemRule, section_subject


class DuplicateSection(ProblemRule):
    """Two headings mean the same section.

    ## What it does

    Reports a section that was there before, under the same heading or under another one that means
    the same. Contributing factors may stand beside the root cause.

    ## Why it matters

    All of it is shown, but a reader who has found the first timeline does not look for a second
    one.

    ## Bad example

    ```markdown
    ## What went wrong

    - The pool had no alert.

    ## What could be improved

    - The runbook can name the dashboard of the pool.
    ```

    ## Good example

    ```markdown
    ## What could be improved

    - The pool had no alert.
    - The runbook can name the dashboard of the pool.
    ```

    ## How to fix

    Join the two, or make the second a subsection (`###`) of the first.
    """

    code = "PM204"
    alias = "duplicate-section"
    level = Level.WARNING
    kind = ProblemKind.DUPLICATE_SECTION

    def subject_of(self, problem: Problem) -> str:
        """The section."""
        return section_subject(problem.field)
