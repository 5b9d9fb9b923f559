"""PM002: a comment asks for rules to be ignored, but not which or why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from postmortem_archive.model.postmortem import Document
from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.suppression import Suppression
from postmortem_archive.model.wording import quoted

from ..base import Context, DocumentRule, Finding


class SuppressionUnclear(DocumentRule):
    """A comment asks for rules to be ignored, but not which or why.

    ## What it does

    Reads each comment `postmortem: ignore` and reports one that names no rule, a rule that does not
    exist or that cannot be ignored, or that gives no reason. Such a comment has no effect.

    ## Why it matters

    The next reader meets the comment and not the talk in which it was agreed. And a rule that was
    meant to be silent still speaks.

    ## Bad example

    ```markdown
    ## What went well

    <!-- postmortem: ignore timeline-witout-offset the recorder had no clock -->

    - The alert named the pool that was full.
    ```

    ## Good example

    ```markdown
    ## Timeline

    <!-- postmortem: ignore PM305 the recorder had no clock -->

    | Time | What happened |
    |---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. |
    | 14:09 | **Detected**: the alert for refused payments goes off. |
    | 15:10 | **Resolved**: payments work again. |
    ```

    ## How to fix

    Write the code of the rule and then the reason. Several rules are joined by commas.
    """

    code = "PM002"
    alias = "suppression-unclear"

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """One finding for each comment, or for each name in it that is wrong."""
        for suppression in document.suppressions:
            if not suppression.names:
                yield Finding(
                    "this comment does not say which rule to ignore",
                    suppression.position,
                    "write it as `<!-- postmortem: ignore PM305 the reason -->`",
                )
                continue
            wrong = list(_wrong_names(suppression, context))
            yield from wrong
            if not suppression.reason and not wrong:
                yield Finding(
                    f"this comment does not say why {quoted(suppression.names[0])} is ignored",
                    suppression.position,
                    f"write the reason behind it: `ignore {suppression.names[0]} the reason`",
                )


def _wrong_names(suppression: Suppression, context: Context) -> Iterator[Finding]:
    known = _folded(context.rule_names)
    fixed = _folded(context.fixed_names)
    for name in suppression.names:
        if name.casefold() in fixed:
            yield Finding(
                f"the rule {quoted(name)} cannot be ignored",
                suppression.position,
                "take the comment out, and mend what the rule speaks of",
            )
        elif name.casefold() not in known:
            near = _nearest(name, context.rule_names)
            yield Finding(
                f"no rule is called {quoted(name)}"
                + (f"; did you mean {quoted(near)}?" if near else ""),
                suppression.position,
                f"write {quoted(near)}" if near else "name a rule by its code, such as `PM305`",
            )


@lru_cache(maxsize=4)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


@lru_cache(maxsize=1_000)
def _nearest(name: str, known: tuple[str, ...]) -> str | None:
    return nearest(name, known)
