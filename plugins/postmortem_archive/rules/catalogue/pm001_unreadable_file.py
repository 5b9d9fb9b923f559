"""PM001: the file cannot be read as text."""

from __future__ import annotations

from postmortem_archive.model.diagnostic import ProblemKind

from ..base import ProblemRule


class UnreadableFile(ProblemRule):
    """The file cannot be read as text.

    ## What it does

    Refuses a file that is empty, too large, not UTF-8 text, not a regular file (a link, a device, a
    pipe), or that may not be opened. Refused, too, is a name with a control character or one of
    ``< > & " ` [ ] { } | *`` and the backslash in it; two names that some disks take for one, because
    they differ in capital letters, accents or invisible characters alone; and settings under another
    name than `archive.yml`. A refused file is never published or found by a search; all others
    still are.

    ## Why it matters

    A file that is only half understood would be taken for a good one. Links are refused because
    they could bring a file from outside the archive into the published site, and odd names because a
    page, a report or another disk could take them for something else.

    ## Bad example

    An empty file:

    ```markdown title="2026/2026-03-12-checkout-pool-exhausted.md"
    ```

    ## Good example

    ```markdown title="2026/2026-03-12-checkout-pool-exhausted.md"
    ---
    title: Checkout failed for all customers
    status: draft
    severity: sev1
    services: [checkout]
    causes: [capacity]
    started: 2026-03-12T14:05Z
    ---
    ```

    ## How to fix

    Save the file as UTF-8 text. Move pictures and logs out of it and link to them. Replace a link
    by the file it points to. Rename a file or folder with letters, digits, hyphens and dots. A file
    that is no postmortem can stay if its name begins with `_`.
    """

    code = "PM001"
    alias = "unreadable-file"
    is_fixed = True
    kind = ProblemKind.UNREADABLE
