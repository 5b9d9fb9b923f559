"""Key moments of which a text says that they are not known."""

from __future__ import annotations

import re

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import KeyMoment, Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.prose import sentences

_UNKNOWN = lazy_pattern(
    r"\b(?:unknown|un(?:clear|recorded)|not (?:\w{1,12} )?(?:known|recorded|published|clear|noted)|no record"
    r"|nobody (?:knows|noted|recorded))\b",
    re.IGNORECASE,
)
_OPEN = {
    KeyMoment.CAUSE_FOUND: lazy_pattern(
        r"\bcauses?\b[^.\n]{0,40}\b(?:to be determined|TBD|under investigation|unknown|unclear"
        r"|being investigated|not (?:yet )?(?:\w{1,12} )?(?:known|found|determined|identified))\b",
        re.IGNORECASE,
    ),
    KeyMoment.DETECTED: lazy_pattern(
        r"\b(?:does(?: not|n['’]t) (?:explain|say|record)|(?:not|un)(?: |-)?known)\b[^.\n]{0,30}"  # noqa: RUF001
        r"\b(?:detected|noticed)\b",
        re.IGNORECASE,
    ),
}
"""How a text says, wherever, that the cause was not found, or that nobody knows who noticed."""


def moments_not_known(postmortem: Postmortem, settings: Settings) -> set[KeyMoment]:
    """The moments of which a sentence says that they are not known."""
    told = {moment for moment, form in _OPEN.items() if form.search(postmortem.body)}
    unknown = [word.casefold() for word in settings.unknown_words]
    for section in postmortem.sections:
        if section.key != "timeline":
            continue
        for sentence in sentences(section):
            text = sentence.text.casefold()
            if _UNKNOWN.search(text) or any(word in text for word in unknown):
                told.update(moment for moment in KeyMoment if moment.label.casefold() in text)
    return told
