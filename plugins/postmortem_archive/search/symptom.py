"""Pasted text: a log line, a stack trace, an alert; which of its words tell most about an incident.

What is pasted is not written in the query language, and most of it says nothing: times, addresses, IDs,
numbers, the frames of a trace, whatever a service writes all day. Its words are weighed by how they
are written and where they stand, before anything is looked up, because on the site every word that is
looked up costs a file. ``assets/search/symptom.js`` does exactly the same; a test compares the two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .analyzer import exact_terms, fold, is_unspaced

TYPED = 240
"""Nobody types a longer query, in characters."""

FEWEST = 3
"""Fewest telling words of a pasted text."""

MAX_TELLING = 16
"""Most words of a pasted text that are looked up."""

_NEAR = 12
"""How many words after an alarming one belong to its message; half as many before it."""

_OFTEN = 4
"""A word that is there so often counts for less: it is in every line."""

_ALARM_COUNTS = 2.0
_FRAME_COUNTS = 0.25
_NAME_COUNTS = 3.0  # `nf_conntrack`, `TokenBucket`: nobody writes that by chance
_WORD_COUNTS = (0.0, 0.0, 0.0, 0.5, 0.8, 0.8, 1.0, 1.0, 1.2, 1.2, 1.2, 1.4)  # by length
_SHOUTED_COUNTS = 1.5
_LONGEST_JOINED = 4  # words of a run that the index holds as a term of its own

_WRITTEN = re.compile(r"[^ \t\r]")
_SIGNS = re.compile(
    r'[0-9]:[0-5][0-9]:[0-5][0-9]|\{"|":|="|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|0x[0-9a-f]'
    r"|[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{12}"
)
_TOKEN = re.compile(r"[^\s\ufeff()\[\]{}<>\"'`,;|*]+")
_SOURCE_FILE = re.compile(r"\.(?:java|kt|scala|py|go|js|ts|rb|php|cs|rs|cc?|cpp)(?::[0-9]|$)")
_SEGMENT = re.compile(r"[^./:=@&+~#%\\?$!]+")
_PART = re.compile(r"[^-_]+")
_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z][A-Z][a-z]")
_NUMBER = re.compile(r"[0-9]")
_SHOUTED = re.compile(r"[A-Z]{4,}")  # SIGSEGV, NOSPACE
_CODE = re.compile(r"[A-Z]{2,8}-[0-9]{2,6}(?:-[0-9]{2,6})?")  # ORA-01555, CVE-2024-3094
_NUMBERED = re.compile(r"[A-Za-z]{1,10}[0-9]{1,3}")  # x509, sha256, node17
_HEX = re.compile(r"[0-9A-Fa-f]{5,}")
_ALARM = re.compile(
    r"abort|alert|cannot|caused|corrupt|crash|crit|denied|emerg|err|evict|exceed|except|expir|fail"
    r"|fatal|firing|full|invalid|kill|missing|not$|oom|panic|refus|reject|timed|timeout|unable|unhealthy|warn"
)
_EVERYDAY = """
about after all and any are because been before but can could did does done for from had has have her
his how into its let may might more most new not now off old one other our out over own set should some
such than that the their them then there these they this those too was were what when where which while
who why will with would yes you your null none true false undefined
http https www com org net example localhost var usr lib src bin opt etc home build main app
error errors err exception failed failure fatal warn warning info debug trace critical level severity
status code type name message msg reason details description value key data time timestamp date day
host hostname client server service services request requests response method path url user agent get
put post line file thread process pid caller logger log logs java python node pod job task worker pool
call calls called run running start started end stop seconds minutes hours utc gmt mon tue wed thu fri
sat sun jan feb mar apr jun jul aug sep oct nov dec internal prod production default instance cluster
"""
_SAYS_NOTHING = frozenset(_EVERYDAY.split())


@dataclass(frozen=True, slots=True)
class Telling:
    """A word of a pasted text.

    Attributes:
        term: what is looked up.
        source: as written.
        weight: how much it counts.
    """

    term: str
    source: str
    weight: float


def pasted_words(text: str) -> tuple[Telling, ...]:
    """The telling words of a query that was evidently not typed; none of one that was.

    Pasted text is long, has several lines, or holds what machines write: times of day, addresses,
    IDs, JSON. A query of one or two words was typed, whatever they are.
    """
    lines = sum(_WRITTEN.search(line) is not None for line in text.split("\n"))
    if lines < 2 and len(text) <= TYPED and not _SIGNS.search(text):
        return ()
    found = telling_words(text)
    return found if len(found) >= FEWEST else ()


def telling_words(text: str) -> tuple[Telling, ...]:
    """The words of a pasted text that tell most, best first, at most ``MAX_TELLING``."""
    raw = [match[0] for match in _TOKEN.finditer(text)]
    alarmed = _alarmed(raw)
    best: dict[str, Telling] = {}
    counts: dict[str, int] = {}
    for place, token in enumerate(raw):
        near = _ALARM_COUNTS if alarmed[place] else 1.0
        if place and raw[place - 1] == "at" and "." in token:
            near = _FRAME_COUNTS
        for term, source, weight in _terms_of(token):
            counts[term] = counts.get(term, 0) + 1
            if term not in best or best[term].weight < weight * near:
                best[term] = Telling(term, source, weight * near)
    found = [
        Telling(word.term, word.source, word.weight / max(1, counts[word.term] // _OFTEN))
        for word in best.values()
    ]
    found.sort(key=lambda word: -word.weight)  # of equals the one that comes first
    return tuple(found[:MAX_TELLING])


def _alarmed(raw: list[str]) -> list[bool]:
    """For every token whether it belongs to a message that sounds alarming."""
    near = [False] * len(raw)
    for place, token in enumerate(raw):
        if _ALARM.search(token.lower()):
            for other in range(max(0, place - _NEAR // 2), min(len(raw), place + _NEAR + 1)):
                near[other] = True
    return near


def _terms_of(token: str) -> Iterator[tuple[str, str, float]]:
    """(term, how it is written, weight) of all that stands between dots, slashes and the like."""
    if _SOURCE_FILE.search(token):
        return  # where in the source it was; what was called stands beside it
    for name in _SEGMENT.findall(token):
        yield from _terms_of_name(name)


def _terms_of_name(name: str) -> Iterator[tuple[str, str, float]]:
    parts = _PART.findall(name)
    if not parts:
        return
    start = name.index(parts[0])
    whole = name[start : name.rindex(parts[-1]) + len(parts[-1])]
    if _CODE.fullmatch(whole):
        yield fold(whole), whole, _NAME_COUNTS
        return
    words = [part for part in parts if not _is_noise(part)]
    if 1 < len(parts) <= _LONGEST_JOINED and len(words) == len(parts):
        yield fold(whole), whole, _NAME_COUNTS
        if "_" in whole:
            return
    for word in words:
        weight = _weight(word)
        for exact in exact_terms(word) if weight else ():
            for term, _ in exact:  # several where a script writes no spaces
                yield term, word if len(exact) == 1 else term, weight


def _weight(word: str) -> float:
    folded = fold(word)
    if folded in _SAYS_NOTHING:
        return 0.0
    if is_unspaced(word):
        return 1.0
    if _CAMEL.search(word):
        return _NAME_COUNTS
    if _SHOUTED.fullmatch(word):
        return _SHOUTED_COUNTS
    return _WORD_COUNTS[min(len(folded), len(_WORD_COUNTS) - 1)]


def _is_noise(word: str) -> bool:
    """Whether it is a number, an amount or an ID, which never come again."""
    if not _NUMBER.search(word):
        return False
    return not _NUMBERED.fullmatch(word) or _HEX.fullmatch(word) is not None
