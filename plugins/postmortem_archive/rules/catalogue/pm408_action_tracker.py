"""PM408: an action item is not in the tracker that the archive names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import ActionItem, ActionStatus, Postmortem
from postmortem_archive.model.settings import Links
from postmortem_archive.model.wording import listed, quoted

from ..base import Context, Finding, PostmortemRule, gentler_in_draft, section_subject
from ..shared.action_items import is_honest_unknown, written_actions
from ..shared.repeated import at_most_ten

_ANY_KEY = r"(?:[A-Za-z][\w./-]{0,80}[-#]|#)?\d{1,9}"
_MAX_SEARCHED = 2_000
"""Characters of an item in which a key is looked for."""


class ActionTracker(PostmortemRule):
    """An action item has no ticket in the tracker that `archive.yml` names.

    ## What it does

    Asks each action item for a ticket where `links` of `archive.yml` sets `tracker_url` or
    `tracker_keys`: a key that begins with one of `tracker_keys` (any key where there are none), or
    an address that begins like `tracker_url`. It may stand in the column Tracker or in the text. An
    item that will not be done (`wont-do`) needs none. It is a warning in a draft, and where only
    `tracker_url` is set, which may be there for links alone.

    ## Why it matters

    People work from the tracker, not from the postmortem. What is not in it is not planned.

    ## Bad example

    ```yaml title="archive.yml"
    links:
      tracker_keys: [OPS]
    ```

    ```markdown
    ## Action items

    | Action | Owner | Due | Type | Tracker |
    |---|---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detect | later |
    ```

    ## Good example

    ```yaml title="archive.yml"
    links:
      tracker_keys: [OPS]
    ```

    ```markdown
    ## Action items

    | Action | Owner | Due | Type | Tracker |
    |---|---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detect | OPS-123 |
    ```

    ## How to fix

    Open a ticket, and write its key into a column `Tracker`, or behind the item of a list:
    `(owner: @ana, due: 2026-04-01, OPS-123)`.
    """

    code = "PM408"
    alias = "action-tracker"

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each item without a ticket."""
        links = context.settings.links
        if not links.tracker_url and not links.tracker_keys:
            return
        level = gentler_in_draft(postmortem) if links.tracker_keys else Level.WARNING
        without: list[Finding] = []
        elsewhere: list[Finding] = []
        for item in written_actions(postmortem):
            if item.status is ActionStatus.WONT_DO or _has_ticket(item, links):
                continue
            if is_honest_unknown(item.tracker, context.settings):
                continue
            (elsewhere if item.tracker else without).append(_finding(item, links, level))
        yield from at_most_ten(elsewhere)
        yield from at_most_ten(without)


def _finding(item: ActionItem, links: Links, level: Level | None) -> Finding:
    action = f"the action {quoted(item.text)}"
    ticket = f"the ticket {quoted(item.tracker)}, which is not of this archive's tracker"
    return Finding(
        f"{action} has {ticket if item.tracker else 'no ticket'}",
        item.position,
        f"write {_wanted(links)}",
        section_subject("actions"),
        level,
    )


def _has_ticket(item: ActionItem, links: Links) -> bool:
    said = " ".join((item.tracker, item.text, *(value for _, value in item.extra)))[:_MAX_SEARCHED]
    if links.tracker_url and _address(links.tracker_url) in said:
        return True
    if links.tracker_keys:
        return bool(_key_pattern(links.tracker_keys).search(said))
    return bool(re.fullmatch(_ANY_KEY, item.tracker))


def _address(tracker_url: str) -> str:
    """What the address of every ticket begins with."""
    return tracker_url.partition("{key}")[0]


@lru_cache(maxsize=8)
def _key_pattern(prefixes: tuple[str, ...]) -> re.Pattern[str]:
    one_of = "|".join(re.escape(prefix) for prefix in prefixes)
    return re.compile(rf"(?<![\w-])(?:{one_of})[-#]?\d{{1,9}}(?!\w)", re.IGNORECASE)


def _wanted(links: Links) -> str:
    keys = listed(f"{prefix.rstrip('-#')}-123" for prefix in links.tracker_keys)
    address = quoted(links.tracker_url, 200) if links.tracker_url else ""
    if keys and address:
        return f"its key, such as {keys}, or its address {address}"
    return f"its key, such as {keys}" if keys else f"its key, or its address {address}"
