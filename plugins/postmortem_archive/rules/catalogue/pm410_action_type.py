"""PM410: action items do not say whether they prevent, detect, mitigate or change the process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import ActionItem, ActionStatus, ActionType, Postmortem
from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.wording import count, listed, quoted

from ..base import Context, Finding, PostmortemRule, section_subject
from ..shared.action_items import is_honest_unknown, says_what_is_unknown, written_actions

_WORTH_A_TYPE = 3
"""Fewest items of a list in which types are missed where no item has one."""

_TYPES = tuple(kind.value for kind in ActionType)
_HOW = (
    "say of each whether it is to `prevent`, `detect` or `mitigate`, or changes the `process`, in a "
    "column `Type` or behind the item: `(owner: @ana, prevent)`"
)


class TypeOfAction(PostmortemRule):
    """An action item does not say whether it prevents, detects or mitigates.

    ## What it does

    Reports a type that is none of the four. Where some items have a type and others have none, one
    hint says how many; where none of three or more items has one, one hint asks for them. A heading such
    as "Prevention" or "Detection" above items says their type. Items
    that will not be done need none, and neither do those of a draft.

    ## Why it matters

    Types show at a glance whether a list only cleans up after the incident, or makes the next one
    less likely and sooner noticed.

    ## Bad example

    ```markdown
    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detecting-it |
    ```

    ## Good example

    ```markdown
    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detect |
    ```

    ## How to fix

    Write `prevent` (it happens less often), `detect` (it is noticed sooner), `mitigate` (it does
    less harm, or ends sooner) or `process` (people work differently).
    """

    code = "PM410"
    alias = "action-type"
    level = Level.WARNING

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each unknown type, and at most one for all that are missing."""
        items = [
            item
            for item in written_actions(postmortem)
            if item.status is not ActionStatus.WONT_DO
            and not is_honest_unknown(item.type_text, context.settings)
        ]
        unknown: dict[str, ActionItem] = {}
        for item in items:
            if item.type_text and item.type is None:
                unknown.setdefault(item.type_text, item)
        yield from map(_unknown, unknown.values())
        if not postmortem.is_draft and not says_what_is_unknown(postmortem, context.settings):
            yield from _missing(items)


def _unknown(item: ActionItem) -> Finding:
    meant = nearest(item.type_text, _TYPES)
    return Finding(
        f"unknown type {quoted(item.type_text)} of an action"
        + (f"; did you mean {quoted(meant)}?" if meant else ""),
        item.position,
        f"write {quoted(meant)}" if meant else f"write one of {listed(_TYPES)}",
        section_subject("actions"),
    )


def _missing(items: Sequence[ActionItem]) -> Iterator[Finding]:
    """The hint for a whole list, at the first item without a type."""
    without = [item for item in items if not item.type_text]
    if not without:
        return
    if len(without) < len(items):
        message = f"{len(without)} of {count(len(items), 'action')} do not say their type"
        if len(without) == 1:
            message = f"the action {quoted(without[0].text)} does not say its type, others do"
    elif len(items) >= _WORTH_A_TYPE:
        message = f"none of the {len(items)} actions says its type"
    else:
        return
    yield Finding(message, without[0].position, _HOW, section_subject("actions"), Level.HINT)
