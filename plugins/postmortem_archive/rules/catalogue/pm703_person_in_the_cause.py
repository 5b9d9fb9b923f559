"""PM703: a person is named where a role would do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.sections import SECTION_BY_KEY
from postmortem_archive.model.wording import listed

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.needed_sections import sections_at_any_level
from ..shared.people import is_handle, names_of_people
from ..shared.section_text import passages_of

_FEWEST_IN_TIMELINE = 3  # once or twice is a remark; from then on the story is told by names
_SECTIONS = ("summary", "timeline", "root-cause", "improve", "customer-summary")
_HANDLE = lazy_pattern(r"(?<![\w/@.-])@[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?![\w/@-]|\.\w)")
_MENTION = lazy_pattern(
    r"\b(?:owners?|owned by|assign(?:ed|ee)(?: to)?|cc|thanks(?: to)?|thank you|credits?(?: to)?|contact|ask|"
    r"authors?|reviewers?|follow-up|todo)\b[\s:,(*]{0,5}$",
    re.IGNORECASE,
)
_REPORTED_BY = lazy_pattern(
    r"\b(?:report(?:ed|s)?|raised|flagged|spotted|noticed|discovered|pointed out|brought up|suggested|asked)"
    r"(?: (?!by\b)[\w#-]{1,30}){0,5} by\s{1,3}$",
    re.IGNORECASE,
)
_REPORTS = lazy_pattern(
    r"\s{1,3}(?:(?:also|first|then) )?(?:report(?:s|ed)|raise[sd]|flag(?:s|ged)|point(?:s|ed) out|"
    r"brings? (?:it )?up|brought (?:it )?up|ask(?:s|ed)|mention(?:s|ed)|suggest(?:s|ed))\b"
)
_OF_A_TEAM = lazy_pattern(
    r"\b(?:teams?|squads?|group|department|crew|community)\s{1,3}\((?:@[\w-]{1,39}(?:, | and | & )){0,5}$",
    re.IGNORECASE,
)
"""The members behind the name of a team: "the payments team (@ana, @ben)"."""
_TASK = lazy_pattern(r"\s(?:will|to|should|is going to)\s")
_CAPITALISED = lazy_pattern(r"(?<![\w@-])[A-Z][\w-]{1,38}(?: [A-Z][\w-]{0,38}){0,2}(?![\w-])")
_ACTS = lazy_pattern(
    r"\s{1,5}(?:(?:also|then|again|quickly|immediately|later|now)\s)?"
    r"(?!(?:was|is|has|does|its|this)\b)(?:[a-z]{2,20}ed|[a-z]{2,20}s|ran|saw|found|took|made|did|began|wrote|told|sent|set|put|shut|went|came|"
    r"knew|thought|had)\b"
)
_ACTED_ON = lazy_pattern(r"\bby\s{1,5}$")
_WITH_ROLE = lazy_pattern(
    r"(?<![\w@])[A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20})?(?= \((?:[a-z -]{0,20})"
    r"(?:engineer|developer|administrator|intern|contractor|technician)\))"
)


class PersonInTheCause(PostmortemRule):
    """A person is named where a role would do.

    ## What it does

    Looks for handles (`@ana`), for names of those in `authors`, `reviewers`, `participants` and among the
    owners who do something in the text, and for "Ana (engineer)", in the summary, the timeline, the root
    cause, what could be improved and the customer summary. It speaks once for each of these sections; in the
    timeline it only hints, and only where at least three entries or sentences name somebody. Action items and
    thanks need names, and are not read; who reported something may be credited, and a team's handles may
    stand in brackets behind its name.

    It is a guess: a handle can belong to a team or a program.

    ## Why it matters

    With a name in the story, readers look at the person. With a role they see what anybody in that place
    would have met. Names also stay in the archive long after their owners have moved on.

    ## Bad example

    ```markdown
    ## Root cause

    A slow query held its connections, and nothing limited how long. @ben released it on Monday, because the
    template of new services does not set a limit, and no review asks for one.
    ```

    ## Good example

    ```markdown
    ## Root cause

    A slow query held its connections, and nothing limited how long. It was released on Monday, because the
    template of new services does not set a limit, and no review asks for one.
    ```

    ## How to fix

    Write the role: "the on-call engineer", "the reviewer", "a developer of the payments team". Those who took
    part stand in `participants`.
    """

    code = "PM703"
    alias = "person-in-the-cause"
    level = Level.WARNING
    confidence = Confidence.GUESS

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most for each section, at the first name."""
        names = names_of_people(postmortem, context.settings)
        sections = sections_at_any_level(postmortem, _SECTIONS, context.settings)
        for key in _SECTIONS:
            found = [
                (name, passage.position(offset))
                for section in sections[key]
                for passage in passages_of(section)
                for offset, name in sorted(_named(passage.text, names))
            ]
            if len(found) >= (_FEWEST_IN_TIMELINE if key == "timeline" else 1):
                people = listed(dict.fromkeys(name for name, _ in found))
                yield Finding(
                    f"the section {SECTION_BY_KEY[key].heading} names {people}",
                    found[0][1],
                    "write the role, such as `the on-call engineer`; names belong in `participants`",
                    section_subject(key),
                    Level.HINT if key == "timeline" else None,
                )


def _named(text: str, names: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Each person who is named: where, and how."""
    for found in _HANDLE.finditer(text) if "@" in text else ():
        if is_handle(found[0]) and not _is_mention(text, found):
            yield found.start(), found[0]
    for found in _WITH_ROLE.finditer(text) if " (" in text else ():
        yield found.start(), found[0]
    for found in _CAPITALISED.finditer(text) if names else ():
        name = next((one for one in _beginnings(found[0]) if one in names), "")
        end = found.start() + len(name)
        if name and (
            _ACTS.match(text, end)
            or _ACTED_ON.search(text, max(found.start() - 10, 0), found.start())
        ):
            yield found.start(), name


def _beginnings(words: str) -> Iterator[str]:
    """The words, then without the last one, and so on."""
    while words:
        yield words
        words = words.rpartition(" ")[0]


def _is_mention(text: str, found: re.Match[str]) -> bool:
    """Whether the handle says who will do something, is thanked or credited, and not who did something."""
    return bool(
        _MENTION.search(text, max(found.start() - 30, 0), found.start())
        or _OF_A_TEAM.search(text, max(found.start() - 250, 0), found.start())
        or _REPORTED_BY.search(text, max(found.start() - 100, 0), found.start())
        or _REPORTS.match(text, found.end())
        or _TASK.match(text, found.end())
    )
