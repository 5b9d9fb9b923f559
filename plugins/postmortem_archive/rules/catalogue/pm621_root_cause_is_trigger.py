"""PM621: the root cause is only what set the incident off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.mistakes import unexplained_mistake
from ..shared.section_text import as_shown, passages_of, words_of, written_section

_MOST_WORDS = 12
_TRIGGER = lazy_pattern(
    r"\W*(?:(?:it|this|the\s(?:incident|outage|problem|root\scause|cause))\s(?:was|is)\s)?"
    r"(?:(?:caused\sby|due\sto|because\sof|triggered\sby)\s)?(?:(?:an?|the|our)\s)?(?:[\w-]{1,30}\s){0,3}"
    r"(?:deploy(?:ment|s|ed)?|releases?|rollout|push|chang(?:e|ed)|updat(?:e|ed)|upgrad(?:e|ed)|"
    r"migration|commit|merge|pull\srequest|restart|maintenance|failover|traffic|load|spike|surge|bug|"
    r"defect|typo|config(?:uration)?|misconfiguration|power\s(?:cut|loss|outage|failure)|hardware|"
    r"disk|certificate|query|script|command|mistake|error)\b",
    re.IGNORECASE,
)
_GOES_DEEPER = lazy_pattern(
    r"\b(?:because|since|as|due|so|that|which|when|where|while|after|without|no|not|nothing|nobody|"
    r"never|missing|lack\w*|absen\w*|allow\w*|let|only|although|but|too|instead|unknown|unclear|until|"
    r"\w{2,12}n['’]t)\b",  # noqa: RUF001
    re.IGNORECASE,
)
_EMPTY_WORDS = frozenset(
    [
        *("a", "an", "the", "of", "in", "on", "at", "to", "for"),
        *("by", "with", "from", "and", "or", "was", "were", "is", "due"),
    ]
)


class RootCauseIsTrigger(PostmortemRule):
    """The root cause only names what set the incident off.

    ## What it does

    Reports a root cause that consists of one statement of 12 words or fewer which begins with a
    deployment, a change, a surge or the like and has no reason behind it, or that only repeats the title. It is
    silent where a chain of whys is given, and where the statement is a person's mistake (PM624).

    It is a guess: it sees that the statement is short, not whether it is deep.

    ## Why it matters

    The trigger will come again: there will be another deployment, another full disk. What can be
    changed is what let it do harm.

    ## Bad example

    ```markdown
    ## Root cause

    A bad deployment of the checkout service.
    ```

    ## Good example

    ```markdown
    ## Root cause

    A deployment of the checkout service had no limit for queries. The limit was missing because the
    template of new services does not set one, and no review asks for it.
    ```

    ## How to fix

    Ask why it was possible: what should have caught it, and why did it not? Put the trigger itself into
    the field `trigger`.
    """

    code = "PM621"
    alias = "root-cause-is-trigger"
    level = Level.WARNING
    confidence = Confidence.GUESS

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most, at the statement."""
        section = written_section(postmortem, "root-cause")
        if not section or postmortem.is_draft or postmortem.whys:
            return
        said = list(passages_of(section))
        if (
            len(said) != 1
            or len([one for one in postmortem.sections if one.key == section.key]) > 1
        ):
            return
        text = said[0].text
        if unexplained_mistake(text):  # PM624 says so
            return
        if _is_bare_trigger(text) or _repeats(text, postmortem.title):
            statement = quoted(as_shown(text).strip())
            yield Finding(
                f"the root cause is only what set it off: {statement}",
                said[0].position(len(text) - len(text.lstrip())),
                f"go on from there: why could {statement} do harm, and what should have caught it",
                section_subject("root-cause"),
            )


def _is_bare_trigger(text: str) -> bool:
    """Whether a text names an event in a few words, and nothing behind it."""
    found = _TRIGGER.match(text)
    return bool(
        found and len(words_of(text)) <= _MOST_WORDS and not _GOES_DEEPER.search(text, found.end())
    )


def _repeats(text: str, title: str) -> bool:
    """Whether a text says nothing that the title does not say."""
    said = _telling_words(text)
    return bool(said) and said <= _telling_words(title)


def _telling_words(text: str) -> set[str]:
    """The words of a text that mean something by themselves."""
    return {word.casefold() for word in words_of(text)} - _EMPTY_WORDS
