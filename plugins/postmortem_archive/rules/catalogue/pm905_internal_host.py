"""PM905: a public postmortem names an internal host."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.front_matter import Audience
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule
from ..shared.confidential import Found, Places, first_of_each, in_more_places
from ..shared.internal_hosts import internal_hosts


class InternalHost(PostmortemRule):
    """A public postmortem names an internal host.

    ## What it does

    Reports, once, each internal host in a postmortem with `audience: public`, wherever it stands. Hosts
    with an ending that `archive.yml` lists under `words.internal_hosts` are errors; names that end in
    `.internal`, `.local`, `.corp` or `.lan`, and addresses of private networks, are warnings.

    ## Why it matters

    Names and addresses of the inside help nobody outside to understand what happened. They help whoever
    prepares an attack.

    ## Bad example

    ```yaml
    audience: public
    ```

    ```markdown
    ## Resolution

    The query was stopped on payments-db-3.internal, then the pool was made larger.
    ```

    ## Good example

    ```yaml
    audience: public
    ```

    ```markdown
    ## Resolution

    The query was stopped on the payment database, then the pool was made larger.
    ```

    ## How to fix

    Say what the host is for: "the payment database". Keep its name for the internal version.
    """

    code = "PM905"
    alias = "internal-host"

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each host, at its first place."""
        if postmortem.meta.audience is not Audience.PUBLIC:
            return
        text = postmortem.text
        places = Places.of(text)
        by_start = {
            one.start: one for one in internal_hosts(text, context.settings.words.internal_hosts)
        }
        found = [Found(one.why, one.start, one.end) for one in by_start.values()]
        for host, first, more in first_of_each(text, found):
            yield Finding(
                f"this postmortem is public, and the internal host {quoted(host)} stands here"
                f"{in_more_places(more)}: it {first.name}",
                places.position(first.start),
                "say what the host is for, such as `the primary database`, without its name",
                level=None if by_start[first.start].is_configured else Level.WARNING,
            )
