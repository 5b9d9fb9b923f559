"""PM905: a public text names an internal host."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule
from ..shared.confidential import Found, first_of_each, in_more_places
from ..shared.internal_hosts import internal_hosts
from ..shared.public import offered_text
from ..shared.public_lines import PublicLines


class InternalHost(PostmortemRule):
    """A public text names an internal host.

    ## What it does

    Reports, once, each internal host in the public text of a postmortem with `audience: public`: hosts with an
    ending that `archive.yml` lists under `words.internal_hosts`, names that end in `.internal`, `.local`,
    `.corp` or `.lan`, and addresses of private networks. What `public.allowed` in `archive.yml` lists is left
    alone, and so is all that stays in the house.

    ## Why it matters

    Names and addresses of the inside help nobody outside to understand what happened. They help whoever
    prepares an attack.

    ## Bad example

    ```yaml
    audience: public
    public_title: Payments failed for an hour
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: 805b45b7aaa8e758}
    ```

    ```markdown
    ## Customer summary

    On 12 March 2026, payments in all shops failed for 65 minutes, because of one query on
    payments-db-3.internal. No data was lost.
    ```

    ## Good example

    ```yaml
    audience: public
    public_title: Payments failed for an hour
    approved_by:
      - {role: communications, by: cleo, on: 2026-03-17, text: 15954a37f9e78b84}
    ```

    ```markdown
    ## Customer summary

    On 12 March 2026, payments in all shops failed for 65 minutes, because of one query on a database. No data
    was lost.
    ```

    ## How to fix

    Say what the host is for: "a database". Keep its name for the sections that stay inside.
    """

    code = "PM905"
    alias = "internal-host"
    is_fixed = True

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each host, at its first place."""
        settings = context.settings
        text = offered_text(postmortem, settings)
        if text is None:
            return
        lines = PublicLines(text.passages(), settings.public.allowed)
        hosts = internal_hosts(lines.text, settings.words.internal_hosts)
        found = lines.unallowed(Found(one.why, one.start, one.end) for one in hosts)
        for host, first, more in first_of_each(lines.text, found):
            yield Finding(
                f"the internal host {quoted(host)} stands in the public text{in_more_places(more)}: it "
                f"{first.name}",
                lines.position(first.start),
                "say what the host is for, such as `a database`, without its name",
            )
