r"""Items that praise or condemn without saying what happened; they are matched as a whole.

To add a phrase, add a word to its part: :data:`_SUBJECT` is what is judged, the other parts judge.
"""

from __future__ import annotations

import re
from functools import cache

_THE = r"(?:(?:the|our|all|overall|internal|general)\s){0,2}"
_SUBJECT = (
    r"(?:monitoring|alert(?:ing|s)?|alarms?|communications?|collaboration|team\s?work|coordination|"
    r"response|incident\s(?:response|management|handling)|team(?:\sresponse|\seffort)?|escalation|"
    r"rollback|recovery|on-call|support|process(?:es)?|runbooks?|documentation|tooling|tools|backups?|"
    r"troubleshooting|debugging|detection|testing|planning|deployment|mitigation|fix|resolution|"
    r"response\stime|visibility|observability|logging)"
)
_SUBJECTS = rf"{_SUBJECT}(?:\s(?:and|&)\s{_SUBJECT})?"
_PEOPLE = (
    r"(?:everyone|everybody|we|all|people|engineers|responders|(?:the|our|all)\s(?:[a-z]{1,12}\s)?"
    r"(?:teams?|engineers?|responders|staff|people|involved))"
)
_VERY = r"(?:(?:very|really|quite|pretty|so|extremely|generally|mostly|too|rather|somewhat)\s)?"
_WELL = (
    r"(?:well|good|great|fine|excellent|quick(?:ly)?|fast|smooth(?:ly)?|effective(?:ly)?|"
    r"efficient(?:ly)?|nice(?:ly)?|ok|okay|perfect(?:ly)?|prompt(?:ly)?|timely|swift(?:ly)?|strong|"
    r"solid|awesome|amazing|fantastic|helpful|together|as\s(?:expected|intended|designed|planned)|"
    r"in\stime|hard)"
)
_BADLY = (
    r"(?:bad(?:ly)?|poor(?:ly)?|terribl[ey]|awful(?:ly)?|weak|insufficient|inadequate|lacking|"
    r"unacceptable|subpar|sub-par|suboptimal|sub-optimal|not\s(?:good|great|ideal|optimal|sufficient|"
    r"adequate|up\sto\spar)(?:\senough)?|a\s(?:mess|disaster|failure)|horrible|disappointing|sloppy|"
    r"chaotic|confusing)"
)

_PRAISE = (
    rf"{_THE}{_SUBJECTS}\s(?:worked|was|were|went|is|are|did|functioned|performed)(?:\s{_VERY}{_WELL})?"
    rf"|{_VERY}{_WELL}\s{_SUBJECTS}(?:\s(?:by|from|of|across|between|within|in)\s{_THE}"
    r"(?:teams?|everyone|everybody|people|engineers|responders))?"
    rf"|{_PEOPLE}\s(?:responded|reacted|worked|helped|communicated|collaborated|acted|did|cooperated|"
    rf"performed|jumped\sin|came)\s?(?:{_VERY}{_WELL}|(?:a\s)?{_VERY}{_WELL}\s(?:job|work))?"
    rf"(?:\stogether)?|(?:a\s)?{_WELL}\s(?:job|work)(?:\s(?:everyone|everybody|team|all))?"
)
_NOTHING = (
    r"(?:nothing|none|n/?a|not\sapplicable|no|nil|unknown|not\s(?:much|a\slot)|nothing\s(?:much|"
    r"(?:in\s)?particular|special|really|at\sall|to\s(?:report|mention|add)|went\swell|"
    r"comes\sto\smind)|-{1,3}|—|–|\?)"  # noqa: RUF001
)
_VERDICT = (
    rf"{_THE}{_SUBJECTS}\s(?:was|were|is|are|went|worked|has\sbeen|could\shave\sbeen)\s{_VERY}"
    rf"(?:{_BADLY}|better)|(?:a\s)?{_VERY}{_BADLY}\s{_SUBJECTS}"
    rf"(?:\s(?:by|from|of|across|between|within|in)\s{_THE}(?:teams?|engineers|staff|people))?"
)
_MOST = 120
_MOST_WORDS_WITHOUT_WELL = 8  # "incident management and response time worked" is praise, too


def is_empty_praise(text: str) -> bool:
    """Whether an item says that something was good, and not what it did."""
    # a short pattern first: to compile a long one takes longer than all else about a file
    is_short = len(text.split()) <= _MOST_WORDS_WITHOUT_WELL
    return (is_short or _has(_WELL, text)) and _consists_of(_PRAISE, text)


def is_nothing(text: str) -> bool:
    """Whether an item says that there is nothing to say."""
    return _consists_of(_NOTHING, text)


def is_mere_verdict(text: str) -> bool:
    """Whether an item says that something was bad, and not in what way."""
    return _has(rf"(?:{_BADLY}|better)", text) and _consists_of(_VERDICT, text)


def _has(words: str, text: str) -> bool:
    return bool(_compiled(words).search(_bare(text)))


def _consists_of(words: str, text: str) -> bool:
    bare = _bare(text)
    return bool(bare and _compiled(words).fullmatch(bare))


@cache
def _compiled(words: str) -> re.Pattern[str]:
    """The pattern, compiled when the first item is read: many files have none."""
    return re.compile(words, re.IGNORECASE)


def _bare(text: str) -> str:
    """An item on one line, without emphasis and the stop at its end; empty where it is longer."""
    if len(text) > _MOST:
        return ""
    return " ".join(text.replace("*", "").replace("_", " ").split()).strip(" .!,;")
