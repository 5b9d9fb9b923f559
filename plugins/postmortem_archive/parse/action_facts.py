"""Facts of an action item: who, until when, how important, what kind, how far, tracked where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import ActionItem, ActionStatus

from .action_types import TYPES
from .markdown import plain

MAX_FACTS = 500
"""Longest list of facts behind an action, in characters."""

_MAX_SEARCHED = 2_000

_DASHES = ("-", "--", "\u2013", "—")
_NO_ONE = "tbd tba todo none nobody unassigned n/a na ? ??? - \u2013 —"
_NOBODY = frozenset({"", *_NO_ONE.split()})
_GROUP = lazy_pattern(
    r"\b(?:teams?|groups?|departments?|engineering|operations|office|staff|division|unit|squad|guild)$",
    re.IGNORECASE,
)
_ALWAYS_SPLIT = lazy_pattern(r"\s*[,;]\s*(?:and\s+)?")
_SOMETIMES_SPLIT = lazy_pattern(r"\s+and\s+|\s*&\s*|\s*/\s*|\s*\+\s*")
_TEAM_HANDLE = lazy_pattern(r"@[A-Za-z0-9][\w.-]{0,60}/[A-Za-z0-9][\w.-]{0,60}")

_STATUS_WORDS: dict[ActionStatus, str] = {
    ActionStatus.OPEN: "open, todo, to do, planned, not started, not done, new, backlog, proposed, "
    "pending, reopened",
    ActionStatus.IN_PROGRESS: "in progress, in-progress, inprogress, doing, wip, started, ongoing, "
    "under way, underway, in review, partly done, partially done",
    ActionStatus.DONE: "done, complete, completed, closed, fixed, finished, resolved, shipped, "
    "merged, implemented, deployed",
    ActionStatus.WONT_DO: "wont-do, wont do, won't do, won't-do, wontdo, wontfix, won't fix, "
    "declined, rejected, dropped, abandoned, cancelled, canceled, not doing",
}
_STATUSES = {word: status for status, words in _STATUS_WORDS.items() for word in words.split(", ")}
_BY_LETTER = {
    letter: sorted((word for word in _STATUSES if word[0] == letter), key=len, reverse=True)
    for letter in {word[0] for word in _STATUSES}
}  # the longest first: "complete" begins "completed", too
_LABELS = {
    "owner": "owner",
    "owners": "owner",
    "assignee": "owner",
    "dri": "owner",
    "due": "due",
    "due date": "due",
    "deadline": "due",
    "by": "due",
    "priority": "priority",
    "prio": "priority",
    "type": "type",
    "status": "status",
    "tracker": "tracker",
    "ticket": "tracker",
    "issue": "tracker",
}
_LABELLED = lazy_pattern(r"(?P<label>[A-Za-z]{2,10}(?: date)?)\s*[:=]\s*(?P<value>.*)", re.DOTALL)
_PRIORITY = lazy_pattern(
    r"P[0-5]|(?:very )?(?:high|highest|medium|low|lowest|critical|urgent)", re.IGNORECASE
)
_KEY = lazy_pattern(r"[A-Z][A-Z0-9]{1,15}-\d{1,9}|(?:[\w.-]{1,60}/[\w.-]{1,60})?#\d{1,9}")
_HANDLE = r"@[A-Za-z0-9][\w.-]{0,60}(?:/[\w.-]{1,60})?"
_HANDLES = lazy_pattern(rf"{_HANDLE}(?:\s*(?:,|&|and)\s*{_HANDLE})*")
_URL = lazy_pattern(r"https?://[^\s<>\"')\]]{3,500}")
_ISO_DATE = lazy_pattern(r"\d{4}-\d{2}-\d{2}")
_LINK = lazy_pattern(r"\[(?P<text>[^\[\]]{0,200})\]\((?P<url>https?://[^\s()]{3,500})\)")
_DUE_IN_TEXT = lazy_pattern(
    r"\b(?:due|by|until|deadline|before|scheduled\b[^.;\n]{0,60}\bfor)\b:?\s{1,3}(?:on\s+)?"
    r"(\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)
_OWNER_IN_TEXT = lazy_pattern(
    rf"\b(?:owner|assignee|dri)s?:\s{{0,3}}({_HANDLES.pattern}|[\w.-]{{1,60}})", re.IGNORECASE
)
_DONE_LAST = lazy_pattern(
    r"(?:\s[-\u2013\u2014]{1,2}\s{1,3}[*_(\[]{0,4}(?P<status>(?i:done|completed?|implemented|deployed|fixed))"
    r"|[\s*_\])](?P<capitals>DONE|COMPLETED?))[\s*_)\].!]{0,6}$"
    r"|\s[*_]{0,3}\((?P<remark>[Dd]one|DONE|[Cc]ompleted)\b[^()\n]{0,60}\)[\s*_.]{0,6}$"
    r"|\s[*_]{1,3}(?P<italics>[Dd]one|[Cc]ompleted)\b[^*_\n]{0,60}[*_]{1,3}[\s.]{0,3}$"
)
"""A status behind an action: "- done", "DONE", "**(Done during this incident)**", "_done in the dashboard_"."""


_MAX_STATUS = 100
_HANDLE_FIRST = lazy_pattern(rf"({_HANDLES.pattern})\s*(?::|[-\u2013—]\s)")
_HANDLE_LAST = lazy_pattern(rf"(?:^|[\s(\[])({_HANDLES.pattern})[\])]?\.?$")


_DUE_FACT = lazy_pattern(rf"(?:(?:due|by)\s+)?({_ISO_DATE.pattern})", re.IGNORECASE)
_BARE_FACTS = {
    "owner": _HANDLES,
    "priority": _PRIORITY,
    "tracker": lazy_pattern(rf"{_KEY.pattern}|{_URL.pattern}|{_LINK.pattern}"),
}
_TICKET_URL = lazy_pattern(
    r"/(?:issues|pull|pulls|merge_requests|browse|tickets?)/[\w#-]{1,40}(?:$|[/?#])"
)
_KEY_IN_TEXT = lazy_pattern(rf"(?:^|[\s(\[])({_KEY.pattern})(?=[\s)\].,:;]|$)")


class Facts(NamedTuple):
    """Facts of an action item as written, by name: owner, due, priority, type, status, tracker."""

    values: Mapping[str, str]
    status: ActionStatus | None = None

    def with_status(self, status: ActionStatus) -> Facts:
        """The same facts with a status that counts unless one is written out."""
        return self._replace(status=status)

    def with_default(self, name: str, value: str) -> Facts:
        """The same facts with one that counts unless it is written out; an empty one is none."""
        if not value or self.values.get(name):
            return self
        return self._replace(values={**self.values, name: value})


def to_item(
    position: Position, text: str, facts: Facts, extra: tuple[tuple[str, str], ...] = ()
) -> ActionItem:
    """The record of an action item."""
    due_text = _unless_dash(facts.values.get("due", ""))
    status_text = _unless_dash(facts.values.get("status", ""), as_written=True)
    type_text = _unless_dash(facts.values.get("type", ""))
    read = read_status(status_text)
    return ActionItem(
        position=position,
        text=text.strip(),
        owners=read_owners(facts.values.get("owner", "")),
        due=read_due(due_text),
        due_text=due_text,
        status=facts.status if facts.status and read is None else read or ActionStatus.OPEN,
        status_text=status_text,
        priority=_unless_dash(facts.values.get("priority", "")),
        type=TYPES.get(type_text.split(" ", 1)[0].strip(".,:;").casefold()),
        type_text=type_text,
        tracker=read_tracker(facts.values.get("tracker", "")),
        extra=extra,
    )


def _unless_dash(text: str, *, as_written: bool = False) -> str:
    """A fact without its markup; a dash in its place says that there is none."""
    bare = plain(text)
    if bare in _DASHES:
        return ""
    return text if as_written else bare


def read_owners(text: str) -> tuple[str, ...]:
    """Owners, each without ``@``; *TBD*, *none* and the like are nobody.

    Commas always part two owners. *and*, ``&``, ``/`` and ``+`` part names of one or two words, but
    not the name of a group, such as *Research and Development team*, nor the handle of a team on a
    code host, such as ``@acme/payments``.
    """
    owners: list[str] = []
    for part in _ALWAYS_SPLIT.split(plain(text[:MAX_FACTS])):
        pieces = _pieces(part)
        is_group = bool(_GROUP.search(part)) or any(len(piece.split()) > 2 for piece in pieces)
        owners.extend([part] if is_group and not part.startswith("@") else pieces)
    names = (owner.strip().removeprefix("@").strip() for owner in owners)
    return tuple(dict.fromkeys(name for name in names if name.casefold() not in _NOBODY))


def _pieces(part: str) -> list[str]:
    """What *and* and the signs part, some of it empty; a team's handle stays whole."""
    pieces: list[str] = []
    at = 0
    for team in _TEAM_HANDLE.finditer(part):
        pieces += [*_SOMETIMES_SPLIT.split(part[at : team.start()]), team[0]]
        at = team.end()
    return [*pieces, *_SOMETIMES_SPLIT.split(part[at:])]


def read_due(text: str) -> date | None:
    """The ISO date that a due date is, or begins with; ``None`` where it is none."""
    found = _ISO_DATE.match(text)
    if found is None:
        return None
    try:
        return date.fromisoformat(found[0])
    except ValueError:
        return None


def read_status(text: str) -> ActionStatus | None:
    """The status that a text begins with; ``None`` where it begins with none that is known."""
    words = plain(text[:100]).replace("\u2019", "'").casefold().lstrip(" ✅☑✔️⬜☐")
    for word in _BY_LETTER.get(words[:1], ()):
        if words.startswith(word) and not words[len(word) : len(word) + 1].isalnum():
            return _STATUSES[word]
    return ActionStatus.DONE if text.lstrip().startswith(("✅", "☑", "✔")) else None


def read_tracker(text: str) -> str:
    """The key or the URL of a ticket; the URL where a link gives both."""
    if link := _LINK.search(text[:_MAX_SEARCHED]):
        return link["url"]
    if url := _URL.search(text[:_MAX_SEARCHED]):
        return url[0].rstrip(".,;:")
    text = plain(text[:MAX_FACTS])
    return "" if text.casefold() in _NOBODY else text


def split_facts(text: str) -> tuple[str, Facts]:
    """Take ``(owner: @ana, due: 2026-04-01, P1, prevent, OPS-123)`` off the end of an action.

    Parentheses are such a list only if everything in them is a fact, or goes on with one: *(status:
    wont-do, replaced by the new pool)*.
    """
    stripped = text.rstrip().removesuffix(".")
    start = _opening(stripped)
    if start is None:
        return text, Facts({})
    values: dict[str, str] = {}
    last = ""
    for part in re.split(r"[,;]\s*", stripped[start + 1 : -1]):
        name, value = _fact(part.strip())
        if name and name not in values:
            values[name], last = value, name
        elif name == "owner":  # `owner: @ana, owner: @bo` are two
            values[name] += f", {value}"
        elif last:
            values[last] += f", {part.strip()}"
        elif part.strip():
            return text, Facts({})
    return (stripped[:start].rstrip(), Facts(values)) if values else (text, Facts({}))


def _opening(text: str) -> int | None:
    """Where the parenthesis opens that closes a text, looking back no further than needed."""
    if not text.endswith(")"):
        return None
    depth = 0
    for index in range(len(text) - 1, max(len(text) - MAX_FACTS, -1), -1):
        depth += {")": 1, "(": -1}.get(text[index], 0)
        if depth == 0:
            # `[text](address)` is a link, not a list of facts.
            return None if text[:index].endswith("]") else index
    return None


def _fact(text: str) -> tuple[str, str]:
    """The name and the value of one fact; an empty name where it is none."""
    labelled = _LABELLED.fullmatch(text)
    if labelled and (name := _LABELS.get(labelled["label"].casefold())):
        return name, labelled["value"].strip()
    if found := _DUE_FACT.fullmatch(text):
        return "due", found[1]
    for name, pattern in _BARE_FACTS.items():
        if pattern.fullmatch(text):
            return name, text
    if text.casefold() in TYPES:
        return "type", text
    return ("status", text) if text.casefold().rstrip("!.") in _STATUSES else ("", "")


def facts_in_text(text: str, facts: Facts) -> Facts:
    """Add what an action says in passing: a ticket, a handle at an end, *due 2026-04-01*, *- done*."""
    head = text[:_MAX_SEARCHED]
    values = dict(facts.values)
    if "tracker" not in values and (tracker := _tracker_in(head)):
        values["tracker"] = tracker
    if "status" not in values and (found := _DONE_LAST.search(text[-_MAX_STATUS:])):
        values["status"] = found[found.lastgroup or "status"]
    if "due" not in values and (found := _DUE_IN_TEXT.search(head)):
        values["due"] = found[1]
    if "owner" not in values:
        owner = (
            _OWNER_IN_TEXT.search(head) or _HANDLE_FIRST.match(head) or _HANDLE_LAST.search(head)
        )
        if owner:
            values["owner"] = owner[1]
    return facts._replace(values=values)


def _tracker_in(text: str) -> str:
    """The first link to a ticket, or else the first key of one."""
    for link in _LINK.finditer(text):
        if _KEY.fullmatch(plain(link["text"])) or _TICKET_URL.search(link["url"]):
            return link["url"]
    for url in _URL.finditer(text):
        if _TICKET_URL.search(url[0]):
            return url[0].rstrip(".,;:")
    found = _KEY_IN_TEXT.search(text)
    return found[1] if found else ""
