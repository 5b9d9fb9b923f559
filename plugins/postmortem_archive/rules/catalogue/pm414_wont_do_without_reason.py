"""PM414: it was decided not to do something, and the reason is not said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import ActionItem, ActionStatus, Postmortem
from postmortem_archive.model.wording import quoted
from postmortem_archive.parse.action_facts import read_status
from postmortem_archive.parse.markdown import plain

from ..base import Context, Finding, PostmortemRule, section_subject
from ..shared.action_items import written_actions

_MOST_STATUS_WORDS = 3
"""Words that a status may consist of."""

_REASON = lazy_pattern(
    r"\b(?:because|since|as|due to|instead|replaced|superseded|obsolete|duplicate|covered|no longer|"
    r"not (?:needed|necessary|worth|required|possible)|too|already|would|reason|decided)\b",
    re.IGNORECASE,
)
_LETTER = lazy_pattern(r"[^\W\d_]")
_MAX_SEARCHED = 2_000


class WontDoWithoutReason(PostmortemRule):
    """An action item will not be done, and the reason is not said.

    ## What it does

    Reports an item with the status `wont-do` without a reason: behind the status, in the text of
    the item, or in another column.

    ## Why it matters

    Not to do something is a decision like any other. Without its reason it is proposed again after
    the next incident, or held against those who took it.

    ## Bad example

    ```markdown
    ## Action items

    | Action | Owner | Due | Type | Status |
    |---|---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detect | open |
    | Buy a larger database | | | prevent | wont-do |
    ```

    ## Good example

    ```markdown
    ## Action items

    | Action | Owner | Due | Type | Status |
    |---|---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detect | open |
    | Buy a larger database | | | prevent | wont-do: the query was the reason, not the load |
    ```

    ## How to fix

    Write the reason behind the status: `wont-do: replaced by the new pool`.
    """

    code = "PM414"
    alias = "wont-do-without-reason"
    level = Level.WARNING

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each such item."""
        for item in written_actions(postmortem):
            if item.status is ActionStatus.WONT_DO and not _has_reason(item):
                yield Finding(
                    f"the action {quoted(item.text)} will not be done, and does not say why",
                    item.position,
                    "write the reason behind the status, such as `wont-do: replaced by the new pool`",
                    section_subject("actions"),
                )


def _has_reason(item: ActionItem) -> bool:
    said = (_behind_status(item.status_text[:_MAX_SEARCHED]), *(value for _, value in item.extra))
    return any(map(_LETTER.search, said)) or bool(_REASON.search(item.text[:_MAX_SEARCHED]))


def _behind_status(text: str) -> str:
    """What is said behind the words of a status: *cost* in *won't do: cost*."""
    words = plain(text).replace(":", ": ").split()
    for number in range(1, _MOST_STATUS_WORDS + 1):
        if read_status(" ".join(words[:number])):
            return " ".join(words[number:])
    return " ".join(words)
