"""PM412: people noticed before monitoring did, and no action item changes that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.front_matter import DetectedBy
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import ActionItem, ActionStatus, ActionType, Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.action_items import says_what_is_unknown, written_actions

_NOTICED = {
    DetectedBy.CUSTOMER: "a customer",
    DetectedBy.EMPLOYEE: "an employee",
    DetectedBy.THIRD_PARTY: "a third party",
}
_TELLS = lazy_pattern(
    r"\b(?:alert|alarm|monitor|detect|notif|page[sd]?\b|paging|pager|observab|dashboard|metric|"
    r"probe|health.?check|synthetic|canar|heartbeat|telemetry|watchdog|tracing|anomal|slo\b|"
    r"scan|logging|visib|warn|notic|report)",
    re.IGNORECASE,
)
_MAX_SEARCHED = 2_000


class NoDetectionAction(PostmortemRule):
    """People noticed first, and no action item is about noticing it sooner.

    ## What it does

    Speaks where `detected_by` is `customer`, `employee` or `third-party` and none of the action
    items has the type `detect` or speaks of alerts, monitoring, checks and the like. Words are
    guessed at, so an item in other words may be overlooked. A draft is not looked at, nor is a list
    whose text says, in a word of `unknown_words` of `archive.yml`, that something about it was not
    recorded.

    ## Why it matters

    A person who complains has been hurt already. The next one is hurt for just as long.

    ## Bad example

    ```yaml
    detected_by: customer
    ```

    ```markdown
    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Stop queries of the checkout after 5 seconds | @ana | 2026-04-01 | prevent |
    ```

    ## Good example

    ```yaml
    detected_by: customer
    ```

    ```markdown
    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Stop queries of the checkout after 5 seconds | @ana | 2026-04-01 | prevent |
    | Alert when fewer than 98 % of payments succeed | @ana | 2026-04-01 | detect |
    ```

    ## How to fix

    Ask which signal would have told of it first, and at which value. Add it as an item of the type
    `detect`.
    """

    code = "PM412"
    alias = "no-detection-action"
    level = Level.WARNING
    confidence = Confidence.GUESS

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the heading of the action items."""
        section = postmortem.section("actions")
        detected_by = postmortem.meta.detected_by
        items = written_actions(postmortem)
        if not section or not items or postmortem.is_draft or detected_by not in _NOTICED:
            return
        if any(map(_is_about_detection, items)):
            return
        if says_what_is_unknown(postmortem, context.settings):
            return
        services = postmortem.meta.services
        of = f" of {quoted(services[0])}" if services else ""
        yield Finding(
            f"{_NOTICED[detected_by]} noticed first, and no action is about detection",
            section.position,
            f"add an item of the type `detect`: which signal{of} would have told of it first, and "
            "at which value?",
            section_subject("actions"),
        )


def _is_about_detection(item: ActionItem) -> bool:
    if item.status is ActionStatus.WONT_DO:
        return False
    return item.type is ActionType.DETECT or bool(_TELLS.search(item.text[:_MAX_SEARCHED]))
