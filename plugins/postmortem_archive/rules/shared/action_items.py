"""What the rules about action items share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import ActionItem, Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.prose import PassageKind, passages

from .known_acronyms import KNOWN_ACRONYMS

_MAX_LEAD = 200
_MAX_READ = 2_000
_GROUPS = frozenset(["SRE", "QA", "IT", "HR", "CTO"])
_WILL = r"(?:will|shall|is going to|are going to|has|have)\s(?!be\b|been\b)[a-z]"
_DOER = lazy_pattern(
    r"[*_]{0,2}(?:(?P<group>(?:[Tt]he|[Oo]ur)\s(?:[\w-]{1,30}\s){0,3}(?:team|group|squad|guild)s?)\s"
    rf"(?:{_WILL}|to\s|should\s(?!be\b)|must\s(?!be\b))"
    rf"|(?P<name>(?!(?:We|It|This|That|These|Those|They|There|I|You|Users?|Customers?|Which|Who)\b)"
    rf"[A-Z]\w{{1,30}})[*_]{{0,2}}\s{_WILL}"
    r"|(?P<acronym>[A-Z]{2,6})[*_]{0,2}\sto\s[a-z])"
)
"""How an item begins that names the one who will do it; others name a thing: "Alerts will be added"."""

_DONE = lazy_pattern(
    r"[\s*_~]{0,4}(?:[Ww]e(?:['’]ve|\shave)?\s)?(?:already\s)?"  # noqa: RUF001
    r"(?P<verb>[A-Z][a-z]+)\s(?!(?:to\sbe|and\s\w{2,20}ing)\b)"
)
_DONE_ON = ("done ", "done:", "completed ", "completed:", "finished ", "shipped ")
_DEEDS = frozenset(
    [
        *("Migrated", "Fixed", "Deployed", "Rolled", "Restored", "Replaced", "Removed", "Updated"),
        *(
            "Upgraded",
            "Disabled",
            "Enabled",
            "Introduced",
            "Reverted",
            "Patched",
            "Merged",
            "Released",
        ),
        *(
            "Rotated",
            "Revoked",
            "Moved",
            "Renewed",
            "Restarted",
            "Contacted",
            "Informed",
            "Notified",
        ),
        *("Published", "Created", "Added", "Implemented", "Changed", "Configured", "Scheduled"),
    ]
)
_WAS_DONE = lazy_pattern(
    r"[^,.;:!?]{1,80}\s(?:was|were|has\sbeen|have\sbeen)\s(?:(?:already|also|now)\s)?[a-z-]{3,20}ed\b"
)
_STILL_TO_DO = lazy_pattern(
    r"\b(?:why|that|which|when|how|what|if|whether|after|because|so|until|who|since|where|as|before|will|"
    r"should|must|need|needs|to)\b",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = lazy_pattern(
    r"\b(?:by|for|on|before|until|due|in|end\sof)\s(?:the\s)?(?:(?:end|middle|beginning)\sof\s)?"
    rf"(?:{_WEEKDAY}\b|(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{_MONTH}\b\.?(?:\s\d|[\s.,;)]|$)|Q[1-4]\b"
    r"|20\d\d-\d\d(?:-\d\d)?\b)",
    re.IGNORECASE,
)


def written_actions(postmortem: Postmortem) -> tuple[ActionItem, ...]:
    """The action items that say what is to be done, in the order of the file."""
    return tuple(item for item in postmortem.actions if item.text.strip())


def open_actions(postmortem: Postmortem) -> tuple[ActionItem, ...]:
    """Those of them that are still to be done."""
    return tuple(
        item
        for item in written_actions(postmortem)
        if not item.status.is_closed and not is_told_as_done(item)
    )


def doers_named(items: Sequence[ActionItem]) -> frozenset[str]:
    """The texts of those items whose sentence says who will do it: *ICL to build 22.0.3*.

    A name that is known from one item counts in the others however they go on.
    """
    found = {item.text: _DOER.match(item.text[:_MAX_LEAD]) for item in items}
    names = {one["name"] or one["acronym"] for one in found.values() if one}
    names = {name for name in names if name and name not in KNOWN_ACRONYMS - _GROUPS}
    return frozenset(
        text
        for text, one in found.items()
        if (one and one["group"]) or text.split(" ", 1)[0].strip("*_") in names
    )


def is_told_as_done(item: ActionItem) -> bool:
    """Whether it is told as something that was done: *Migrated the validator*, *A check was added*.

    The same is said by a due date such as *done 2022-11-09*.
    """
    if item.due_text.strip().casefold().startswith(_DONE_ON):
        return True
    lead = item.text[:_MAX_LEAD].split("\n", 1)[0]
    done = _DONE.match(lead)
    return bool(
        (done and done["verb"] in _DEEDS)
        or (_WAS_DONE.match(lead) and not _STILL_TO_DO.search(lead))
    )


def says_a_day(item: ActionItem) -> bool:
    """Whether its sentence says for when it is meant: *by Wednesday*, *for Feb 12*, *in Q3*."""
    return bool(_DAY.search(item.text[:_MAX_READ]))


@lru_cache(maxsize=2_000)
def owner_key(owner: str) -> str:
    """An owner as owners are compared: *@Ana* is ``ana``, *Payments team* is ``payments``.

    So is the handle of that team on a code host, ``@acme/payments``.
    """
    word = owner.strip().casefold().removeprefix("@").rpartition("/")[2]
    return word.removesuffix("team").removeprefix("team ").strip(" -_") or word


def is_honest_unknown(text: str, settings: Settings) -> bool:
    """Whether a fact is given in a word by which the archive says that it was not recorded."""
    said = text.strip().casefold()
    return bool(said) and said in _folded(settings.unknown_words)


@lru_cache(maxsize=4)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def says_what_is_unknown(postmortem: Postmortem, settings: Settings) -> bool:
    """Whether a paragraph among the action items says that something about them was not recorded.

    Such a list is as complete as its author could make it: nothing is asked of it as a whole.
    """
    words = [word.casefold() for word in settings.unknown_words]
    return any(
        word in passage.text.casefold()
        for section in postmortem.sections
        if section.key == "actions" and _holds_any(section.body, words)
        for passage in passages(section)
        if passage.kind is PassageKind.PARAGRAPH
        for word in words
    )


def _holds_any(text: str, words: Sequence[str]) -> bool:
    """Whether any of the words stands anywhere in a text: most have none, and need no closer look."""
    folded = text.casefold()
    return any(word in folded for word in words)
