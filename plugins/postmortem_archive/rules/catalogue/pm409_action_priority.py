"""PM409: an open action item has no priority that the archive knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.wording import listed, quoted

from ..base import Context, Finding, PostmortemRule, gentler_in_draft, section_subject
from ..shared.action_items import is_honest_unknown, open_actions

_MAX_GUESSES = 20
"""Most items of a file for which the nearest priority is looked for."""


class ActionPriority(PostmortemRule):
    """An open action item has none of the priorities that `archive.yml` lists.

    ## What it does

    Asks each open action item for one of the `priorities` of `archive.yml`, where it lists any;
    capital letters make no difference, and a reason may follow: `P1 (customers ask)`. In a draft it
    is a warning.

    ## Why it matters

    Where everything has to be done, nothing comes first, and small items are done before the one
    that would have prevented the incident.

    ## Bad example

    ```yaml title="archive.yml"
    priorities: [P1, P2, P3]
    ```

    ```markdown
    ## Action items

    | Action | Owner | Due | Type | Priority |
    |---|---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detect | high |
    ```

    ## Good example

    ```yaml title="archive.yml"
    priorities: [P1, P2, P3]
    ```

    ```markdown
    ## Action items

    | Action | Owner | Due | Type | Priority |
    |---|---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detect | P1 |
    ```

    ## How to fix

    Write one of the priorities into a column `Priority`, or behind the item of a list:
    `(owner: @ana, due: 2026-04-01, P1)`.
    """

    code = "PM409"
    alias = "action-priority"

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each open item."""
        known = context.settings.priorities
        if not known:
            return
        folded = tuple(one.casefold() for one in known)
        guesses = 0
        for item in open_actions(postmortem):
            given = item.priority
            if _is_known(given, folded) or is_honest_unknown(given, context.settings):
                continue
            guesses += 1
            meant = nearest(given, known) if guesses <= _MAX_GUESSES else None
            yield Finding(
                f"the action {quoted(item.text)} has the unknown priority {quoted(given)}"
                + (f"; did you mean {quoted(meant)}?" if meant else "")
                if given
                else f"the action {quoted(item.text)} has no priority",
                item.position,
                f"write {quoted(meant) if meant else 'one of ' + listed(known)}",
                section_subject("actions"),
                gentler_in_draft(postmortem),
            )


def _is_known(given: str, known: Sequence[str]) -> bool:
    """Whether it is one of the folded priorities, or begins with one as a word of its own."""
    said = given.casefold()
    return any(
        said.startswith(one) and not said[len(one) : len(one) + 1].isalnum() for one in known
    )
