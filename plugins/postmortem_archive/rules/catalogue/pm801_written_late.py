"""PM801: a postmortem was first committed long after the incident was over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.wording import short_duration

from ..base import ArchiveRule, Context, Finding
from ..shared.card_times import latest

_HOUR = timedelta(hours=1)


class WrittenLate(ArchiveRule):
    """A postmortem was first committed long after the incident was over.

    ## What it does

    Compares the first commit of each file, drafts included, with `resolved`: more than 48 hours
    between them (`written_within_hours` under `rules: limits`) is late. Where only the day of
    `resolved` is known, the hours count from its end. Incidents that were over before the archive
    had its first postmortem are not late. Outside of a git repository, or in a shallow clone, nothing
    is known; where branches are squashed, git knows only the day of the merge.

    ## Why it matters

    After two days nobody remembers what was seen and thought in which minute, and logs begin to be
    deleted.

    ## Bad example

    ```yaml title="first commits"
    2026/2026-02-01-login.md: 2026-02-02T09:00Z
    2026/2026-03-12-checkout-pool-exhausted.md: 2026-03-19T09:00Z
    ```

    ```yaml
    resolved: 2026-03-12T15:10Z
    ```

    ## Good example

    ```yaml title="first commits"
    2026/2026-02-01-login.md: 2026-02-02T09:00Z
    2026/2026-03-12-checkout-pool-exhausted.md: 2026-03-13T09:00Z
    ```

    ```yaml
    resolved: 2026-03-12T15:10Z
    ```

    ## How to fix

    This one is written, and that is what counts. Next time, commit a draft with what is known as
    soon as the incident is over: `postmortem new` makes it, and it may be unfinished.
    """

    code = "PM801"
    alias = "written-late"
    level = Level.HINT

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each file that was late."""
        resolved = [card for card in cards if card.resolved]
        commits = context.first_commits() if resolved else {}
        begun = min(commits.values(), default=None)
        limit = context.limits.written_within_hours
        for card in resolved:
            at, over = commits.get(card.path), latest(card.resolved)
            if at is None or begun is None or over < begun or (at - over) / _HOUR <= limit:
                continue
            yield (
                card,
                Finding(
                    f"first committed {short_duration(at - over)} after `resolved`; "
                    f"within {limit} h is the aim",
                    card.position_of("resolved"),
                    "nothing to mend here; next time commit an unfinished draft at once: "
                    "`postmortem new` makes one",
                    "resolved",
                ),
            )
