"""PM504: a related postmortem does not exist."""

from collections.abc import Iterator, Sequence

from postmortem_archive.model.postmortem import Document
from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.wording import quoted

from .base import ArchiveRule, Context, Finding


class UnknownRelated(ArchiveRule):
    """A related postmortem does not exist.

    ## What it does

    Looks up each entry of `related` among the IDs and aliases of the archive.

    ## Why it matters

    A link to the last time this happened is worth most when it is clicked in the middle of the next
    one.

    ## Bad example

    ```yaml
    related: [2025-11-02-checkout-slow]
    ```

    ## Good example

    ```markdown title="2025/2025-11-02-checkout-slow.md"
    ---
    title: Checkout was slow
    status: draft
    severity: sev2
    services: [checkout]
    causes: [capacity]
    started: 2025-11-02T09:00Z
    ---
    ```

    ```yaml
    related: [2025-11-02-checkout-slow]
    ```

    ## How to fix

    Write the ID as it is: the file's name without folder and extension. Remove the entry if the
    file is gone.
    """

    code = "PM504"
    alias = "unknown-related"

    def check(
        self, documents: Sequence[Document], context: Context
    ) -> Iterator[tuple[Document, Finding]]:
        """One finding for each entry that names nothing."""
        known = {document.id for document in documents}
        for document in documents:
            known.update(document.postmortem.meta.aliases if document.postmortem else ())
        for document in documents:
            if not document.postmortem:
                continue
            for number, name in enumerate(document.postmortem.meta.related):
                if name in known:
                    continue
                near = nearest(name, sorted(known - {document.id}))
                yield (
                    document,
                    Finding(
                        f"no postmortem has the ID {quoted(name)}"
                        + (f"; did you mean {quoted(near)}?" if near else ""),
                        document.postmortem.position_of("related", number),
                        f"write {quoted(near, 255)}"
                        if near
                        else "write the file's name without folder and extension, or remove it",
                        "related",
                    ),
                )
