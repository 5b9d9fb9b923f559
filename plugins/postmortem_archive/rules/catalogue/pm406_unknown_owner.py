"""PM406: the owner of an action item is nobody that the archive knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import ActionItem, Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule, gentler_in_draft, section_subject
from ..shared.action_items import is_honest_unknown, open_actions, owner_key

_MOST_OWNERS = 100
"""Unknown owners of one file that are looked up."""

_SHORTEST_TEAM = 5
"""Shortest owner, in characters, that is taken for a slip where only teams are known."""


class UnknownOwner(PostmortemRule):
    """The owner of an action item is nobody that the archive knows.

    ## What it does

    Looks up the owners of open action items among `people` and `teams` of `archive.yml`: by ID,
    name or alias, whatever the capital letters, with or without `@`. Where `archive.yml` names
    teams but no people, an owner may be anybody, and only what looks like a slip for a team is
    reported, as a warning. Owners of items that are done are not looked at: people move on.

    ## Why it matters

    An item of nobody's is never done, and it is missing from the list that its owner looks at.

    ## Bad example

    ```yaml title="archive.yml"
    people:
      ana: {name: Ana Martins}
    teams:
      payments: {name: Payments}
    ```

    ```markdown
    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Alert at 80 % use of the payment pool | paymnts | 2026-04-01 | detect |
    ```

    ## Good example

    ```yaml title="archive.yml"
    people:
      ana: {name: Ana Martins}
    teams:
      payments: {name: Payments}
    ```

    ```markdown
    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Alert at 80 % use of the payment pool | @ana | 2026-04-01 | detect |
    | Show the use of the pool on the dashboard | payments | 2026-04-01 | detect |
    ```

    ## How to fix

    Write the owner that is suggested, or add a new one to `people` or `teams` of `archive.yml` in
    the same change.
    """

    code = "PM406"
    alias = "unknown-owner"

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each unknown owner, at the first item that names it."""
        settings = context.settings
        known = _known_owners(settings)
        everybody = settings.people is not None
        if not everybody and not known:
            return
        unknown = _unknown_owners(postmortem, known, settings)
        for owner, item in islice(unknown.items(), _MOST_OWNERS):
            found = nearest(owner_key(owner), known)
            meant = known[found] if found else ""
            if not everybody and (not meant or len(owner) < _SHORTEST_TEAM):
                continue
            # where people are not listed, a name like a team's may still be somebody's
            yield Finding(
                f"unknown owner {quoted(owner)}"
                + (f"; did you mean {quoted(meant)}?" * bool(meant)),
                item.position,
                (f"write {quoted(meant)}, or add" if meant else "add")
                + f" {quoted(owner)} to `people` or `teams` in archive.yml",
                section_subject("actions"),
                gentler_in_draft(postmortem) if everybody else Level.WARNING,
            )


def _known_owners(settings: Settings) -> Mapping[str, str]:
    """IDs of people and teams by every word for them."""
    known: dict[str, str] = {}
    for terms in (settings.people or {}, settings.teams or {}):
        for term_id, term in terms.items():
            for word in (term_id, *term.names):
                known.setdefault(owner_key(word), term_id)
    return known


def _unknown_owners(
    postmortem: Postmortem, known: Mapping[str, str], settings: Settings
) -> Mapping[str, ActionItem]:
    """Owners of open items that are not known, each with the first item that names it."""
    unknown: dict[str, ActionItem] = {}
    for item in open_actions(postmortem):
        for owner in item.owners:
            if owner_key(owner) not in known and not is_honest_unknown(owner, settings):
                unknown.setdefault(owner, item)
    return unknown
