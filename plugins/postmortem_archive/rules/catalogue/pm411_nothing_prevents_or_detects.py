"""PM411: no action item makes the next incident less likely, or sooner noticed."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import ActionStatus, ActionType, Postmortem
from postmortem_archive.model.wording import count, listed

from ..base import Context, Finding, PostmortemRule, section_subject
from ..shared.action_items import says_what_is_unknown, written_actions

_LASTING = (ActionType.PREVENT, ActionType.DETECT)


class NothingPreventsOrDetects(PostmortemRule):
    """No action item has the type prevent or detect.

    ## What it does

    Looks at the types of the action items, once each item has one. A list of nothing but `mitigate`
    and `process` is reported, at its heading. Items that will not be done do not count. A draft is
    not looked at, nor is a list whose text says, in a word of `unknown_words` of `archive.yml`, that
    something about it was not recorded.

    ## Why it matters

    After such a list the same incident is just as likely, and is noticed just as late.

    ## Bad example

    ```markdown
    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Write the query limit into the runbook of the database | @ana | 2026-04-01 | process |
    ```

    ## Good example

    ```markdown
    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Write the query limit into the runbook of the database | @ana | 2026-04-01 | process |
    | Stop queries of the checkout after 5 seconds | @ana | 2026-04-01 | prevent |
    ```

    ## How to fix

    Take a cause from the section on the root cause and add an item that removes it, or one that
    tells of it earlier. If it was decided to do neither, add that as an item with the status
    `wont-do` and the reason, and ignore this rule for the section.
    """

    code = "PM411"
    alias = "nothing-prevents-or-detects"
    level = Level.WARNING

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the heading."""
        section = postmortem.section("actions")
        items = [
            item for item in written_actions(postmortem) if item.status is not ActionStatus.WONT_DO
        ]
        types = list(dict.fromkeys(item.type for item in items))
        if not section or not items or None in types or postmortem.is_draft:
            return
        if any(kind in types for kind in _LASTING):
            return
        if says_what_is_unknown(postmortem, context.settings):
            return
        given = listed(kind.value for kind in types if kind)
        yield Finding(
            f"{count(len(items), 'action')}, and none is to prevent or to detect: only {given}",
            section.position,
            "add an item that removes a cause, or one that tells of it earlier",
            section_subject("actions"),
        )
