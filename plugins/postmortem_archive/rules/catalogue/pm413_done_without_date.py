"""PM413: an action item is done, and does not say since when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import ActionItem, ActionStatus, Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.wording import count, quoted

from ..base import Context, Finding, PostmortemRule, section_subject
from ..shared.action_items import is_honest_unknown, says_what_is_unknown, written_actions

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_DATE = lazy_pattern(
    r"\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\b\d{4}-?w\d{2}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s{{0,2}}(?:of\s)?{_MONTH}"
    rf"|\b{_MONTH}\.?\s{{1,2}}\d{{1,4}}",
    re.IGNORECASE,
)
_TICKET = lazy_pattern(r"(?:^|[\s|(\[])[#!]\d{1,9}\b|/(?:pull|issues|merge_requests)/\d{1,9}\b")
_MAX_SEARCHED = 2_000


class DoneWithoutDate(PostmortemRule):
    """An action item is done, and says no date.

    ## What it does

    Reports items with the status `done` or a ticked box in which no date stands: neither as due
    date nor behind the status, in the text or in another column. An item with a ticket is not
    reported, because the ticket has the date; nor is one whose date is given in a word of
    `unknown_words` of `archive.yml`. There is one hint for all such items of a file.

    ## Why it matters

    When it happens again, the first question is whether the remedy was in place by then.

    ## Bad example

    ```markdown
    ## Action items

    | Action | Owner | Type | Status |
    |---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | detect | done |
    ```

    ## Good example

    ```markdown
    ## Action items

    | Action | Owner | Type | Status |
    |---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | detect | done 2026-03-18 |
    ```

    ## How to fix

    Write the day behind the status: `done 2026-03-18`, in a list `(owner: @ana, status: done
    2026-03-18)`.
    """

    code = "PM413"
    alias = "done-without-date"
    level = Level.HINT

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for all items of the file, at the first of them."""
        settings = context.settings
        if postmortem.is_draft or says_what_is_unknown(postmortem, settings):
            return
        without = [
            item
            for item in written_actions(postmortem)
            if item.status is ActionStatus.DONE and not _says_when(item, settings)
        ]
        if not without:
            return
        first = without[0]
        others = f" (and {count(len(without) - 1, 'other action')})" if len(without) > 1 else ""
        yield Finding(
            f"the action {quoted(first.text)} is done, but does not say since when{others}",
            first.position,
            "write the day behind the status, such as `done 2026-03-18`"
            if first.status_text
            else "write the day behind the item, such as `(status: done 2026-03-18)`",
            section_subject("actions"),
        )


def _says_when(item: ActionItem, settings: Settings) -> bool:
    if item.due or item.tracker or is_honest_unknown(item.due_text, settings):
        return True
    said = (item.status_text, item.due_text, item.text, *(value for _, value in item.extra))
    text = " | ".join(said)[:_MAX_SEARCHED]
    return bool(_DATE.search(text) or _TICKET.search(text))
