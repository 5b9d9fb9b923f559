"""PM903: a phone number stands in the file."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Document

from ..base import Confidence, Context, DocumentRule, Finding
from ..shared.confidential import Places, find_phones, first_of_each, in_more_places, outline


class PhoneNumber(DocumentRule):
    """A phone number stands in the file.

    ## What it does

    Reports, once, each number in international form (`+` and a country's code) or after `tel:`, wherever it
    stands. Numbers that are set aside for examples are left alone, and so are numbers in national form. It
    is a guess: a number of another kind can be written in the same way.

    ## Why it matters

    A number of a customer or a colleague is personal data, and a bridge or pager number in a public file
    invites calls.

    ## Bad example

    ```markdown
    ## Resolution

    The hosting provider was called on +1 415 011 2345. The query was stopped, then the pool was made larger.
    ```

    ## Good example

    ```markdown
    ## Resolution

    The hosting provider was called. The query was stopped, then the pool was made larger.
    ```

    ## How to fix

    Say who was called. Keep the number in the list of contacts, and link to that.
    """

    code = "PM903"
    alias = "phone-number"
    level = Level.WARNING
    confidence = Confidence.GUESS

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """One finding for each number, at its first place."""
        text = document.text
        places = Places.of(text)
        for number, first, more in first_of_each(text, find_phones(text)):
            yield Finding(
                f"{first.name} stands here{in_more_places(more)}: {outline(number)}",
                places.position(first.start),
                "say who was called, and keep the number in the list of contacts",
            )
