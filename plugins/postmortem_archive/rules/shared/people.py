"""People in a text: who is the subject of what is said, and who is called by name."""

from __future__ import annotations

from enum import IntEnum

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings


class Person(IntEnum):
    """How sure it is that a subject is a person."""

    NO = 0
    CAPITALISED = 1  # "John", or "Terraform"
    MAYBE = 2  # "they", "operator": programs are called so too
    WE = 3  # people, or the systems they run: "we failed to serve requests"
    YES = 4


_PEOPLE = frozenset(
    [
        *("i", "you", "he", "she", "who", "someone", "somebody", "everyone", "everybody"),
        *("anyone", "anybody", "one", "people", "person", "persons", "member", "members"),
        *("engineer", "engineers", "developer", "developers", "programmer", "programmers"),
        *("administrator", "administrators", "sysadmin", "sysadmins", "dba", "dbas", "sre", "sres"),
        *("on-call", "oncall", "on-caller", "responder", "responders", "commander", "commanders"),
        *("reviewer", "reviewers", "author", "authors", "maintainer", "maintainers", "committer"),
        *("team", "teams", "squad", "colleague", "colleagues", "coworker", "employee", "employees"),
        *("staff", "management", "contractor", "contractors", "intern", "interns", "trainee"),
        *("technician", "technicians", "analyst", "analysts", "guy", "guys", "folks"),
    ]
)
_PERHAPS_PEOPLE = frozenset(["they", "operator", "operators", "manager", "managers", "support"])
_BETWEEN = frozenset(
    [
        *("has", "have", "had", "having", "was", "were", "is", "are", "am", "be", "been", "did"),
        *("also", "simply", "just", "then", "again", "both", "all", "clearly", "partly", "solely"),
        *("mainly", "really", "probably", "repeatedly", "apparently", "initially", "obviously"),
        *("mistakenly", "accidentally", "still", "even", "completely", "entirely", "later", "once"),
        *("often", "always", "basically", "unfortunately", "carelessly", "totally", "largely"),
    ]
)
_DETERMINERS = frozenset(["the", "a", "an", "our", "their", "some", "another", "each", "this"])
_PREPOSITIONS = frozenset(["to", "for", "of", "from", "by", "with", "via", "at", "in", "on"])
_CAPITALISED = lazy_pattern(r"[A-Z][a-z]{1,20}")
_BEGINNINGS = frozenset(["it", "this", "that", "these", "which", "and", "but", "then", "or", "so"])
_CLAUSE = lazy_pattern(r"[.;:!?|()]\s|[\u2013\u2014]|,\s")
_BEFORE = 100
_AROUND_WORD = "*_[]()\"'`,"


def person_before(text: str, offset: int, names: frozenset[str]) -> Person:
    """Whether the subject that ends before ``offset`` is a person; ``names`` are other ones known."""
    words = _words_before(text, offset)
    if not words:
        return Person.NO
    sure = _person(words[-1], names)
    return Person.NO if _is_object(words) else sure


def is_first_person(text: str, offset: int) -> bool:
    """Whether the subject that ends before ``offset`` is "I"."""
    words = _words_before(text, offset)
    return bool(words) and words[-1].casefold() == "i"


def _words_before(text: str, offset: int) -> list[str]:
    """The words of the clause before ``offset``, up to its subject."""
    before = _CLAUSE.split(text[max(offset - _BEFORE, 0) : offset])[-1]
    words = [word.strip(_AROUND_WORD) for word in before.split()]
    while words and words[-1].casefold() in _BETWEEN:
        words.pop()
    return words


def _person(word: str, names: frozenset[str]) -> Person:
    lowered = word.casefold()
    if lowered == "we":
        return Person.WE
    if lowered in _PEOPLE or is_handle(word) or word in names:
        return Person.YES
    if lowered in _PERHAPS_PEOPLE:
        return Person.MAYBE
    is_name = _CAPITALISED.fullmatch(word) and lowered not in _BEGINNINGS
    return Person.CAPITALISED if is_name else Person.NO


def _is_object(words: list[str]) -> bool:
    """Whether the last word belongs to a preposition, as in "the page to the engineer"."""
    at = len(words) - 1
    for back in range(1, 5):
        if at - back < 0:
            return False
        word = words[at - back].casefold()
        if word in _PREPOSITIONS:
            # "someone from the team" is a person all the same
            return at - back == 0 or words[at - back - 1].casefold() not in _PEOPLE
        if back > 1 and words[at - back + 1].casefold() in _DETERMINERS:
            return False
    return False


_HANDLE = lazy_pattern(r"@[A-Za-z0-9][A-Za-z0-9_-]{0,38}")
_EVERYBODY = frozenset(["@here", "@channel", "@everyone", "@all", "@team", "@group"])
_GROUP = lazy_pattern(
    r"(?:team|squad|oncall|on-call|ops|sre|devops|support|infra|platform|bot|dev|developer|engineer|"
    r"admin|maintainer|reviewer|responder|staff|crew|guild|community)s?$"
)


def is_handle(word: str) -> bool:
    """Whether a word is the handle of one person: ``@ana``, and not ``@here`` or ``@payments-team``."""
    lowered = word.casefold()
    return bool(
        _HANDLE.fullmatch(word) and lowered not in _EVERYBODY and not _GROUP.search(lowered)
    )


def names_of_people(postmortem: Postmortem, settings: Settings) -> frozenset[str]:
    """Names of those who took part, wrote, reviewed, or own actions; teams are left out.

    A name is that of ``archive.yml``, else the handle with a capital letter.
    """
    people, teams = settings.people or {}, settings.teams or {}
    handles = set(_who_took_part(postmortem, settings))
    persons = [one for one in handles if one not in teams and is_handle(f"@{one}")]
    known = {one: people[one].name for one in persons if one in people}
    return frozenset(known.get(one) or one.capitalize() for one in persons)


def people_of(postmortem: Postmortem, settings: Settings) -> tuple[str, ...]:
    """Those who took part, wrote, reviewed, approved, or own actions, as written but for a leading ``@``.

    Teams and roles are left out.
    """
    teams = settings.teams or {}
    known = {*teams, *(name for team in teams.values() for name in team.names)}
    approved = (one.by.lstrip("@") for one in postmortem.meta.approved_by)
    named = dict.fromkeys([*_who_took_part(postmortem, settings), *approved])
    return tuple(one for one in named if one not in known and not is_role(one))


def is_role(name: str) -> bool:
    """Whether what stands in place of a name is that of a group or a role: ``on-call engineer``."""
    lowered = name.casefold().strip()
    last = lowered.split()[-1] if lowered else ""
    return bool(
        not lowered
        or f"@{lowered}" in _EVERYBODY
        or _GROUP.search(lowered)
        or last in _PEOPLE | _PERHAPS_PEOPLE
    )


def _who_took_part(postmortem: Postmortem, settings: Settings) -> list[str]:
    meta, people = postmortem.meta, settings.people or {}
    with_sign = {one[1:] for one in _HANDLE.findall(postmortem.text)}
    # an owner without a sign before it may be a team
    owners = [
        owner
        for item in postmortem.actions
        for owner in item.owners
        if owner in people or owner in with_sign
    ]
    return [
        one.lstrip("@") for one in (*meta.authors, *meta.reviewers, *meta.participants, *owners)
    ]
