"""Phrases that tell of the worst an incident can do: everybody hit, everything down, data gone."""

from __future__ import annotations

import re

from postmortem_archive.model.lazy_pattern import lazy_pattern

_ALL = r"(?:all|every|each)(?:\sof)?(?:\s(?:our|the|its))?"
_USERS = r"(?:customers?|users?|visitors?|merchants?|players?|clients?|tenants?)"
_LIMITED = (
    r"(?!\s(?:of|in|on|with|without|who|whose|that|using|running|from|at|under|behind|connected|"
    r"whom|on[a-z]+|were\sable|could\sstill))"
)
_ADVERB = r"(?:\s(?:completely|entirely|totally|fully|also|then))?"

_EVERYBODY = lazy_pattern(
    rf"\b{_ALL}\s{_USERS}{_LIMITED}\s(?:were|was)\s(?:unable|affected|hit|down|locked\sout|"
    rf"disconnected|logged\sout|cut\soff)\b"
    rf"|\b(?:down|unavailable|unreachable|inaccessible|unusable|outage)\s(?:for|to)\s"
    rf"(?:everybody|everyone|{_ALL}\s{_USERS}{_LIMITED})(?!\s(?:of|in|on|who|using))\b"
    rf"|\b(?:no|none\sof\s(?:our|the|its))\s{_USERS}\s(?:could|was\sable\sto|were\sable\sto)\s"
    r"(?:use|reach|access|load|open|log\sin|sign\sin)\b"
    r"|\b(?:nobody|no\sone)\scould\s(?:use|reach|access|load|open|log\sin|sign\sin)\b",
    re.IGNORECASE,
)
_EVERYTHING = lazy_pattern(
    r"\b(?:complete|total|full|global|worldwide|site-wide|service-wide)\s(?:service\s|site\s|system\s)?"
    r"(?:outage|downtime|unavailability|loss\sof\sservice)\b(?!\sof\s(?:the|our|its|an?|one)\b)"
    rf"|\b(?:the\s(?:whole|entire)\s(?:site|website|platform|product|system)|all\s(?:of\sour\s|our\s)?"
    rf"(?:services|systems|sites))\s(?:was|were|went){_ADVERB}\s(?:down|offline|unavailable|"
    r"unreachable|inaccessible)\b",
    re.IGNORECASE,
)
_DATA_GONE = lazy_pattern(
    r"\b(?:customer|customers['’]|user|users['’]|production|personal)?\s?data\s(?:was|were|is|has\sbeen|"  # noqa: RUF001
    r"have\sbeen)\s(?:permanently\s|irrecoverably\s|irretrievably\s)?(?:lost|destroyed|exposed|leaked|"
    r"stolen|corrupted)\b|\b(?:permanently|irrecoverably|irretrievably)\s(?:lost|deleted|destroyed)\b",
    re.IGNORECASE,
)
_DENIED = lazy_pattern(
    r"\b(?:no|not|never|nor|neither|without|unless|almost|nearly|\w{2,12}n['’]t)\b[^,;:]{0,40}$",  # noqa: RUF001
    re.IGNORECASE,
)
_MERELY_POSSIBLE = lazy_pattern(
    r"\b(?:if|would|could\shave|might|risk\w*|potential\w*|possib\w*|prevent\w*|avoid\w*|feared|"
    r"suspected|test|staging)\b",
    re.IGNORECASE,
)
_SAVED = lazy_pattern(
    r"\b(?:recover\w*|restor\w*|backfill\w*|no|not|none|internal)\b", re.IGNORECASE
)


def worst_phrase(sentence: str) -> str:
    """The words of a sentence that tell of the worst, as written; empty where there are none."""
    if _MERELY_POSSIBLE.search(sentence):
        return ""
    for pattern in (_EVERYBODY, _EVERYTHING, _DATA_GONE):
        found = pattern.search(sentence)
        if not found or _DENIED.search(sentence[: found.start()]):
            continue
        if pattern is not _DATA_GONE or not _SAVED.search(sentence):
            return found[0].strip()
    return ""
