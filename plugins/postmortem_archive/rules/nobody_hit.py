"""Whether a postmortem says that nobody was affected: then it need not say for how long, or who."""

import re

from postmortem_archive.model.postmortem import Postmortem

from .section_text import passages_of

_PEOPLE = r"(?:end[- ]?)?(?:users?|customers?|clients?|visitors?|tenants?|students?|people|teams?)"
_WHAT = rf"(?:{_PEOPLE}|production|services?|systems?|workloads?|applications?|traffic|data)"
_HIT = r"(?:affected|impacted|hit|harmed|disrupted|interrupted)"
_OUR = r"(?:our|the|any|actual|direct|real|visible|external|negative|known|noticeable)"
_NOBODY = re.compile(
    rf"\b(?:no|zero|without)\s(?:{_OUR}\s){{0,2}}(?:{_WHAT}[- ](?:facing\s|visible\s)?)?"
    r"(?:impact|effect|downtime|outage)\b(?!\s(?:of|was\sknown|is\sknown|figures?|data))"
    rf"|\bno\s(?:loss|interruption|disruption|degradation)\s(?:of|to|in)\s(?:{_OUR}\s|production\s|live\s)?"
    rf"(?:services?|production|availability|{_PEOPLE})\b"
    rf"|\b(?:nobody|no\sone|none|no\s(?:{_OUR}\s)?{_WHAT})\s(?:was|were|is|are|has\sbeen|have\sbeen)\s{_HIT}\b"
    rf"|\b(?:we|(?:our|the)\s{_WHAT})\s(?:was|were|is|are)\s(?:not|never)\s{_HIT}\b"
    rf"|(?:^|[.;:]\s){_WHAT}\s(?:was|were|is|are)\s(?:not|never)\s{_HIT}\b"
    rf"|\b(?:did|does)(?:\snot|n['’]t)\s(?:affect|impact|hit)\s(?:{_OUR}\s){{0,2}}{_WHAT}\b"  # noqa: RUF001
    r"|\bno-?op\b",
    re.IGNORECASE | re.MULTILINE,
)
_SECTIONS = ("summary", "impact")


def nobody_was_hit(postmortem: Postmortem) -> bool:
    """Whether the summary or the impact says that nobody was affected."""
    return any(
        _NOBODY.search(" ".join(passage.text.split()))
        for section in postmortem.sections
        if section.key in _SECTIONS
        for passage in passages_of(section)
    )
