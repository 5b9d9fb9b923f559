"""PM107: an ID is not in the archive's vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Term
from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.wording import listed, quoted

from ..base import Context, Finding, PostmortemRule
from ..shared.fields import VOCABULARY_OF

_NOUN = {"services": "service", "causes": "cause", "severity": "severity", "trigger": "trigger"}

_MAX_GUESSES = 20
"""Most unknown IDs of a field for which the nearest known one is looked for."""


class UnknownTerm(PostmortemRule):
    """An ID is not in the archive's vocabulary.

    ## What it does

    Looks up each service, cause, severity and trigger in `archive.yml`. A vocabulary that
    `archive.yml` does not define is not checked.

    ## Why it matters

    Two spellings of one service are two services in every list and figure, and half of its history
    is not found.

    ## Bad example

    ```yaml title="archive.yml"
    services:
      checkout: {name: Checkout}
    ```

    ```yaml
    services: [chekout]
    ```

    ## Good example

    ```yaml title="archive.yml"
    services:
      checkout: {name: Checkout}
    ```

    ```yaml
    services: [checkout]
    ```

    ## How to fix

    Write the ID that is suggested, or add a new one to `archive.yml` in the same change.
    """

    code = "PM107"
    alias = "unknown-term"

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each unknown ID, at its place in the list."""
        for field, vocabulary in VOCABULARY_OF.items():
            terms = context.settings.vocabulary(vocabulary)
            if terms is None:
                continue
            value = getattr(postmortem.meta, field)
            items = enumerate(value) if isinstance(value, tuple) else [(None, value)]
            unknown = [(number, word) for number, word in items if word and word not in terms]
            for guesses, (number, word) in enumerate(unknown):
                place = (field,) if number is None else (field, number)
                meant = _meant(word, terms) if guesses < _MAX_GUESSES else None
                yield Finding(
                    f"unknown {_NOUN[field]} {quoted(word)}"
                    + (f"; did you mean {quoted(meant)}?" if meant else ""),
                    postmortem.position_of(*place),
                    f"write {quoted(meant) if meant else 'one of ' + listed(terms)}, or add "
                    f"{quoted(word)} to `{vocabulary}` in archive.yml"
                    if terms
                    else f"add {quoted(word)} to `{vocabulary}` in archive.yml, which has none yet",
                    field,
                )


def _meant(word: str, terms: Mapping[str, Term]) -> str | None:
    """The ID that was probably meant, by its spelling, its name or its aliases."""
    words = {
        spelling: term_id for term_id, term in terms.items() for spelling in (term_id, *term.names)
    }
    found = nearest(word, words)
    return words[found] if found else None
