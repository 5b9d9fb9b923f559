"""PM702: the text says what people should have done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Confidence, Context, Finding, PostmortemRule
from ..shared.blame import passages_in, tidied
from ..shared.people import Person, is_first_person, names_of_people, person_before

_IRREGULAR = (
    r"done|gone|known|seen|read|told|thought|caught|found|made|taken|written|kept|left|sent|held|given|"
    r"run|set|put|built|begun|spoken|understood|brought|chosen|shut|foreseen|said|paid|felt|got"
)
_PARTICIPLE = rf"(?:[a-z-]{{2,20}}ed|{_IRREGULAR})"
_SURE = frozenset(
    [
        *("known", "noticed", "checked", "realised", "realized", "caught", "told", "asked", "seen"),
        *("thought", "read", "waited", "looked", "communicated", "informed", "stopped", "gone"),
        *("done", "taken", "made", "given", "foreseen", "understood", "recognised", "recognized"),
    ]
)
"""Participles that hardly stand before a noun: "should have known", but "should have automated tests"."""
_OF_MINDS = frozenset(
    [
        *("known", "noticed", "realised", "realized", "told", "asked", "thought", "communicated"),
        *("informed", "escalated", "foreseen", "understood", "read"),
    ]
)
"""Participles of which only people are the subject."""

_AFTER_VERB = lazy_pattern(
    r"\s{0,5}(?:[.,;:!?)|]|$)|\s{1,5}(?:the|an?|this|that|these|those|it|them|him|her|us|our|their|its|his|"
    r"my|your|more|earlier|sooner|before|first|to|for|in|on|with|at|by|from|until|after|when|if|how|what|"
    r"who|whether|about|up|out|off|down|back|all|every|each|any|and|but|or|better|faster|instead)\b",
    re.IGNORECASE,
)
_SHOULD = lazy_pattern(
    r"\b(?:should(?:n['’]t|\s(?:not|never|also|at\sleast))?|ought\s(?:not\s)?to)\s{1,5}have\s{1,5}"  # noqa: RUF001
    rf"(?:(?:also|at\sleast|just|simply|first|[a-z]{{3,15}}ly)\s{{1,5}})?(?P<verb>been|{_PARTICIPLE})\b",
    re.IGNORECASE,
)
_BEEN_PEOPLE = lazy_pattern(
    r"\s{1,5}(?:more|better|aware|careful|quicker|faster|clearer|paying|watching|looking|prepared)\b",
    re.IGNORECASE,
)
_BEEN_DONE = lazy_pattern(
    r"\s{1,5}(?:noticed|caught|spotted|foreseen|anticipated|avoided|prevented|tested|reviewed|checked|"
    r"verified|questioned|communicated|addressed)\b(?!\s{1,5}by\b)",
    re.IGNORECASE,
)
_IF_HAD = lazy_pattern(
    r"(?<!\bas\s)\bif\s(?:only\s)?(?P<who>(?:[\w@'’-]{1,30}\s{1,5}){1,6}?)had\s{1,5}"  # noqa: RUF001
    rf"(?:(?:only|just|simply)\s{{1,5}})?(?P<verb>been\s{{1,5}}(?:more\s)?careful|{_PARTICIPLE})\b",
    re.IGNORECASE,
)
_HAD = lazy_pattern(
    r"(?:^|(?<=[.;!?|]\s))\s{0,5}had\s(?P<who>(?:[\w@'’-]{1,30}\s{1,5}){1,4}?)"  # noqa: RUF001
    rf"(?:(?:only|just|simply)\s{{1,5}})?(?P<verb>been\s{{1,5}}(?:more\s)?careful|{_PARTICIPLE})\b",
    re.IGNORECASE | re.MULTILINE,
)
_IN_THE_PAST = (
    (lazy_pattern(r"\bif\s", re.IGNORECASE), _IF_HAD),
    (lazy_pattern(r"(?:^|[.;!?|]\s)\s{0,5}had\s", re.IGNORECASE | re.MULTILINE), _HAD),
)
"""Each with a short pattern that is in it: to compile the long one takes long."""
_OUTCOME = lazy_pattern(r"\b(?:would|could|might)(?:n['’]t)?\b", re.IGNORECASE)  # noqa: RUF001
_OF_OUTCOMES = ("would", "could", "might", "only")
"""In every text with an outcome; looked for first, because that is quick."""
_REST = lazy_pattern(r"(?:\s{1,5}[\w'’/-]{1,40}){1,3}")  # noqa: RUF001
_SENTENCE_END = lazy_pattern(r"[.!?]\s")
_AROUND = 300
_NOT_READ = frozenset(["actions", "went-well", "lucky"])


class Counterfactual(PostmortemRule):
    """The text says what people should have done.

    ## What it does

    Looks for "should have", "ought to have", "if … had" and the like with people as the subject, and for
    "should have been caught". A sole author may say it of himself or herself ("I should have
    ..."). Action items, what went well, quotations and code are not read; what a system
    should have done is not reported.

    It is a guess from English words.

    ## Why it matters

    What should have been done is known only afterwards. The sentence describes an incident that did not
    happen, and leaves out why what was done made sense at the time.

    ## Bad example

    ```markdown
    ## What could be improved

    - We should have checked the limit of the pool before the release.
    ```

    ## Good example

    ```markdown
    ## What could be improved

    - The checklist of releases can ask for the limit of the pool.
    ```

    ## How to fix

    Say what was done and what was known then. What would help next time is an improvement or an action
    item, in the present tense.
    """

    code = "PM702"
    alias = "counterfactual"
    level = Level.WARNING
    confidence = Confidence.GUESS

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each such clause."""
        names = names_of_people(postmortem, context.settings)
        is_one_author = len(postmortem.meta.authors) <= 1
        for _, passage in passages_in(postmortem, _NOT_READ):
            for found in _clauses(passage.text, names):
                if is_one_author and _is_about_oneself(passage.text, found):
                    continue
                rest = _REST.match(passage.text, found.end())
                clause = found[0] + (rest[0] if rest else "")
                yield Finding(
                    f"{quoted(tidied(clause))} judges with what is known only now",
                    passage.position(found.start() + len(found[0]) - len(found[0].lstrip())),
                    "say what was known then and why it made sense, and what would now show the way",
                )


def _clauses(text: str, names: frozenset[str]) -> Iterator[re.Match[str]]:
    lowered = text.casefold()
    if ("should" in lowered or "ought" in lowered) and "have" in lowered:
        yield from (
            found for found in _SHOULD.finditer(text) if _is_about_people(text, found, names)
        )
    if "had" not in lowered or not any(word in lowered for word in _OF_OUTCOMES):
        return
    for pattern in (form for cue, form in _IN_THE_PAST if cue.search(text)):
        for found in pattern.finditer(text):
            who = found["who"]
            if person_before(who, len(who), names) >= Person.WE and _has_outcome(text, found):
                yield found


def _is_about_people(text: str, found: re.Match[str], names: frozenset[str]) -> bool:
    verb = found["verb"].casefold()
    subject = person_before(text, found.start(), names)
    if verb == "been":
        if _BEEN_DONE.match(text, found.end()):
            return True
        return subject >= Person.WE and bool(_BEEN_PEOPLE.match(text, found.end()))
    if subject is Person.MAYBE:
        return verb in _OF_MINDS
    return subject >= Person.WE and (verb in _SURE or bool(_AFTER_VERB.match(text, found.end())))


def _is_about_oneself(text: str, found: re.Match[str]) -> bool:
    who = found.groupdict().get("who")
    return is_first_person(who, len(who)) if who else is_first_person(text, found.start())


def _has_outcome(text: str, found: re.Match[str]) -> bool:
    """Whether the sentence says what would then have happened."""
    if re.match(r"if\sonly\b", found[0], re.IGNORECASE):
        return True
    before = _SENTENCE_END.split(text[max(found.start() - _AROUND, 0) : found.start()])[-1]
    after = _SENTENCE_END.split(text[found.end() : found.end() + _AROUND])[0]
    return bool(_OUTCOME.search(before) or _OUTCOME.search(after))
