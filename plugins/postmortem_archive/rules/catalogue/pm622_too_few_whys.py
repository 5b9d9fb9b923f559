"""PM622: a chain of whys ends early."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import count, quoted

from ..base import Context, Finding, PostmortemRule, section_subject


class TooFewWhys(PostmortemRule):
    """A chain of whys has too few steps.

    ## What it does

    Counts the steps below a heading such as "Five whys": at least 3, or what `limits.whys` says. A
    postmortem without such a heading is not asked for one, nor is a draft.

    ## Why it matters

    The first answer is the trigger, the second the mechanism. What can be changed for good comes after
    them.

    ## Bad example

    ```markdown
    ## Root cause

    A slow query held its connections, and no limit stopped it. The runbook did not name the dashboard.

    ### Five whys

    1. Why could nobody pay? Because the pool was full.
    2. Why was it full? Because a slow query held its connections.
    ```

    ## Good example

    ```markdown
    ## Root cause

    A slow query held its connections, and no limit stopped it. The runbook did not name the dashboard.

    ### Five whys

    1. Why could nobody pay? Because the pool was full.
    2. Why was it full? Because a slow query held its connections.
    3. Why could it? Because the template of new services sets no limit.
    ```

    ## How to fix

    Ask once more, beginning with the last answer. If the chain is complete and short, write it as prose.
    """

    code = "PM622"
    alias = "too-few-whys"
    level = Level.WARNING

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most, at the last step."""
        whys = postmortem.whys
        if not whys or len(whys) >= context.limits.whys or postmortem.is_draft:
            return
        last = whys[-1]
        yield Finding(
            f"the chain of whys has {count(len(whys), 'step')}, fewer than {context.limits.whys}",
            last.position,
            f"go on from {quoted(last.text)}: why was that possible",
            section_subject("root-cause"),
        )
