"""Whether a postmortem tells of something else than an outage: an attack, a leak, a fault in a release.

What is asked of an outage (how long it lasted, when it was mitigated) is not asked of these.
"""

from __future__ import annotations

import re

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem

from .section_text import prose_of, written_section

_SECURITY = lazy_pattern(
    r"\b(?:vulnerabilit(?:y|ies)|CVE-\d|attackers?|exploit(?:s|ed|able|ation)?|(?:responsible |security )"
    r"disclosures?|disclosed|malicious|malware|phish(?:ing|ed)|backdoors?|account takeover|"
    r"supply[- ]chain attack|compromised (?:accounts?|credentials|keys?|packages?|tokens?))\b",
    re.IGNORECASE,
)
_REGRESSION = lazy_pattern(r"\bregressions?\b", re.IGNORECASE)
_OUTAGE = lazy_pattern(
    r"\b(?:outages?|downtime|down|unavailable|offline|unreachable|disruptions?|timeouts?|50[0-9]s?)\b",
    re.IGNORECASE,
)


def is_no_outage(postmortem: Postmortem) -> bool:
    """Whether its title or its summary tells of an attack or a leak, or of a regression without an outage."""
    section = written_section(postmortem, "summary")
    told = f"{postmortem.title}\n{prose_of(section) if section else ''}"
    if _SECURITY.search(told):
        return True
    return bool(_REGRESSION.search(told)) and not _OUTAGE.search(told)
