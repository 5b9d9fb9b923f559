"""PM509: archive.yml defines a term that no postmortem uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.settings import Settings, VocabularyName
from postmortem_archive.model.wording import quoted

from ..base import ArchiveRule, Context, Finding
from ..shared.grown_archive import is_grown

_NOUN: Mapping[VocabularyName, str] = {
    "severities": "severity",
    "causes": "cause",
    "triggers": "trigger",
    "teams": "team",
}


class VocabularyUnused(ArchiveRule):
    """`archive.yml` defines a term that no postmortem uses.

    ## What it does

    In an archive of ten postmortems or more, looks for each cause, trigger and severity among the
    postmortems, and for each team among the owners of services and of action items. Services need
    no postmortem: that nothing ever happened to one is good news.

    ## Why it matters

    Whoever writes a postmortem reads through all terms to choose some. A term that nobody chose in
    ten postmortems may be one that nobody understands, or another one's twin.

    ## Bad example

    ```yaml title="archive.yml"
    causes:
      capacity: {name: Capacity}
      act-of-god: {name: Act of God}
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
    causes:
      capacity: {name: Capacity}
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

    ## How to fix

    Remove the term, or make its description say when it is the right one. A term that is kept for a
    day that has not come yet is fine: ignore the rule and say so.
    """

    code = "PM509"
    alias = "vocabulary-unused"
    level = Level.HINT

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[None, Finding]]:
        """One finding for each term, at its place in ``archive.yml``."""
        if not is_grown(cards):
            return
        used = _used(cards, context.settings)
        for vocabulary, noun in _NOUN.items():
            for term in context.settings.vocabulary(vocabulary) or ():
                if term not in used[vocabulary]:
                    yield (
                        None,
                        Finding(
                            f"nothing in the archive has the {noun} {quoted(term)}",
                            context.archive_yml.position_of_key(vocabulary, term),
                            "remove it, or say in its `description` when it is the right one",
                        ),
                    )


def _used(cards: Sequence[Card], settings: Settings) -> Mapping[VocabularyName, set[str]]:
    owners = {owner for card in cards for item in card.actions for owner in item.owners}
    teams = {service.team for service in (settings.services or {}).values() if service.team}
    return {
        "severities": {card.severity for card in cards},
        "causes": {cause for card in cards for cause in card.causes},
        "triggers": {card.trigger for card in cards},
        "teams": owners | teams,
    }
