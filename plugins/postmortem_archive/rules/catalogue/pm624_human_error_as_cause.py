"""PM624: the chain of causes ends with a person's mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import listed, quoted
from postmortem_archive.parse.prose import blanked

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.mistakes import unexplained_mistake
from ..shared.section_text import passages_of, written_section

_BECAUSE = lazy_pattern(r"\A\W{0,10}because\b", re.IGNORECASE)
_LONGEST_WHY = 2_000


class HumanErrorAsCause(PostmortemRule):
    """The chain of causes ends with a person's mistake.

    ## What it does

    Looks for "human error", "operator error", "a mistake by an engineer" and the like in the last step
    of a chain of whys, and in a root cause that does not go on to what made the mistake possible or let
    it through. Where neither says so, it looks whether all `causes` are of the kind `human` in
    `archive.yml`. What is denied or quoted does not count.

    It is a guess: it cannot tell whether the text around it is the explanation.

    ## Why it matters

    People will make mistakes again. A cause that ends with one leaves nothing that can be changed; it is
    where the questions start.

    ## Bad example

    ```markdown
    ## Root cause

    The limit of the pool was set to a tenth of its value. It was human error. The value is 50 again, and
    the pool holds.
    ```

    ## Good example

    ```markdown
    ## Root cause

    The limit of the pool was set to a tenth of its value. The form takes any number and shows no
    comparison with the value in force, and nobody else sees a change before it is live.
    ```

    ## How to fix

    Ask what made the mistake easy, what could have caught it, and what could have absorbed it. Write
    that as the cause.
    """

    code = "PM624"
    alias = "human-error-as-cause"
    level = Level.WARNING
    confidence = Confidence.GUESS

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most: at the last why, in the text, or at the field `causes`."""
        found = _in_last_why(postmortem) or _in_text(postmortem)
        if found:
            yield found
            return
        causes = context.settings.causes or {}
        named = postmortem.meta.causes
        if named and all(_is_human(causes[one].kind) if one in causes else False for one in named):
            yield Finding(
                f"all causes ({listed(named)}) are of the kind `human`",
                postmortem.position_of("causes"),
                "add what made it possible: a missing safeguard, a tool, a procedure, a gap in testing",
                "causes",
            )


def _is_human(kind: str | None) -> bool:
    return (kind or "").casefold() == "human"


def _in_last_why(postmortem: Postmortem) -> Finding | None:
    if not postmortem.whys:
        return None
    last = postmortem.whys[-1]
    text = blanked(last.text)[:_LONGEST_WHY]
    # the question repeats the step before; what counts is the answer
    answer = _BECAUSE.sub("", text[text.rfind("?") + 1 :])
    found = unexplained_mistake(answer)
    if not found:
        return None
    return Finding(
        f"the chain of whys ends with {quoted(found[0])}",
        last.position,
        _hint(found[0]),
        section_subject("root-cause"),
    )


def _in_text(postmortem: Postmortem) -> Finding | None:
    section = written_section(postmortem, "root-cause")
    whys = {why.position.line for why in postmortem.whys}
    for passage in passages_of(section) if section else ():
        found = None if passage.line in whys else unexplained_mistake(passage.text)
        if found:
            return Finding(
                f"the root cause says {quoted(found[0])}, and not what made it possible",
                passage.position(found.start()),
                _hint(found[0]),
                section_subject("root-cause"),
            )
    return None


def _hint(mistake: str) -> str:
    return (
        f"ask once more: what made {quoted(mistake)} easy, what could have caught it, what could have "
        "absorbed it"
    )
