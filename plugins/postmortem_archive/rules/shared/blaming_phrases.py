"""Phrases that blame, and what to write instead.

To teach the rule a phrase, add an entry to :data:`BLAMING_PHRASES` and a case to the tests. An archive
adds its own under ``words.blaming`` in ``archive.yml``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .people import Person

_CLAUSE_WORDS = (
    r"(?:and|but|so|because|which|who|that|when|before|after|while|until|since|as|or|then|although|"
    r"though|despite|causing|leading|resulting|due)\b"
)
WHAT = (
    r"(?P<what>[a-z][\w'’/-]{0,40}"  # noqa: RUF001
    rf"(?:\s{{1,5}}(?!{_CLAUSE_WORDS})[\w'’%/-]{{1,40}}){{0,6}})"  # noqa: RUF001
)
"""What somebody did or did not do: up to seven words, to the end of the clause."""

_ADVERB = r"(?:(?:properly|correctly|fully|adequately|sufficiently)\s)?"
_OF_MINDS = _ADVERB + (
    r"(?:anticipate|appreciate|ask|communicate|consider|coordinate|document|escalate|foresee|inform|learn|"
    r"prioriti[sz]e|read|reali[sz]e|remember|tell|think|understand)\b"
)
"""What only people do."""
_OF_PEOPLE = _ADVERB + (
    r"(?:account|act|alert|announce|assess|catch|check|double-check|ensure|follow|identify|implement|"
    r"investigate|look|monitor|notice|notify|plan|predict|prepare|react|recogni[sz]e|remove|report|review|"
    r"see|spot|take|test|update|validate|verify|warn)\b"
)
"""What people and programs do; of "we", people."""


class Phrase(NamedTuple):
    """A phrase that blames.

    Attributes:
        cue: letters that are in every text that the pattern matches; looked for first.
        words: the phrase as a regular expression, whatever its case, from the beginning of a word; a
            space stands for any white space; the group ``what``, where there is one, is what somebody
            did not do.
        wrong: completes "`the phrase` …".
        instead: what to write; ``{what}`` stands for the group.
        subject: it blames only where the subject before it is a person; at least as sure as this.
        judged_elsewhere: sections in which another rule speaks of it.
    """

    cue: str
    words: str
    wrong: str
    instead: str
    subject: Person = Person.NO
    judged_elsewhere: tuple[str, ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """The words, compiled when they are first needed: most texts need none."""
        return _compiled(self.words)


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + words.replace(" ", r"\s{1,5}") + ")", re.IGNORECASE)


_LOOKS_AT_PEOPLE = "looks for the cause in people"
_JUDGES = "judges people, not what they had to work with"
_WHAT_THEY_HAD = "say what they could see and what they had to work with at that moment"
_HARD = "say what made it hard, such as `nothing prompted anyone to {what}`"
_MISTAKE = "say what made the slip easy, and what could have caught it"

BLAMING_PHRASES: tuple[Phrase, ...] = (
    Phrase(
        "forgot",
        rf"forgot(?:ten)? to {WHAT}",
        "asks people to remember",
        "say what would have reminded them, such as `no step of the runbook says to {what}`",
        Person.CAPITALISED,
    ),
    Phrase(
        "forgot",
        r"forgot about\b",
        "asks people to remember",
        "say what would have reminded them, such as `nothing pointed to it`",
        Person.CAPITALISED,
    ),
    Phrase(
        "failed to",
        rf"failed to (?={_OF_MINDS}){WHAT}",
        _LOOKS_AT_PEOPLE,
        _HARD,
        Person.MAYBE,
    ),
    Phrase(
        "failed to",
        rf"failed to (?={_OF_PEOPLE}){WHAT}",
        _LOOKS_AT_PEOPLE,
        _HARD,
        Person.WE,
    ),
    Phrase(
        "failed to",
        rf"failed to (?!{_OF_MINDS}|{_OF_PEOPLE}){WHAT}",
        _LOOKS_AT_PEOPLE,
        "say what stood in the way, such as `the tool made it hard to {what}`",
        Person.YES,
    ),
    Phrase(
        "neglected to",
        rf"neglected to {WHAT}",
        _LOOKS_AT_PEOPLE,
        _HARD,
        Person.CAPITALISED,
    ),
    Phrase(
        "bother",
        rf"(?:did not|didn['’]t|never|not even) bother(?:ed)? to {WHAT}",  # noqa: RUF001
        _JUDGES,
        "say what else there was to do, and that nothing prompted anyone to {what}",
        Person.CAPITALISED,
    ),
    Phrase("careless", r"careless(?:ly|ness)?\b", _JUDGES, _WHAT_THEY_HAD),
    Phrase("negligen", r"negligen(?:t|tly|ce)\b", _JUDGES, _WHAT_THEY_HAD),
    Phrase("incompeten", r"incompeten(?:t|tly|ce)\b", _JUDGES, _WHAT_THEY_HAD),
    Phrase("slopp", r"slopp(?:y(?! quorum)|iness)\b", _JUDGES, _WHAT_THEY_HAD),
    Phrase("stupid", r"stupid(?:ity)?\b", _JUDGES, _WHAT_THEY_HAD),
    Phrase("reckless", r"reckless(?:ness)?\b", _JUDGES, _WHAT_THEY_HAD),
    Phrase("irresponsib", r"irresponsib(?:le|ly|ility)\b", _JUDGES, _WHAT_THEY_HAD),
    Phrase("unprofessional", r"unprofessional\b", _JUDGES, _WHAT_THEY_HAD),
    Phrase("inattenti", r"inattenti(?:on|ve|vely)\b", _JUDGES, _WHAT_THEY_HAD),
    Phrase(
        "laz",
        r"(?:out of|pure|sheer) laziness\b|lazy (?:engineer|developer|people|person)",
        _JUDGES,
        _WHAT_THEY_HAD,
    ),
    Phrase(
        "paying",
        r"(?:was|were|is|are)(?: not|n['’]t) (?:really )?paying (?:any |enough |close )?attention",  # noqa: RUF001
        _JUDGES,
        "say what else asked for attention, and what would have made this stand out",
        Person.MAYBE,
    ),
    Phrase(
        "lack of",
        r"lack of (?:care|attention|diligence|discipline|effort|concentration|common sense)\b",
        _JUDGES,
        "say what else asked for attention, and what would have made this stand out",
    ),
    Phrase(
        "error",
        r"(?:human|operator|pilot) error\b",
        "is where the questions begin",
        _MISTAKE,
        judged_elsewhere=("root-cause",),
    ),
    Phrase(
        "user ",
        # "user error" alone may be what a program says
        r"(?:due to|because of|caused by|down to|result of|blamed on|just|was|is|simple|plain|pure) "
        r"(?:an? )?(?:simple |plain |pure )?user (?:error|mistake)\b(?! (?:messages?|pages?|rates?|codes?|"
        r"reports?|logs?|handling|responses?|counts?))|user (?:error|mistake) (?:was made|caused|led to)\b",
        "is where the questions begin",
        _MISTAKE,
        judged_elsewhere=("root-cause",),
    ),
    Phrase(
        " mistake",
        r"(?:human|operator|pilot|engineer|developer|administrator|admin)(?:['’]s)? mistake\b",  # noqa: RUF001
        "is where the questions begin",
        _MISTAKE,
        judged_elsewhere=("root-cause",),
    ),
    Phrase(
        "think ",
        rf"(?:did not|didn['’]t|never) (?:even )?think (?:to|of) {WHAT}",  # noqa: RUF001
        _LOOKS_AT_PEOPLE,
        "say what they could see at that moment, and that nothing prompted anyone to think of it",
    ),
    Phrase(
        "bothered",
        rf"(?:nobody|no one|no-one) (?:even )?bothered to {WHAT}",
        _JUDGES,
        "say what else there was to do, and that nothing prompted anyone to {what}",
    ),
    Phrase(
        "no",
        r"(?:nobody|no one|no-one) (?:even )?(?:noticed|looked|checked)\b(?=[^.!?;]{1,80}\b"
        r"(?:obvious|clearly visible|plainly visible|plain to see|in plain sight|right in front))",
        _JUDGES,
        "say what was shown, where, and what drew the attention at that moment",
    ),
    Phrase(
        "finger",
        r"fat[- ]finger(?:ed|ing)?\b",
        "is where the questions begin",
        _MISTAKE,
        judged_elsewhere=("root-cause",),
    ),
    Phrase(
        "made",
        r"made (?:a|an|the|this|some) (?:\w{2,15} )?(?:mistakes?|errors?|blunders?)\b",
        _LOOKS_AT_PEOPLE,
        _MISTAKE,
        Person.WE,
    ),
    Phrase(
        "mistake",
        r"(?:dumb|silly|rookie|novice|amateur|inexcusable|foolish|unforgivable) (?:mistake|error)s?\b",
        _JUDGES,
        _MISTAKE,
    ),
    Phrase(" up", r"(?:screwed|messed) (?:\w{2,12} )?up\b", _LOOKS_AT_PEOPLE, _MISTAKE, Person.WE),
    Phrase("botched", r"botched\b", _LOOKS_AT_PEOPLE, _MISTAKE, Person.WE),
    Phrase("at fault", r"at fault\b", "looks for a guilty person", _MISTAKE, Person.WE),
    Phrase("to blame", r"to blame\b", "looks for a guilty person", _MISTAKE, Person.WE),
    Phrase(
        "blame",
        r"blame (?:lies|rests|falls) (?:with|on) ",
        "looks for a guilty person",
        _MISTAKE,
    ),
    Phrase(
        "fault",
        r"(?:his|her|your|my|our|whose|(?:some|any)(?:one|body)['’]s|(?:engineer|developer|team)['’]s)"  # noqa: RUF001
        r" (?:own )?fault(?=\s{0,3}(?:[.,;:!?)]|$)| (?:that|for|because)\b)",
        "looks for a guilty person",
        _MISTAKE,
    ),
    Phrase(
        "fault of",
        r"fault of (?:the )?(?:\w{2,20} )?(?:engineer|developer|team)s?\b",
        "looks for a guilty person",
        _MISTAKE,
    ),
    Phrase(
        "better",
        r"(?:should (?:have known|know)|knew) better\b",
        _JUDGES,
        "say what they knew at that moment, and what would have told them more",
    ),
    Phrase(
        "more ",
        r"be more (?:careful|attentive|diligent|vigilant|cautious)\b|pay more attention\b",
        "asks people to be different, which lasts for a week",
        "say what would make the careful way the easy one",
        judged_elsewhere=("actions",),
    ),
    Phrase(
        "ignored",
        r"ignored (?:the|an?|all|this|these|several|our|repeated) [a-z-]{0,20}\s?"
        r"(?:alerts?|alarms?|warnings?|messages?|errors?|procedures?|process|rules?|advice|pages?|runbooks?)\b"
        r"(?![^.]{0,120}\b(?:because|since|due)\b)",
        _LOOKS_AT_PEOPLE,
        "say why it did not stand out, such as `it looked like the others of that day`",
        Person.YES,
    ),
)
