"""PM901: a secret stands in the file."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.postmortem import Document

from ..base import Context, DocumentRule, Finding
from ..shared.confidential import Places, find_secrets, outline


class Secret(DocumentRule):
    """A secret stands in the file.

    ## What it does

    Reports tokens and keys that are known by their prefix or their structure, private keys, passwords in
    addresses and connection strings, and authorization headers, wherever they stand: front matter, prose
    or code. Values that are clearly stand-ins (`<token>`, `***`, `REDACTED`, AWS's own example key) are
    left alone. No report repeats the secret: only its first characters and its length are shown. A secret
    without a known form is not found.

    ## Why it matters

    Whoever can read the archive, its history, its search index or its backups can use it.

    ## Bad example

    ```markdown
    ## Resolution

    The service was pointed at the replica: `Server=replica;User Id=checkout;Pwd=mU7-tea-9Lantern`.
    ```

    ## Good example

    ```markdown
    ## Resolution

    The service was pointed at the replica: `Server=replica;User Id=checkout;Pwd=***`.
    ```

    ## How to fix

    Revoke the secret first: it stays in git's history, and in everybody's copy of it. Then write what it
    was for, with `***` in its place.
    """

    code = "PM901"
    alias = "secret"

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """One finding for each place."""
        text = document.text
        places = Places.of(text)
        for found in find_secrets(text):
            yield Finding(
                f"{found.name} stands here: {outline(text[found.start : found.end])}",
                places.position(found.start),
                "revoke it, since git keeps it; then write `***` in its place",
            )
