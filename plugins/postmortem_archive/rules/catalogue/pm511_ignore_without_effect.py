"""PM511: archive.yml ignores or changes a rule that has nothing to say there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Level, Position
from postmortem_archive.model.wording import quoted

from ..base import Finding, SelectionRule
from ..shared.grown_archive import is_grown


class IgnoreWithoutEffect(SelectionRule):
    """`archive.yml` ignores or changes a rule that has nothing to say there.

    ## What it does

    In an archive of ten postmortems or more, looks at each rule under `rules: ignore` and in
    `rules: exceptions`, and reports it where it finds nothing in any of the files that the entry
    holds for. Rules about the whole archive that are ignored everywhere are not asked, so their
    entries are not judged.

    ## Why it matters

    What it excused was mended, or the entry does not hold for the files that were meant. Left
    behind, it would hide the next finding, which nobody has looked at.

    ## Bad example

    ```yaml title="archive.yml"
    rules:
      ignore:
        file-date-differs: the first files were named after their tickets
    ```

    ```markdown title="2026/2026-03-{07..16}-checkout.md"
    ---
    title: Checkout was slow on 2026-03-{07..16}
    status: draft
    severity: sev2
    services: [checkout]
    causes: [capacity]
    started: 2026-03-{07..16}T09:00Z
    ---
    ```

    ## Good example

    ```yaml title="archive.yml"
    rules:
      exceptions:
        - reason: the first files were named after their tickets
          paths: ["tickets/*"]
          ignore: [file-date-differs]
    ```

    ```markdown title="tickets/2026-01-01-ops-{07..16}.md"
    ---
    title: Checkout was slow, ticket {07..16}
    status: draft
    severity: sev2
    services: [checkout]
    causes: [capacity]
    started: 2026-03-{07..16}T09:00Z
    ---
    ```

    ## How to fix

    Take the rule out of the entry, or correct the `paths`, kinds, states or severities for which the
    entry holds.
    """

    code = "PM511"
    alias = "ignore-without-effect"
    level = Level.HINT

    def check_without_effect(
        self, cards: Sequence[Card], names: Iterable[tuple[str, Position]]
    ) -> Iterator[Finding]:
        """One finding for each name, at its place."""
        if not is_grown(cards):
            return
        for name, position in names:
            yield Finding(
                f"{quoted(name)} finds nothing in the files that this entry is for",
                position,
                f"take {quoted(name)} out, or correct for which files the entry holds",
            )
