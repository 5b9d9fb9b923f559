"""Whether an action item says that something is to be done, but not what.

An item is brought to words and matched as a whole against :data:`~.vague_phrases.PHRASES`. What an
author adds (a figure, a name, code, a condition, an explanation in brackets) makes an item concrete,
and no phrase matches it any more.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.wording import quoted
from postmortem_archive.parse.markdown import plain

from .vague_phrases import PHRASES, VaguePhrase

_MAX_TEXT = 300
"""Longest item, in characters, that is looked at: a longer one explains itself."""

_LEAD = (
    r"(?:(?:we|the team|everyone|everybody|engineers|developers|operators|people)\s)?"
    r"(?:(?:should|must|will|need to|need|needs to|have to|want to|plan to|are going to)\s)?"
    r"(?:(?:please|also|always|try to|start to|continue to|work on|focus on)\s)?"
)

_REFERENCES = lazy_pattern(
    r"\[(?:issue|ticket|pr|pull request|link|(?:[\w.-]{1,60})?[#-]?\d{1,9})\]"
    r"(?:\([^()\s]{0,500}\)|\[[^\[\]]{0,100}\])?"
    r"|https?://[^\s<>]{1,500}"
    r"|\((?:[\w./-]{0,80}#\d{1,9}|(?-i:[A-Z][A-Z0-9]{1,15})-\d{1,9})\)"
    r"|(?<!\w)(?:#\d{1,9}|(?-i:[A-Z][A-Z0-9]{1,15})-\d{1,9}|@[\w./-]{1,80})(?!\w)",
    re.IGNORECASE,
)
"""Tickets, addresses and people: where and with whom, but not what."""

_CONDITION = frozenset(
    [
        *("so", "when", "whenever", "if", "whether", "why", "how", "which", "who", "where", "what"),
        *("until", "before", "after", "every", "each", "per", "above", "below", "least", "most"),
        *("over", "under", "instead", "without", "within", "via", "using", "because", "than"),
        *("not", "to", "once", "by", "with"),
    ]
)
"""Words that begin a measure, a question, a condition or a result."""

_NOTHING_NEW = lazy_pattern(
    r"\.\s(?:this|it) (?:is|has been) an? (?:long-?standing|old|known|recurring) (?:issue|problem)\b"
    r"[^.:\d]{0,80}\.?$",
    re.IGNORECASE,
)
"""A last sentence that says how long it was known, and nothing about what is to be done."""

_JOINING = ("about", "for")

_LEADING = lazy_pattern(_LEAD, re.IGNORECASE)


class Vague(NamedTuple):
    """A phrase that an item is made of, and what the author says it is about, if anything."""

    phrase: VaguePhrase
    object: str

    @property
    def ask(self) -> str:
        """What to write instead, with the author's object in it."""
        joined = {name: f" {name} {quoted(self.object)}" * bool(self.object) for name in _JOINING}
        return self.phrase.ask.format(**joined)


def vague_phrase(text: str) -> Vague | None:
    """The vague phrase that the Markdown of an action item consists of, or ``None``."""
    if len(text) > _MAX_TEXT:
        return None
    words = _words(text)
    rest = words[_end_of_lead(words) :]
    for candidate in dict.fromkeys((rest, words)):
        for phrase in PHRASES:
            found = phrase.match(candidate)
            if found and (phrase.open_ended or not _is_concrete(found)):
                groups = found.groupdict()
                said = (groups.get(name) for name in ("object", "kind", "name"))
                return Vague(phrase, next((one.strip() for one in said if one), ""))
    return None


def _words(text: str) -> str:
    """The item on one line, without references and markup; *a/b* and *a & b* are *a and b*."""
    bare = plain(_REFERENCES.sub(" ", text).replace("`", '"'))
    bare = re.sub(r"\s*[/&]\s*", " and ", bare.replace("\u2019", "'"))
    line = " ".join(bare.replace("()", " ").split()).strip(" .!;,-")
    return _NOTHING_NEW.sub("", line) if ". " in line else line


def _end_of_lead(words: str) -> int:
    found = _LEADING.match(words)
    return found.end() if found else 0


def _is_concrete(found: re.Match[str]) -> bool:
    """Whether what it is about holds a name, a condition, a measure or a question."""
    groups = found.groupdict()
    said = " ".join(groups.get(name) or "" for name in ("kind", "object"))
    return said != said.lower() or not _CONDITION.isdisjoint(said.split())
