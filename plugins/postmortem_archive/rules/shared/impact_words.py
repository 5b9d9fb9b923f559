"""Words by which a text says that harm was done, to whom, when, for how long and how much.

They serve to see that something is *not* said, so they are generous: a rule that finds none of them
is right more often than one that finds one.
"""

import re

from postmortem_archive.model.lazy_pattern import lazy_pattern

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

_HARM = lazy_pattern(
    r"\b(?:no|not|nobody|none|neither|nor|never|cannot|without|\w{2,12}n['’]t|unable|unavailab\w*|"  # noqa: RUF001
    r"inaccessib\w*|unreachable|unusable|unresponsive|unhealthy|unstable|instab\w*|down|downtime|"
    r"outages?|offline|fail\w*|errors?|errored|exceptions?|broke|broken|breaks?|crash\w*|stuck|hang|"
    r"hangs|hanging|hung|slow\w*|delay\w*|late|later|latenc\w*|lag|lagg\w*|degrad\w*|disrupt\w*|"
    r"interrupt\w*|impair\w*|lost|lose|losing|loss\w*|leak\w*|expos\w*|stole|stolen|theft|copied|"
    r"exfiltrat\w*|corrupt\w*|delet\w*|remov\w*|wrong\w*|incorrect\w*|stale|out-of-date|outdated|"
    r"inconsisten\w*|missing|missed|reject\w*|refus\w*|denied|declin\w*|dropp\w*|timed?\sout|"
    r"timing\sout|affect\w*|hit|harm\w*|impact\w*|suffer\w*|problems?|issues?|trouble\w*|stopp\w*|"
    r"block\w*|unexpected\w*|unintended|withdrawn|revoked|compromised?|vulnerab\w*|malicious|attack\w*|"
    r"duplicat\w*|twice|overcharg\w*|unnecessar\w*|evict\w*|reduced|limited|less|fewer|only|shut|"
    r"unschedulable|backdoor|incidents?|prevent\w*|inadvertent\w*|instead|panic\w*|misbehav\w*|"
    r"throttl\w*|disturb\w*|withh?eld|alert(?:s|ed)?|alarms?|halt\w*|suspend\w*|complain\w*|abus\w*|strange\w*|weird\w*|"
    r"notready|expir\w*|cancel\w*|detach\w*|disconnect\w*|elevated|spik\w*|exhaust\w*|overload\w*|overwhelm\w*|"
    r"terminat\w*|kill\w*|restart\w*|loop\w*|reboot\w*|mistak\w*|accident\w*|premature\w*|skipp\w*|invalid|"
    r"empty|hidden|disabled|paus\w*|wait(?:s|ed|ing)?|unhandled|misconfigur\w*|bugs?|bugg\w*|regress\w*|anomal\w*|"
    r"(?:http\s?)?[45](?:\d\d|xx))\b",
    re.IGNORECASE,
)
_WHO = lazy_pattern(
    r"\b(?:users?|customers?|clients?|visitors?|people|persons?|everybody|everyone|anybody|anyone|"
    r"nobody|no\sone|somebody|someone|teams?|students?|instructors?|teachers?|lecturers?|developers?|"
    r"engineers?|merchants?|sellers?|buyers?|shoppers?|players?|gamers?|readers?|viewers?|"
    r"listeners?|members?|subscribers?|tenants?|patients?|passengers?|travell?ers?|drivers|"
    r"accounts?|organi[sz]ations?|compan(?:y|ies)|business(?:es)?|projects?|repositories|sites?|"
    r"websites?|regions?|countries|locations?|devices?|employees?|staff|colleagues?|"
    r"participants?|attendees?|partners?|communit(?:y|ies)|contributors?|maintainers?|operators?|"
    r"admins?|administrators?|researchers?|scientists?|doctors?|nurses?|citizens?|schools?|"
    r"universit(?:y|ies)|packages?|downloads?|pages|banks?|shops?|stores?|hospitals?|services|applications|apps|subscriptions?|"
    r"workspaces?|traffic|(?<!pull\s)(?<!merge\s)requests?|orders?|payments?|builds?|"
    r"installations?|market|class(?:es)?|courses?|jobs?)\b|"
    r"\d\s?%\sof\b|\b(?:[A-Za-z][\w-]{0,40}\.){1,3}(?:com|org|net|io|app|dev|edu|gov)\b|"
    r"\b(?:total|complete|full|general|global|site-?wide)\s(?:service\s)?(?:outage|disruption|downtime)\b",
    re.IGNORECASE,
)
_PEOPLE = lazy_pattern(
    r"\b(?:users?|customers?|clients|visitors?|people|everybody|everyone|nobody|no\sone|students?|"
    r"merchants?|players?|readers?|subscribers?|tenants?|patients?|passengers?|shoppers?)\b",
    re.IGNORECASE,
)
_LASTING = lazy_pattern(
    r"\b(?:down|downtime|outages?|offline|unable|cannot|could\snot|not|no|nobody|unavailab\w*|inaccessib\w*|"
    r"unreachable|unusable|unresponsive|fail\w*|errors?|broke|broken|crash\w*|stuck|hang\w*|hung|slow\w*|"
    r"delay\w*|latenc\w*|lag\w*|degrad\w*|disrupt\w*|interrupt\w*|timed?\sout|timeouts?|stopp\w*|block\w*|"
    r"halt\w*|refus\w*|reject\w*|missing|[45](?:\d\d|xx)|\w{2,12}n['’]t)\b",  # noqa: RUF001
    re.IGNORECASE,
)
_SECURITY = lazy_pattern(
    r"\b(?:vulnerab\w*|cve|leak\w*|breach\w*|phish\w*|malicious|malware|compromis\w*|exploit\w*|expos\w*|"
    r"credentials?|secrets?|stolen|backdoor|attackers?|hack\w*|(?:in)?secur\w*)\b",
    re.IGNORECASE,
)
_SHORT_DATE = (
    r"(?<![\w/.:-])(?!24/7\b)(?:(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])|(?:1[3-9]|2\d|3[01])/"
    r"(?:0?[1-9]|1[0-2]))\b(?![/.]\w|\s(?:of|nodes?|pods?|replicas?)\b)"
)
"""``1/20`` or ``20/1``, and neither ``24/7`` nor ``3/4 of the users``."""
_WHEN = lazy_pattern(
    rf"{_DATE}|{_NUMERIC_DATE}|{_SHORT_DATE}|{_CLOCK}|(?<![\w#.-])(?:19|20)\d\d\b|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|\b(?:Jan|Feb|Aug|Sept|Octo|Novem|Decem)\w+\b|"
    r"\b(?:[Oo]n|[Ll]ast|[Ss]ince)\s(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b|"
    r"(?i:\b(?:today|yesterday|tonight|overnight|morning|afternoon|evening|night|noon|midday|midnight|"
    r"weekend|christmas|new\syear)\b)",
)
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
    return bool(_HARM.search(text))


def may_last(text: str) -> bool:
    """Whether a text tells of a harm that begins and ends; a leak or a hole found in time does not."""
    return bool(_LASTING.search(text)) and not _SECURITY.search(text)


def says_who(text: str) -> bool:
    """Whether a text names anybody, or a share of what people use, that was hit; all of it too."""
    return bool(_WHO.search(text))


def says_impact(text: str) -> bool:
    """Whether a text says what was harmed, or speaks of the people whom it is about."""
    return says_harm(text) or bool(_PEOPLE.search(text))


def says_when(text: str) -> bool:
    """Whether a text has a day or a time of day."""
    return bool(_WHEN.search(text))


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
