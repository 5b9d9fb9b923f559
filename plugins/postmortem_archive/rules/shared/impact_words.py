"""Words by which a text says that harm was done, to whom, when, for how long and how much.

They serve to see that something is *not* said, so they are generous: a rule that finds none of them
is right more often than one that finds one.
"""

from __future__ import annotations

import re

from postmortem_archive.model.lazy_pattern import lazy_pattern

from .word_list import WordList

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = (
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s(?:of\s)?{_MONTH}\b(?:,?\s\d{{4}}\b)?|"
    rf"\b{_MONTH}\.?\s(?:the\s)?\d{{1,4}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}}\b)?"
)
_NUMERIC_DATE = (
    r"\b\d{4}-\d{1,2}(?:-\d{1,2})?\b|"
    r"(?<![\w.])(?:\d{1,2}\.\d{1,2}\.|\d{1,2}/\d{1,2}/)(?:\d{4}|\d{2})\b(?!\.\d|/)|"
    r"(?<![\w.-])\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})\b(?!-)"
)
_CLOCK = r"\b\d{1,2}:\d\d(?::\d\d)?\s?(?:[ap]\.?m\b)?|\b\d{1,2}\s?[ap]\.?m\b"
_UNIT = r"(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?)"

_HARM = WordList(
    words="no not nobody none neither nor never cannot without unable unreachable unusable unresponsive "
    "unhealthy unstable down downtime offline errored broke broken stuck hang hangs hanging hung late "
    "later lag lost lose losing stole stolen theft copied stale outdated missing missed denied hit "
    "unintended withdrawn revoked malicious twice reduced limited less fewer only shut unschedulable "
    "backdoor instead notready elevated invalid empty hidden disabled unhandled compromise compromised "
    "withheld witheld alert alerts alerted wait waits waited waiting",
    plural="outage error exception break problem issue incident alarm bug",
    beginnings="unavailab inaccessib instab fail crash slow delay latenc lagg degrad disrupt interrupt "
    "impair loss leak expos exfiltrat corrupt delet remov wrong incorrect inconsisten reject refus "
    "declin dropp affect harm impact suffer trouble stopp block unexpected vulnerab attack duplicat "
    "overcharg unnecessar evict prevent inadvertent panic misbehav throttl disturb halt suspend complain "
    "abus strange weird expir cancel detach disconnect spik exhaust overload overwhelm terminat kill "
    "restart loop reboot mistak accident premature skipp paus misconfigur bugg regress anomal",
    others=r"\b(?:\w{2,12}n['’]t|out-of-date|timed?\sout|timing\sout|(?:http\s?)?[45](?:\d\d|xx))\b",  # noqa: RUF001
)
_WHO = WordList(
    words="people everybody everyone anybody anyone nobody somebody someone drivers repositories "
    "countries staff pages services applications apps traffic market business businesses class classes "
    "company companies community communities university universities organisation organisations "
    "organization organizations traveler travelers traveller travellers",
    plural="user customer client visitor person team student instructor teacher lecturer developer "
    "engineer merchant seller buyer shopper player gamer reader viewer listener member subscriber tenant "
    "patient passenger account project site website region location device employee colleague "
    "participant attendee partner contributor maintainer operator admin administrator researcher "
    "scientist doctor nurse citizen school package download bank shop store hospital subscription "
    "workspace order payment build installation course job",
    others=r"\bno\sone\b|\b(?<!pull\s)(?<!merge\s)requests?\b|\d\s?%\sof\b|"
    r"\b(?:[A-Za-z][\w-]{0,40}\.){1,3}(?:com|org|net|io|app|dev|edu|gov)\b|"
    r"\b(?:total|complete|full|general|global|site-?wide)\s(?:service\s)?(?:outage|disruption|downtime)\b",
)
_PEOPLE = WordList(
    words="clients people everybody everyone nobody",
    plural="user customer visitor student merchant player reader subscriber tenant patient passenger "
    "shopper",
    others=r"\bno\sone\b",
)
_LASTING = WordList(
    words="down downtime offline unable cannot not no nobody unreachable unusable unresponsive broke "
    "broken stuck hung missing",
    plural="outage error timeout",
    beginnings="unavailab inaccessib fail crash hang slow delay latenc lag degrad disrupt interrupt "
    "stopp block halt refus reject",
    others=r"\b(?:timed?\sout|[45](?:\d\d|xx)|\w{2,12}n['’]t)\b",  # noqa: RUF001
)
_SECURITY = WordList(
    words="cve malicious malware stolen backdoor",
    plural="credential secret attacker",
    beginnings="vulnerab leak breach phish compromis exploit expos hack secur insecur",
)
_SHORT_DATE = (
    r"(?<![\w/.:-])(?!24/7\b)(?:(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])|(?:1[3-9]|2\d|3[01])/"
    r"(?:0?[1-9]|1[0-2]))\b(?![/.]\w|\s(?:of|nodes?|pods?|replicas?)\b)"
)
"""``1/20`` or ``20/1``, and neither ``24/7`` nor ``3/4 of the users``."""
_WHEN = (
    lazy_pattern(rf"{_CLOCK}|{_NUMERIC_DATE}|(?<![\w#.-])(?:19|20)\d\d\b"),
    lazy_pattern(rf"{_DATE}|{_SHORT_DATE}"),
    lazy_pattern(
        r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|"
        r"\b(?:Jan|Feb|Aug|Sept|Octo|Novem|Decem)\w+\b|"
        r"\b(?:[Oo]n|[Ll]ast|[Ss]ince)\s(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b|"
        r"(?i:\b(?:today|yesterday|tonight|overnight|morning|afternoon|evening|night|noon|midday|midnight|"
        r"weekend|christmas|new\syear)\b)"
    ),
)
"""What is found most often first: the others are then not needed."""
_LENGTH = lazy_pattern(
    rf"\b(?:(?P<before>[\w.,-]{{1,20}})\s)?(?P<unit>{_UNIT})\b|"
    r"(?<![\w.-])\d+(?:\s?(?:h|m|s|d)\b|(?:h|m|hr|hrs|min)\d*)",
    re.IGNORECASE,
)
_ABOUT_HOW_LONG = lazy_pattern(
    r"\b(?:overnight|all\sday|all\snight|until|till|as\slong\sas|briefly|short-lived|ongoing|"
    r"momentar(?:y|ily)|(?:few|some|brief)\smoments?|(?:within|throughout|over)\sthe\s"
    r"(?:hour|day|night|morning|afternoon|evening|weekend|week)|(?:next|following|same)\s"
    r"(?:hour|day|night|morning|afternoon|evening|weekend|week|month)|(?:all|whole|entire)\s"
    r"(?:hour|day|night|morning|afternoon|evening|weekend|week|month)|"
    r"(?:consecutive|successive)\s(?:hours|days|nights|mornings|afternoons|evenings|weekends|weeks)|quickly|immediately|instantly|shortly|"
    r"soon|temporar(?:y|ily)|intermittent(?:ly)?|sporadic(?:ally)?|occasional(?:ly)?|prolonged|extended|"
    r"brief|continu(?:es|ing|ously)|permanent(?:ly)?|(?:short|long|small|limited)\s(?:time|period|while|duration))\b",
    re.IGNORECASE,
)
_HOUR_AND_MINUTE = r"(?:[01]\d|2[0-3])[0-5]\d(?:\s?(?:h|z|hrs|utc))?"
_TO = r"(?:to|and|until|till|[-–—])"  # noqa: RUF001
_TWO_TIMES = lazy_pattern(
    rf"\b\d{{1,2}}:\d\d.{{1,60}}?\b\d{{1,2}}:\d\d|\b{_MONTH}\s\d{{1,2}}\s?[-–]\s?\d{{1,2}}\b|"  # noqa: RUF001
    rf"\b{_HOUR_AND_MINUTE}\s?{_TO}\s?{_HOUR_AND_MINUTE}\b(?!\s?(?:%|ms|[a-z]{{3,20}}s)\b)|"
    rf"\b\d{{1,2}}\s?(?:[ap]\.?m\.?)?\s?{_TO}\s?\d{{1,2}}\s?[ap]\.?m\b",
    re.IGNORECASE | re.DOTALL,
)
_END = (
    r"\b(?:fixed|resolved|restored|recovered|mitigated|ended|all[- ]clear|normal|operational|healthy|back|"
    r"cut|closed|revoked|contained|finished|stopped|over)\b"
)
_ENDED = lazy_pattern(
    rf"{_END}.{{0,60}}?(?:{_CLOCK}|{_NUMERIC_DATE}|{_DATE})", re.IGNORECASE | re.DOTALL
)
_CLOCKS = lazy_pattern(_CLOCK, re.IGNORECASE)
_FROM_TO = lazy_pattern(
    r"\b(?:from|between|since)\s(?P<first>.{1,60}?)\s(?:to|till|until|and|through|[-–])\s"  # noqa: RUF001
    r"(?=(?P<last>.{1,30}))",
    re.IGNORECASE | re.DOTALL,
)
_HOUR = lazy_pattern(r"(?:(?:about|around)\s)?\d{1,2}(?:[.:]\d\d)?", re.IGNORECASE)
_VERSION = lazy_pattern(r"\bv?\d{1,4}\.\d{1,4}\b(?!\s?[ap]\.?m\b)", re.IGNORECASE)
_DAY = lazy_pattern(rf"{_DATE}|{_NUMERIC_DATE}", re.IGNORECASE)
_NO_DURATION = frozenset(
    ("per", "each", "every", "next", "same", "previous", "last", "first", "this", "that", "the")
)

_NOT_FIGURES = lazy_pattern(
    rf"{_DATE}|{_NUMERIC_DATE}|{_CLOCK}|\b\d{{1,2}}(?:st|nd|rd|th)\b|"
    r"\b[1-5]xx\b|\b(?:http|error|errors|status|code|codes|port)\s\d{2,5}\b|"
    r"\b[45]0\d(?:s|\serrors?|\shttp)\b|"
    r"\bv(?:ersions?|\.)?\s?\d[\w.]*|\b\d{1,4}\.\d{1,4}\.\d[\w.]*",
    re.IGNORECASE,
)
_FIGURE = lazy_pattern(
    r"(?<![\w./:#@-])\d|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?|"
    r"half|quarters?|thirds?|double|doubled|twice|single|all|every|everyone|everybody|nobody|"
    r"no\sone|none|any|anyone|anybody|entire(?:ly)?|whole|complete(?:ly)?|total(?:ly)?|"
    r"no\s(?:users?|customers?|requests?|visitors?|data))\b|%",
    re.IGNORECASE,
)


def says_harm(text: str) -> bool:
    """Whether a text says that anything failed or was worse than usual."""
    return _HARM.is_in(text)


def may_last(text: str) -> bool:
    """Whether a text tells of a harm that begins and ends; a leak or a hole found in time does not."""
    return _LASTING.is_in(text) and not _SECURITY.is_in(text)


def says_who(text: str) -> bool:
    """Whether a text names anybody, or a share of what people use, that was hit; all of it too."""
    return _WHO.is_in(text)


def says_impact(text: str) -> bool:
    """Whether a text says what was harmed, or speaks of the people whom it is about."""
    return says_harm(text) or _PEOPLE.is_in(text)


def says_when(text: str) -> bool:
    """Whether a text has a day or a time of day."""
    return any(form.search(text) for form in _WHEN)


def says_day(text: str) -> bool:
    """Whether a text has a date."""
    return bool(_DAY.search(text))


def says_how_long(text: str) -> bool:
    """Whether a text has a length of time, or a beginning and an end, or says that it was overnight."""
    return says_length(text) or bool(_ABOUT_HOW_LONG.search(text))


def says_length(text: str) -> bool:
    """Whether a text has a length of time, in figures or words, or a beginning and an end."""
    return (
        any(_is_length(found) for found in _LENGTH.finditer(text))
        or any(len(set(form.findall(text))) > 1 for form in (_CLOCKS, _DAY))
        or bool(_TWO_TIMES.search(text))
        or any(_is_period(found) for found in _FROM_TO.finditer(text))
        or _has_end(text)
    )


def _is_length(found: re.Match[str]) -> bool:
    """Whether a unit of time measures, and does not count: "per hour", "a second outage"."""
    before, unit = ((found[group] or "").casefold() for group in ("before", "unit"))
    return before not in _NO_DURATION and (
        unit != "second" or before[-1:].isdigit() or before == "one"
    )


def _has_end(text: str) -> bool:
    """Whether a text has a time and the time at which it was over."""
    end = _ENDED.search(text)
    return bool(end and says_when(text[: end.start()]))


def _is_period(found: re.Match[str]) -> bool:
    """Whether "from … to …" is about times, and not about versions or numbers."""
    first, last = found["first"].strip(), found["last"]
    if _VERSION.search(first) and not says_day(first):
        return False
    return says_when(last) and (says_when(first) or bool(_HOUR.fullmatch(first)))


def has_figure(text: str) -> bool:
    """Whether a text has a number, in digits or words, that is no date, code or version."""
    return bool(_FIGURE.search(_NOT_FIGURES.sub(" ", text)))
