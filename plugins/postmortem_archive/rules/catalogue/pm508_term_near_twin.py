"""PM508: a service or cause is used once, and one with nearly the same name more often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.settings import VocabularyName
from postmortem_archive.model.wording import quoted

from ..base import ArchiveRule, Confidence, Context, Finding
from ..shared.near_words import near_keys

_NOUN: dict[VocabularyName, str] = {"services": "service", "causes": "cause"}


class TermNearTwin(ArchiveRule):
    """A service or cause is used once, and one with nearly the same name more often.

    ## What it does

    Where `archive.yml` does not define the services (or the causes), compares those that a single
    postmortem has with those that several have. It speaks where two differ only in capitals,
    hyphens and the like, or by one letter in a word of at least five: one more, one less, another
    one, or the same one elsewhere. Digits and single letters tell things apart: `api-v1` is not
    `api-v2`. That is a guess: `order` and `orders` may well be two services.

    ## Why it matters

    Two spellings of one service are two services in every list and figure, and the last time that
    this happened is not found.

    ## Bad example

    ```markdown title="2026/2026-03-{09..10}-checkout.md"
    ---
    title: Checkout was slow on 2026-03-{09..10}
    status: draft
    severity: sev2
    services: [checkout]
    causes: [capacity]
    started: 2026-03-{09..10}T09:00Z
    ---
    ```

    ```yaml
    services: [chekout]
    ```

    ## Good example

    ```markdown title="2026/2026-03-{09..10}-checkout.md"
    ---
    title: Checkout was slow on 2026-03-{09..10}
    status: draft
    severity: sev2
    services: [checkout]
    causes: [capacity]
    started: 2026-03-{09..10}T09:00Z
    ---
    ```

    ```yaml
    services: [checkout]
    ```

    ## How to fix

    Write the name that the others have. If the two are different things, define all services (or
    causes) in `archive.yml`; a slip is then found by its definition.
    """

    code = "PM508"
    alias = "term-near-twin"
    level = Level.WARNING
    confidence = Confidence.GUESS

    def check(self, cards: Sequence[Card], context: Context) -> Iterator[tuple[Card, Finding]]:
        """One finding for each term that is used once and has a twin, where it is used."""
        for field, noun in _NOUN.items():
            if context.settings.vocabulary(field) is None:
                yield from _twins(cards, field, noun)


def _twins(
    cards: Sequence[Card], field: VocabularyName, noun: str
) -> Iterator[tuple[Card, Finding]]:
    uses = Counter(term for card in cards for term in dict.fromkeys(_terms(card, field)))
    often: dict[str, str] = {}
    for term, number in uses.most_common():
        if number > 1:
            for key in near_keys(term):
                often.setdefault(key, term)
    for card in cards:
        own = _terms(card, field)
        for number, term in enumerate(own):
            if uses[term] > 1:
                continue
            twin = next((often[key] for key in near_keys(term) if key in often), None)
            if twin is None or twin in own:
                continue  # nothing alike, or an author who tells the two apart
            yield (
                card,
                Finding(
                    f"only this file has the {noun} {quoted(term)}; others have {quoted(twin)}",
                    card.position_of(field, number),
                    f"write {quoted(twin)} if it is the same; if not, list both under `{field}` in "
                    "archive.yml",
                    field,
                ),
            )


def _terms(card: Card, field: VocabularyName) -> tuple[str, ...]:
    return card.services if field == "services" else card.causes
