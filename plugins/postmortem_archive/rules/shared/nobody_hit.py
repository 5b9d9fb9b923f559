"""Whether a postmortem says that nobody was affected: then it need not say for how long, or who."""

from __future__ import annotations

import re
from functools import lru_cache

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem, Section

from .section_text import passages_of

_PEOPLE = r"(?:end[- ]?)?(?:users?|customers?|clients?|visitors?|tenants?|students?|people|teams?)"
_WHAT = rf"(?:{_PEOPLE}|production|services?|systems?|workloads?|applications?|traffic)"
_HIT = r"(?:affected|impacted|hit|harmed|disrupted|interrupted)"
_OF = r"(?:our|the|any|actual|direct|real|visible|external|negative|known|noticeable|live)"
_IMPACT = r"(?:impact|effect|downtime|disruption|interruption|degradation|outage|loss)"
_WHOLLY = r"(?!\s(?:who|that|which|with|in|on|using|of|outside|running|already|until|during|before|after|by)\b)"
"""Not followed by what makes it true of some only: "users who were logged in were not affected"."""
_NO = r"\b(?:no|zero|without)\s"
_NOT = r"(?:\snot|n['’]t)"  # noqa: RUF001
_WAS = r"\s(?:was|were|is|are)\s"
_FORMS = tuple(
    (lazy_pattern(cue, re.IGNORECASE), lazy_pattern(form, re.IGNORECASE))
    for cue, form in (
        (
            rf"{_NO}.{{0,80}}?\b{_IMPACT}\b",
            rf"{_NO}(?:{_OF}\s){{0,2}}{_WHAT}[- ](?:facing\s|visible\s)?{_IMPACT}\b{_WHOLLY}"
            rf"|{_NO}(?:{_OF}\s){{0,2}}{_IMPACT}\s(?:on|to|for|in|of)\s(?:{_OF}\s){{0,2}}"
            rf"(?:production\s)?{_WHAT}\b{_WHOLLY}"
            rf"|(?:^|[.:;]\s|\bthere\s(?:was|is)\s)no\s(?:{_OF}\s){{0,2}}(?:impact|downtime)\b"
            r"(?=\W{0,3}$|[.,;])",
        ),
        (
            rf"\b(?:nobody|none|no|not|never)\b.{{0,80}}?\b{_HIT}\b",
            rf"\b(?:nobody|no\sone|none|no\s(?:{_OF}\s)?{_WHAT})"
            rf"\s(?:was|were|is|are|has\sbeen|have\sbeen)\s{_HIT}\b{_WHOLLY}"
            rf"|\b(?:we|(?:our|the)\s{_WHAT}){_WAS}(?:not|never)\s{_HIT}\b{_WHOLLY}"
            rf"|(?:^|[.;:]\s){_WHAT}{_WAS}(?:not|never)\s{_HIT}\b{_WHOLLY}",
        ),
        (
            rf"{_NOT}\s(?:affect|impact|hit)\b",
            rf"\b(?:did|does){_NOT}\s(?:affect|impact|hit)\s(?:{_OF}\s){{0,2}}{_WHAT}\b{_WHOLLY}",
        ),
        (
            r"\bimpact\W{1,6}none\b",
            rf"^(?:{_WHAT}\s)?impact\W{{1,6}}none\b(?=\W{{0,3}}(?:$|\())",
        ),
        (
            r"\b(?:nobody|no\sone)\s|\bno-?op\b",
            r"\b(?:nobody|no\sone)\s(?:used|was\susing)\b|\bno-?op\b",
        ),
    )
)
"""How it is said, each with a short pattern that is in it: to compile the long one takes long."""
_SECTIONS = ("summary", "impact")


def nobody_was_hit(postmortem: Postmortem) -> bool:
    """Whether the summary or the impact says that nobody was affected."""
    return any(_nobody_in(section) for section in postmortem.sections if section.key in _SECTIONS)


@lru_cache(maxsize=16)  # several rules ask
def _nobody_in(section: Section) -> bool:
    return any(_says_so(" ".join(passage.text.split())) for passage in passages_of(section))


def _says_so(text: str) -> bool:
    return any(cue.search(text) and form.search(text) for cue, form in _FORMS)
