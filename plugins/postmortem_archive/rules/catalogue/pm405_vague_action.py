"""PM405: an action item says that something is to be done, but not what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.action_items import open_actions
from ..shared.vague_actions import vague_phrase

_MOST_READ = 500
"""Items of a file whose words are looked at."""


class VagueAction(PostmortemRule):
    """An action item says that something is to be done, but not what.

    ## What it does

    Looks for open action items that consist of a phrase such as *improve monitoring*, *be more
    careful*, *investigate the timeouts*, *better documentation* or *raise awareness*. An item that
    adds a figure, a name, code, a condition or a question is taken for a specific one. It is a
    guess from English words: in your team everybody may know what is meant. The reader next year
    does not.

    ## Why it matters

    Nobody can tell when a vague item is done, so it is never done, or done the next minute. A
    specific one can be handed to somebody who was not there.

    ## Bad example

    ```markdown
    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Improve monitoring | @ana | 2026-04-01 | detect |
    ```

    ## Good example

    ```markdown
    ## Action items

    | Action | Owner | Due | Type |
    |---|---|---|---|
    | Alert the on-call engineer at 80 % use of the payment pool | @ana | 2026-04-01 | detect |
    ```

    ## How to fix

    Say what will be different, where, and how anybody can see it. If that is not known yet, make
    finding it out the item, with the question and the place where the answer will stand.
    """

    code = "PM405"
    alias = "vague-action"
    level = Level.WARNING
    confidence = Confidence.GUESS

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each vague item."""
        for item in islice(open_actions(postmortem), _MOST_READ):
            vague = vague_phrase(item.text)
            if vague is None:
                continue
            yield Finding(
                f"the action {quoted(item.text)} {vague.phrase.lacks}",
                item.position,
                f"{vague.ask}, such as: {vague.phrase.example}",
                section_subject("actions"),
            )
