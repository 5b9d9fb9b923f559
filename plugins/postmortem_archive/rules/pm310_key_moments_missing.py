"""PM310: key moments are not labelled in the timeline."""

import re
from collections.abc import Iterator, Sequence

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import KeyMoment, Postmortem, TimelineEntry
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.wording import listed, quoted
from postmortem_archive.parse.prose import sentences

from .base import Confidence, Context, Finding, PostmortemRule, section_subject
from .nobody_hit import nobody_was_hit
from .timeline_times import to_the_minute

_EXPECTED = (
    KeyMoment.DETECTED,
    KeyMoment.ACKNOWLEDGED,
    KeyMoment.CAUSE_FOUND,
    KeyMoment.MITIGATED,
)
_IN_OTHER_WORDS = {
    KeyMoment.DETECTED: re.compile(
        r"\b(?:detect(?:ed|ion|s)|(?:issues?|problems?|outage|incident) (?:is |was )?discovered)\b",
        re.IGNORECASE,
    ),
    KeyMoment.ACKNOWLEDGED: re.compile(r"\backnowledg(?:ed|ement|es)\b", re.IGNORECASE),
    KeyMoment.CAUSE_FOUND: re.compile(
        r"\bcause (?:is |was )?(?:found|identified|discovered|clear|known)\b", re.IGNORECASE
    ),
    KeyMoment.MITIGATED: re.compile(r"\bmitigat(?:ed|ion|es)\b", re.IGNORECASE),
}
_LABELS = {
    KeyMoment.DETECTED: "detect",
    KeyMoment.ACKNOWLEDGED: "acknowledg",
    KeyMoment.CAUSE_FOUND: "cause found",
    KeyMoment.MITIGATED: "mitigat",
}
"""How labels in bold begin, small letters: "Detection" is one too."""
_MAX_READ = 500
_FEWEST_ENTRIES = 6
_AT_ANOTHER_TIME = re.compile(
    r"\b(?:later|earlier|not|no|nothing|never|without|before|until|yet|still|tries|trying|tried|attempt\w*|will|"
    r"would|should|could|healthy|restored|\w{2,12}n['’]t)\b",  # noqa: RUF001
    re.IGNORECASE,
)
"""Words of an entry that tells of a moment at which it is not: "the cause was found later"."""
_BOLD = re.compile(r"(?:\*\*|__)([^*_\n]{1,80})(?:\*\*|__)")
_UNKNOWN = re.compile(
    r"\b(?:unknown|un(?:clear|recorded)|not (?:\w{1,12} )?(?:known|recorded|published|clear|noted)|no record"
    r"|nobody (?:knows|noted|recorded))\b",
    re.IGNORECASE,
)


class KeyMomentsMissing(PostmortemRule):
    """Key moments are not labelled in the timeline.

    ## What it does

    Looks in the timeline of an incident, if it has at least six entries, for an entry that begins
    with each of **Detected**, **Acknowledged**, **Cause found** and **Mitigated** in bold. One finding
    lists those that are missing. It says nothing of one of which a sentence of the timeline says that it
    is not known, nothing of a draft and of a near miss, and nothing where the text says that nobody was
    affected. It is a guess: not every incident has every moment, and an entry may tell of one in other
    words.

    ## Why it matters

    The times between these moments say where it could be faster: noticing, answering, understanding,
    or repairing. Nobody finds them later in a list of twenty times.

    ## Bad example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened | Source |
    |---|---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. | [graph](https://graphs.example/1) |
    | 14:09 | The alert for refused payments goes off. | |
    | 14:12 | The on-call engineer takes the page. | |
    | 14:40 | A slow query holds all connections. | |
    | 14:55 | The query is stopped, most payments work. | |
    | 15:10 | **Resolved**: payments work again. | |
    ```

    ## Good example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened | Source |
    |---|---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. | [graph](https://graphs.example/1) |
    | 14:09 | **Detected**: the alert for refused payments goes off. | |
    | 14:12 | **Acknowledged**: the on-call engineer takes the page. | |
    | 14:40 | **Cause found**: a slow query holds all connections. | |
    | 15:10 | **Resolved**: payments work again. | |

    When most payments worked again (mitigated) is not recorded.
    ```

    ## How to fix

    Begin the entry of each moment with its name in bold; two entries may have the same time. Where
    a moment is not known, say so in a sentence below.
    """

    code = "PM310"
    alias = "key-moments-missing"
    level = Level.HINT
    confidence = Confidence.GUESS
    requires = ("PM301", "PM306")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the heading of the timeline."""
        section = postmortem.section("timeline")
        if (
            section is None
            or postmortem.is_draft
            or postmortem.is_near_miss
            or len(postmortem.timeline) < _FEWEST_ENTRIES
            or nobody_was_hit(postmortem)
        ):
            return
        told = _told(postmortem, context.settings)
        missing = [moment for moment in _EXPECTED if moment not in told]
        if not missing:
            return
        names = listed(f"**{moment.label}**" for moment in missing)
        if not any(entry.moment for entry in postmortem.timeline):
            names = f"as a key moment: {names}"
        yield Finding(
            f"no entry of the timeline is labelled {names}",
            section.position,
            _hint(postmortem, missing),
            section_subject("timeline"),
        )


def _told(postmortem: Postmortem, settings: Settings) -> set[KeyMoment]:
    """The moments that are labelled somewhere, and those that are said not to be known."""
    told = {entry.moment for entry in postmortem.timeline if entry.moment}
    unknown = [word.casefold() for word in settings.unknown_words]
    for section in postmortem.sections:
        if section.key != "timeline":
            continue
        bold = " ".join(found[1] for found in _BOLD.finditer(section.body)).casefold()
        told.update(moment for moment in _EXPECTED if _LABELS[moment] in bold)
        for sentence in sentences(section):
            text = sentence.text.casefold()
            if _UNKNOWN.search(text) or any(word in text for word in unknown):
                told.update(moment for moment in _EXPECTED if moment.label.casefold() in text)
    return told


def _hint(postmortem: Postmortem, missing: Sequence[KeyMoment]) -> str:
    """What to do, by the example of a moment that the front matter or an entry seems to tell of."""
    for field, at in postmortem.meta.moments():
        if KeyMoment(field) in missing:
            entry = next((one for one in postmortem.timeline if _is_at(one, at)), None)
            which = f"the entry of {quoted(entry.time_text)}" if entry else f"an entry for {at}"
            return _advice(KeyMoment(field), f"`{field}` is given: begin {which}", missing)
    for moment in missing:
        words = _IN_OTHER_WORDS[moment]
        for entry in postmortem.timeline:
            text = entry.text[:_MAX_READ]
            if entry.moment is None and words.search(text) and not _AT_ANOTHER_TIME.search(text):
                which = f"if the entry of {quoted(entry.time_text)} tells of it, begin it"
                return _advice(moment, which, missing)
    return _advice(missing[0], "begin an entry", missing)


def _advice(moment: KeyMoment, begin: str, missing: Sequence[KeyMoment]) -> str:
    others = ", and so for the others" if len(missing) > 1 else ""
    return f"{begin} with `**{moment.label}**:`{others}; or say below that it is not known"


def _is_at(entry: TimelineEntry, moment: Moment) -> bool:
    if entry.start is None or entry.start.day_only or moment.day_only:
        return False
    return to_the_minute(entry.start).utc == to_the_minute(moment).utc
