"""PM205: a comment is not closed."""

from __future__ import annotations

from postmortem_archive.model.diagnostic import ProblemKind

from ..base import ProblemRule


class CommentNotClosed(ProblemRule):
    """A comment is not closed.

    ## What it does

    Reports a comment that begins with `<!--` and has no `-->` below it.

    ## Why it matters

    Everything below it counts as part of the comment: no reader sees it, and no search finds its
    sections, its timeline or its action items.

    ## Bad example

    ```markdown
    ## Action items

    | Action | Owner | Due |
    |---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 |

    <!-- ask Ana for the graph of the pool

    ## References

    - [The incident channel](https://chat.example/checkout)
    ```

    ## Good example

    ```markdown
    ## Action items

    | Action | Owner | Due |
    |---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 |

    <!-- ask Ana for the graph of the pool -->

    ## References

    - [The incident channel](https://chat.example/checkout)
    ```

    ## How to fix

    Write `-->` where the comment ends.
    """

    code = "PM205"
    alias = "comment-not-closed"
    kind = ProblemKind.COMMENT_NOT_CLOSED
