"""PM212: a placeholder is left in a section that is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level, Position
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.link import LinkKind
from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.wording import quoted
from postmortem_archive.parse.prose import BLANK, Passage, PassageKind, passages

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject

_PLACEHOLDER = lazy_pattern(
    r"(?<![\w/.#-])(?:TBD|Tbd|tbd|TBA|TBC|FIXME|TODO)(?![\w/-])"
    r"|(?<![\w?!.,;:'\"*)])\?{3,20}(?!\w)"
    r"|(?<![\w:?\u2013-])(?:XX|xx|\?\?|\d{1,2}):(?:XX|xx|\?\?)(?![\w:?])"
    r"|(?<![\w:])HH:(?:mm|MM)(?![\w:])"
    r"|\{\{ ?(?:summary|title|name|date|time|description|details?|text|event|impact|action|link)? ?\}\}"
    r"|(?i:\[(?:link to|url of|name of|number of) [^\[\]\n]{1,60}\])(?![(\[:" + BLANK + "])"
    r"|(?i:\blorem ipsum\b|[(\[](?:still )?to be (?:written|done|determined|added|announced|confirmed"
    r"|decided|completed|filled in)[)\]])"
)
_WHOLE = lazy_pattern(
    r"[\W_]*(?:(?:still )?to be (?:written|done|determined|added|announced|confirmed|decided"
    r"|completed|filled in)|lorem ipsum\b.{0,2000})[\W_]*",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS = (
    *(
        "tbd",
        "tba",
        "tbc",
        "fixme",
        "todo",
        "???",
        ":xx",
        ":??",
        "hh:mm",
        "{{",
        "lorem ipsum",
        "to be ",
    ),
    *("[link to ", "[url of ", "[name of ", "[number of "),
)
"""In every text with a placeholder, in lower case; looked for first, because that is quick."""
_A_THING = lazy_pattern(
    r"\s{1,3}(?:lists?|items?|comments?|notes?|tags?|apps?|boards?|files?)\b", re.I
)
_MENTIONED = lazy_pattern(
    r"\b(?:a|an|the|this|that|these|those|our|their|its|his|her|as|of|no|some|any|old|every|each"
    r"|with|many|several|another)\s{1,3}$",
    re.IGNORECASE,
)
_TASK = lazy_pattern(
    r"[\s*_\[\]]{0,6}TODO\b[\s*_:\]-]{0,8}(?=(?:\S{1,60}\s{1,3}){3}\S)", re.IGNORECASE
)
"""Something to be done, written in full: "**TODO**: watch the disks of all hosts"."""
_FACT = lazy_pattern(r"\b(?:owner|due|priority|type|status|tracker)\b\W{0,6}$", re.IGNORECASE)
_CLOCK_FORM = ("HH:mm", "HH:MM")
_LETTER = lazy_pattern(r"[^\W\d_]")
_BEFORE = 30


class PlaceholderLeft(PostmortemRule):
    """A placeholder is left in a section that is otherwise written.

    ## What it does

    Looks for `TBD`, `TODO`, `???`, `XX:XX`, `14:??`, `{{ summary }}`, `[link to the issue]`, "lorem ipsum"
    and the like in the text, and for `HH:mm` where a time stands. Code and quotations are not read, nor
    what only speaks of such a word ("the TODO list", "a TODO in the code"), nor a `TODO` that is the status
    of something written in full or of an action item. It speaks once for a section; a draft may keep its
    placeholders. The times of the timeline, owners and due dates have rules of their own.

    ## Why it matters

    What was to be asked later is asked less the later it gets. A reader cannot tell whether it is
    unknown, or was known and never written down.

    ## Bad example

    ```markdown
    ## Resolution

    The query was stopped, then the pool was made larger. Who switched the report off: TBD.
    ```

    ## Good example

    ```markdown
    ## Resolution

    The query was stopped, then the pool was made larger. It was not recorded who switched the
    report off.
    ```

    ## How to fix

    Write what belongs there. Where nobody knows any more, say that.
    """

    code = "PM212"
    alias = "placeholder-left"
    level = Level.WARNING
    confidence = Confidence.GUESS
    requires = ("PM202", "PM203")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each section, at its first placeholder."""
        if postmortem.is_draft:
            return
        reported = {entry.position.line for entry in postmortem.timeline if entry.start is None}
        labels = {
            f"[{link.text}]".casefold()
            for link in postmortem.links
            if link.kind is LinkKind.DEFINITION
        }
        for section in postmortem.sections:
            if section.is_empty:
                continue
            found = [
                (position, words)
                for position, words in _placeholders(section, context.settings)
                if position.line not in reported and words.casefold() not in labels
            ]
            if not found:
                continue
            position, words = found[0]
            more = f", and {len(found) - 1:,} more in this section" if len(found) > 1 else ""
            yield Finding(
                f"the placeholder {quoted(words)} is left here{more}",
                position,
                "write what belongs there, or that it is not known",
                section_subject(section.key or section.heading),
            )


def _placeholders(section: Section, settings: Settings) -> Iterator[tuple[Position, str]]:
    """The first placeholder of each passage, and its place."""
    accepted = {word.casefold() for word in settings.unknown_words}
    are_actions = section.key == "actions"
    for passage in passages(section):
        if are_actions and passage.kind is PassageKind.CELL and len(passage.raw.split()) < 3:
            continue  # an owner, a due date or another fact with a rule of its own
        lowered = passage.text.casefold()
        if not any(sign in lowered for sign in _SIGNS):
            continue
        for found in [_WHOLE.fullmatch(passage.text), *_PLACEHOLDER.finditer(passage.text)]:
            if not found or found[0].casefold() in accepted or _is_spoken_of(passage, found):
                continue
            if are_actions and (found[0] == "TODO" or _FACT.search(_before(passage, found))):
                continue
            if (task := _TASK.match(passage.text)) and found.start() < task.end():
                continue
            words = found[0].strip()
            yield passage.position(found.start() + found[0].index(words)), words
            break


def _is_spoken_of(passage: Passage, found: re.Match[str]) -> bool:
    """Whether the word is the thing that is told about, as in *the TODO list*."""
    if found[0] in _CLOCK_FORM:  # it is a time's only where nothing but a day stands before it
        return bool(_LETTER.search(passage.text, 0, found.start()))
    if not found[0].isalpha():
        return False
    return bool(
        _MENTIONED.search(_before(passage, found)) or _A_THING.match(passage.text, found.end())
    )


def _before(passage: Passage, found: re.Match[str]) -> str:
    return passage.text[max(found.start() - _BEFORE, 0) : found.start()]
