"""PM101: the file has no front matter."""

from __future__ import annotations

from postmortem_archive.model.diagnostic import ProblemKind

from ..base import ProblemRule


class FrontMatterMissing(ProblemRule):
    """The file has no front matter.

    ## What it does

    Reports a file that does not begin with front matter: a line `---`, the fields, and a line
    `---`.

    ## Why it matters

    Without it nothing is known of the incident but its text: it has no date, no severity and no
    services, so it cannot be sorted, filtered or counted.

    ## Bad example

    ```markdown title="2026/2026-03-12-checkout-pool-exhausted.md"
    # Checkout failed for all customers

    On 12 March 2026 no customer could pay for 65 minutes.
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

    On 12 March 2026 no customer could pay for 65 minutes.
    ```

    ## How to fix

    Put the fields at the very top of the file. `postmortem new` writes a file that has them.
    """

    code = "PM101"
    alias = "front-matter-missing"
    is_fixed = True
    kind = ProblemKind.FRONT_MATTER_MISSING
