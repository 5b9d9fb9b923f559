"""PM902: the e-mail address of a person stands in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Document

from ..base import Confidence, Context, DocumentRule, Finding
from ..shared.confidential import Places, find_emails, first_of_each, in_more_places, outline

_AUTHORS = lazy_pattern(
    r"\W{0,8}(?:post-?mortem )?(?:authors?|(?:written|created|prepared) by)\b", re.IGNORECASE
)


class EmailAddress(DocumentRule):
    """The e-mail address of a person stands in the file.

    ## What it does

    Reports, once, each e-mail address that seems to be a person's, wherever it stands, but for those of
    the authors: in `authors`, in a line "Author: …" or below a heading "Authors". Addresses of
    roles and lists (`security@…`, `noreply@…`), of example domains, and logins such as `git@host:path` are
    left alone. It is a guess: a shared mailbox with a name of its own looks like a person's.

    ## Why it matters

    An address tells who was affected or involved. Customers did not agree to stand in a postmortem,
    and a postmortem needs what happened to them, not who they are.

    ## Bad example

    ```markdown
    ## Impact

    1,200 payments were refused. No data was lost. The first report came from ana.silva@shoes-and-more.io.
    ```

    ## Good example

    ```markdown
    ## Impact

    1,200 payments were refused. No data was lost. The first report came from a customer.
    ```

    ## How to fix

    Write the role: "a customer", "the on-call engineer". Link to the ticket, where access is controlled.
    Name people in `authors` and `participants` by their handles.
    """

    code = "PM902"
    alias = "email-address"
    level = Level.WARNING
    confidence = Confidence.GUESS

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """One finding for each address, at its first place."""
        text = document.text
        found = find_emails(text)
        if not found:
            return
        places = Places.of(text)
        authors = _addresses_of_authors(text)
        for address, first, more in first_of_each(text, found):
            if address in authors:
                continue
            yield Finding(
                f"{first.name} stands here{in_more_places(more)}: {outline(address)}",
                places.position(first.start),
                "write the role instead, such as `a customer`, or link to the ticket",
            )


def _addresses_of_authors(text: str) -> set[str]:
    """Addresses in the lines that say who wrote a text, by the word before them or the heading above."""
    lines = []
    is_below = False
    for line in text.split("\n"):
        if _AUTHORS.match(line):
            is_below = True
        elif line.startswith("#") or (line.strip() and not line.startswith((" ", "-", "*", "+"))):
            is_below = is_below and "@" in line and not line.startswith("#")
        if is_below and "@" in line:
            lines.append(line)
    said = "\n".join(lines)
    return {said[one.start : one.end] for one in find_emails(said)}
