"""PM415: the status of an action item is not known, so the item is read as open."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import ActionItem, ActionStatus, Postmortem
from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.wording import listed, quoted
from postmortem_archive.parse.action_facts import read_status
from postmortem_archive.parse.markdown import plain

from ..base import Context, Finding, PostmortemRule, section_subject
from ..shared.action_items import is_honest_unknown, written_actions

_STATUSES = tuple(status.value for status in ActionStatus)


class UnknownActionStatus(PostmortemRule):
    """The status of an action item is not known, so the item counts as open.

    ## What it does

    Reports a status that does not begin with `open`, `in-progress`, `done`, `wont-do` or another
    word for one of them, such as *closed* or *cancelled*. Each such status is reported once a file.

    ## Why it matters

    The item is listed as open, and one day as overdue, whatever the status was meant to say.

    ## Bad example

    ```markdown
    ## Action items

    | Action | Owner | Due | Type | Status |
    |---|---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detect | blocked |
    ```

    ## Good example

    ```markdown
    ## Action items

    | Action | Owner | Due | Type | Status |
    |---|---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detect | open: blocked by the vendor |
    ```

    ## How to fix

    Begin with one of `open`, `in-progress`, `done` and `wont-do`; whatever follows is kept.
    """

    code = "PM415"
    alias = "unknown-action-status"
    level = Level.WARNING

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each unknown status, at the first item that has it."""
        unknown: dict[str, ActionItem] = {}
        for item in written_actions(postmortem):
            status = plain(item.status_text)
            if item.status is not ActionStatus.OPEN or read_status(item.status_text):
                continue
            if status and not is_honest_unknown(status, context.settings):
                unknown.setdefault(status, item)
        for status, item in unknown.items():
            # of two that are equally near, the one that says more than what is assumed anyway
            meant = nearest(status, reversed(_STATUSES))
            yield Finding(
                f"unknown status {quoted(status)}, so the action {quoted(item.text)} counts as open"
                + (f"; did you mean {quoted(meant)}?" if meant else ""),
                item.position,
                f"write {quoted(meant)}"
                if meant
                else f"begin with one of {listed(_STATUSES)}, such as {quoted('open: ' + status)}",
                section_subject("actions"),
            )
