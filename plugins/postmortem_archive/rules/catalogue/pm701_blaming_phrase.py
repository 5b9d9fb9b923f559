"""PM701: a phrase blames people."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted, shown
from postmortem_archive.parse.prose import Passage

from ..base import Confidence, Context, Finding, PostmortemRule
from ..shared.blame import OwnPhrases, is_denied, passages_in, tidied
from ..shared.blaming_phrases import BLAMING_PHRASES, Phrase
from ..shared.people import is_first_person, names_of_people, person_before


class BlamingPhrase(PostmortemRule):
    """A phrase blames people.

    ## What it does

    Looks for phrases that blame: "forgot to", "failed to" with a person as the subject, "careless",
    "human error", "at fault" and others, and those that `archive.yml` lists under `words.blaming`, each with
    what to write instead. Systems may fail to start, and a sole author may say "I forgot".
    Quotations, code, and what is denied ("this was not
    carelessness") are not read.

    It is a guess from English words: it can take a program for a person.

    ## Why it matters

    Who may be blamed tells less, and then the next postmortem explains less. Everybody acted on what they
    could see at that moment; what can be changed is what they could see.

    ## Bad example

    ```markdown
    ## What could be improved

    - The reviewer forgot to check the limit of the pool.
    ```

    ## Good example

    ```markdown
    ## What could be improved

    - No step of the review asks for the limit of the pool.
    ```

    ## How to fix

    Ask what made it hard to do otherwise: what was not shown, not written down, too easy or too late. Make
    that the subject of the sentence.
    """

    code = "PM701"
    alias = "blaming-phrase"
    level = Level.WARNING
    confidence = Confidence.GUESS

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each phrase."""
        names = names_of_people(postmortem, context.settings)
        own = OwnPhrases(context.settings.words.blaming)
        is_one_author = len(postmortem.meta.authors) <= 1
        for key, passage in passages_in(postmortem):
            for found, instead in own.found_in(passage.text):
                yield Finding(
                    f"{quoted(found[0])} is a phrase that blames, says `archive.yml`",
                    passage.position(found.start()),
                    f"write instead: {shown(instead, 200)}",
                )
            lowered = passage.text.casefold()
            for phrase in BLAMING_PHRASES:
                if phrase.cue in lowered and key not in phrase.judged_elsewhere:
                    yield from _findings(phrase, passage, names, is_one_author)


def _findings(
    phrase: Phrase, passage: Passage, names: frozenset[str], is_one_author: bool
) -> Iterator[Finding]:
    for found in phrase.pattern.finditer(passage.text):
        if is_denied(passage.text, found.start()):
            continue
        if is_one_author and is_first_person(passage.text, found.start()):
            continue
        if phrase.subject and person_before(passage.text, found.start(), names) < phrase.subject:
            continue
        what = found.groupdict().get("what") or ""
        yield Finding(
            f"{quoted(tidied(found[0]))} {phrase.wrong}",
            passage.position(found.start()),
            phrase.instead.replace("{what}", tidied(what)),
        )
