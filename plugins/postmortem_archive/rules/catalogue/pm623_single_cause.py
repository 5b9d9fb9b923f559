"""PM623: one cause is all there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Confidence, Context, Finding, PostmortemRule
from ..shared.section_text import is_english, passages_of, prose_of, sentences_of, written_section

_MOST_SENTENCES = 2
_FURTHER = lazy_pattern(
    r"\b(?:also|addition\w*|another|further\w*|second\w*|moreover|contribut\w*|besides|combin\w*|"
    r"compound\w*|both|separately|meanwhile|several|multiple|factors|two|three|neither|nor|and\s(?:no|"
    r"nothing|nobody|not|never|the|a|an)|as\swell)\b",
    re.IGNORECASE,
)


class SingleCause(PostmortemRule):
    """One cause is named, and the text names no further factor.

    ## What it does

    Reports a file with a single entry in `causes` whose root cause is told in one or two sentences
    without a word that adds a factor (also, another, contributed, both, and no). A list, a chain of whys
    or a longer text is taken for more than one factor. A draft is not asked.

    It is a guess: the entries are counted, but whether a text names a second factor is read from its
    words.

    ## Why it matters

    Incidents usually have several causes, each of which could have stopped the others. With one named,
    the rest stay as they are.

    ## Bad example

    ```yaml
    causes: [capacity]
    ```

    ```markdown
    ## Root cause

    The pool was too small for the payments of a Thursday, because it had been sized in 2019.
    ```

    ## Good example

    ```yaml
    causes: [capacity, monitoring-gap]
    ```

    ```markdown
    ## Root cause

    The pool was too small for the payments of a Thursday, because it had been sized in 2019. No alert
    watched its use, so that nobody saw it fill up over the weeks.
    ```

    ## How to fix

    Ask what else had to be so: what let it through, what made it worse, why was it seen so late? Add
    each to the text and to `causes`.
    """

    code = "PM623"
    alias = "single-cause"
    level = Level.HINT
    confidence = Confidence.GUESS
    requires = ("PM103", "PM107", "PM203")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most, at the cause."""
        causes = postmortem.meta.causes
        section = written_section(postmortem, "root-cause")
        if len(causes) != 1 or not section or postmortem.is_draft or postmortem.whys:
            return
        text = prose_of(section)
        if (
            len(sentences_of(section)) > _MOST_SENTENCES
            or len(list(passages_of(section))) > _MOST_SENTENCES
            or not is_english(text)
            or _FURTHER.search(text)
        ):
            return
        yield Finding(
            f"{quoted(causes[0])} is the only cause, and the text names no further factor",
            postmortem.position_of("causes", 0),
            "ask what let it through, what made it worse and why it was seen so late; add what you "
            "find to the text and to `causes`",
            "causes",
        )
