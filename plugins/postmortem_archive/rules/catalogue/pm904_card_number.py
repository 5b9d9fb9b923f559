"""PM904: the number of a payment card stands in the file."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.postmortem import Document

from ..base import Context, DocumentRule, Finding
from ..shared.confidential import Places, find_cards, outline


class CardNumber(DocumentRule):
    """The number of a payment card stands in the file.

    ## What it does

    Reports 13 to 19 digits that begin as the numbers of a card brand do and whose check digit is right,
    wherever they stand, whole or in the usual groups. Digits inside longer numbers, IDs or addresses, and
    the numbers that payment providers publish for tests, are left alone.

    ## Why it matters

    A card number must not be kept outside of the systems made for it; one in git puts the whole
    repository, its backups and its readers under the rules for cardholder data (PCI DSS).

    ## Bad example

    ```markdown
    ## Resolution

    The query was stopped. A payment with card 4539 1488 0343 6467 then went through.
    ```

    ## Good example

    ```markdown
    ## Resolution

    The query was stopped. A payment with the test card 4242 4242 4242 4242 then went through.
    ```

    ## How to fix

    Take the number out, and ask those who look after card data whether git's history has to be cleaned.
    Write at most the last four digits, or the number of the payment.
    """

    code = "PM904"
    alias = "card-number"

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """One finding for each place."""
        text = document.text
        places = Places.of(text)
        for found in find_cards(text):
            number = text[found.start : found.end]
            yield Finding(
                f"{found.name} stands here: {outline(number)}",
                places.position(found.start),
                "take it out, here and from git's history; name the payment instead",
            )
