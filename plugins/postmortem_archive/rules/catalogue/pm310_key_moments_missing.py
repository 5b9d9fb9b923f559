"""PM310: key moments are not labelled in the timeline."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import KeyMoment, Postmortem, Section, TimelineEntry
from postmortem_archive.model.wording import listed, quoted

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.no_outage import is_no_outage
from ..shared.nobody_hit import nobody_was_hit
from ..shared.timeline_times import to_the_minute
from ..shared.told_moments import is_measured, moments_not_known

_EXPECTED = (
    KeyMoment.DETECTED,
    KeyMoment.ACKNOWLEDGED,
    KeyMoment.CAUSE_FOUND,
    KeyMoment.MITIGATED,
)
_IN_OTHER_WORDS = {
    KeyMoment.DETECTED: lazy_pattern(
        r"^detect|\b(?:is|was) detected\b|\b(?:issue|problem|outage|incident) (?:is |was )?discovered\b",
        re.IGNORECASE,
    ),
    KeyMoment.ACKNOWLEDGED: lazy_pattern(r"^acknowledg|\b(?:is|was) acknowledged\b", re.IGNORECASE),
    KeyMoment.CAUSE_FOUND: lazy_pattern(
        r"\bcause (?:is |was )?(?:found|identified|discovered)\b", re.IGNORECASE
    ),
    KeyMoment.MITIGATED: lazy_pattern(
        r"^mitigat|\b(?:is|was) mitigated\b|\bmitigates the\b", re.IGNORECASE
    ),
}
_LABELS = {
    KeyMoment.DETECTED: lazy_pattern(r"detect|discover|notic|alert|outage begins", re.IGNORECASE),
    KeyMoment.ACKNOWLEDGED: lazy_pattern(r"acknowledg|respon[ds]|investigat", re.IGNORECASE),
    KeyMoment.CAUSE_FOUND: lazy_pattern(r"\bcause\b|identified", re.IGNORECASE),
    KeyMoment.MITIGATED: lazy_pattern(
        r"mitigat|workaround|rolled back|fix(?:es)? (?:is |was )?(?:deployed|applied|live|released)",
        re.IGNORECASE,
    ),
}
"""What a label in bold or in capitals says, in whatever form: "Detection" is one too."""
_BEGINS = lazy_pattern(
    r"(?:detected(?: by)?|acknowledged|(?:root )?cause (?:found|identified)|identified|mitigated|"
    r"fix deployed)\b",
    re.IGNORECASE,
)
"""How an entry begins that is labelled without bold."""
_MAX_READ = 500
_FEWEST_ENTRIES = 9
_AT_ANOTHER_TIME = lazy_pattern(
    r"\b(?:later|earlier|not|no|nothing|never|without|before|until|yet|still|tries|trying|tried|attempt\w*|will|"
    r"would|should|could|healthy|restored|\w{2,12}n['’]t)\b",  # noqa: RUF001
    re.IGNORECASE,
)
"""Words of an entry that tells of a moment at which it is not: "the cause was found later"."""
_BOLD = lazy_pattern(r"(?:\*\*|__)([^*_\n]{1,120})(?:\*\*|__)")
_CAPITALS = lazy_pattern(r"[A-Z]{4,20}(?: [A-Z]{2,20}){1,4}(?![\w-])")
_OF_A_TIME = lazy_pattern(
    r"[\W\d_]|\b(?:UTC|GMT|Z|[A-Z]{2,3}T|[ap]\.?m|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\b",
    re.IGNORECASE,
)
_FEWEST_MARKED = 2
_CLOCK = lazy_pattern(r"\d:\d\d|\d\s?[ap]\.?m", re.IGNORECASE)
_SHORTEST, _LONGEST = timedelta(minutes=15), timedelta(days=3)
"""A shorter timeline is seen at a glance; a longer one is the story of a project, without a page in it."""

_PLAIN = {
    KeyMoment.DETECTED: lazy_pattern(r"\bdetect(?:s|ed|ion)\b", re.IGNORECASE),
    KeyMoment.ACKNOWLEDGED: lazy_pattern(r"\backnowledg", re.IGNORECASE),
    KeyMoment.CAUSE_FOUND: lazy_pattern(r"\bcause\b", re.IGNORECASE),
    KeyMoment.MITIGATED: lazy_pattern(r"\bmitigat", re.IGNORECASE),
}
"""The words by which a reader finds a moment that is told without a label."""

_FEWEST_PLAIN = 2


class KeyMomentsMissing(PostmortemRule):
    """Key moments are not labelled in the timeline.

    ## What it does

    Looks in the timeline of an incident, if it has at least nine entries, for an entry that begins with
    each of **Detected**, **Acknowledged**, **Cause found** and **Mitigated** in bold. Other forms of these
    labels, in bold or in capitals, count too, and so does an entry that begins with "Detected by",
    "Identified" or "Fix deployed". One finding lists those that are missing. It says nothing of one of
    which a sentence says that it is not known, nothing where some of the entries are marked in bold or
    capitals in other words or all labels have another form, and nothing where two of the moments are told
    by their name without a label, or measured by lines such as "Time to recovery: 20 minutes". A timeline
    of less than 15 minutes or more than three days is not looked at, nor is a draft, a near miss, a text
    that says that nobody was affected, one about an attack, a leak or a regression without an outage, and a
    timeline in a block of code. It is a guess: not every incident has every moment, and an entry may tell
    of one in other words.

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
    | 14:20 | The pool is made larger, and is full again. | |
    | 14:31 | The status page tells customers. | |
    | 14:36 | The dashboard of the database is opened. | |
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
            or is_no_outage(postmortem)
            or is_measured(postmortem)
            or not _has_usual_length(postmortem.timeline)
            or _is_marked_otherwise(postmortem)
            or _is_told_plainly(postmortem.timeline)
            or _is_in_code(postmortem, section)
        ):
            return
        labelled = _labelled(postmortem)
        if labelled and not any(entry.moment for entry in postmortem.timeline):
            return  # its author has labels of another kind
        told = labelled | moments_not_known(postmortem, context.settings)
        missing = [moment for moment in _EXPECTED if moment not in told]
        if not missing:
            return
        names = listed(f"**{moment.label}**" for moment in missing)
        if not labelled:
            names = f"as a key moment: {names}"
        yield Finding(
            f"no entry of the timeline is labelled {names}",
            section.position,
            _hint(postmortem, missing),
            section_subject("timeline"),
        )


def _has_usual_length(entries: Sequence[TimelineEntry]) -> bool:
    days = [entry.start.day for entry in entries if entry.start]
    times = [entry.start.utc for entry in entries if entry.start and not entry.start.day_only]
    is_short = bool(times) and max(times) - min(times) < _SHORTEST
    return not is_short and not (days and max(days) - min(days) > _LONGEST)


def _is_in_code(postmortem: Postmortem, section: Section) -> bool:
    """Whether the entries stand in a block of code, where nothing can be in bold."""
    first = postmortem.timeline[0].position.line
    above = section.body.split("\n")[: max(first - section.body_line, 0)]
    return sum(line.lstrip().startswith(("```", "~~~")) for line in above) % 2 == 1


def _is_told_plainly(entries: Sequence[TimelineEntry]) -> bool:
    """Whether entries without a label name some of the moments."""
    texts = [entry.text[:_MAX_READ] for entry in entries if entry.moment is None]
    told = sum(any(words.search(text) for text in texts) for words in _PLAIN.values())
    return told >= _FEWEST_PLAIN


def _is_marked_otherwise(postmortem: Postmortem) -> bool:
    """Whether its author has marked some entries in bold or in capitals, and not with the usual labels."""
    lines = postmortem.text.split("\n")
    marked = [
        one
        for one in postmortem.timeline
        if _CAPITALS.match(one.text) or _in_bold(lines[one.position.line - 1])
    ]
    otherwise = sum(one.moment is None for one in marked)
    # where most entries have something in bold, it marks no moment
    return otherwise >= _FEWEST_MARKED and len(marked) <= len(postmortem.timeline) / 2


def _in_bold(line: str) -> list[str]:
    """What is in bold in a line, times left out."""
    return [found[1] for found in _BOLD.finditer(line) if _OF_A_TIME.sub("", found[1])]


def _labelled(postmortem: Postmortem) -> set[KeyMoment]:
    """The moments that are labelled somewhere, in the usual words or in others."""
    labelled = {entry.moment for entry in postmortem.timeline if entry.moment}
    marks = [
        mark
        for section in postmortem.sections
        if section.key == "timeline"
        for line in section.body.split("\n")
        for mark in _in_bold(line)
    ]
    for entry in postmortem.timeline:
        marks += [found[0] for form in (_CAPITALS, _BEGINS) if (found := form.match(entry.text))]
    text = "\n".join(marks)
    return labelled | {moment for moment in _EXPECTED if _LABELS[moment].search(text)}


def _hint(postmortem: Postmortem, missing: Sequence[KeyMoment]) -> str:
    """What to do, by the example of a moment that the front matter or an entry seems to tell of."""
    for field, at in postmortem.meta.moments():
        if KeyMoment(field) in missing:
            entry = next((one for one in postmortem.timeline if _is_at(one, at)), None)
            which = f"the entry {_named(entry)}" if entry else f"an entry for {at}"
            return _advice(KeyMoment(field), f"`{field}` is given: begin {which}", missing)
    for moment in missing:
        words = _IN_OTHER_WORDS[moment]
        for entry in postmortem.timeline:
            text = entry.text[:_MAX_READ]
            if entry.moment is None and words.search(text) and not _AT_ANOTHER_TIME.search(text):
                which = f"if the entry {_named(entry)} tells of it, begin it"
                return _advice(moment, which, missing)
    return _advice(missing[0], "begin an entry", missing)


def _named(entry: TimelineEntry) -> str:
    """An entry by its time, or by its words where the time as written is only a day."""
    if _CLOCK.search(entry.time_text):
        return f"of {quoted(entry.time_text)}"
    return quoted(entry.text, limit=40)


def _advice(moment: KeyMoment, begin: str, missing: Sequence[KeyMoment]) -> str:
    others = ", and so for the others" if len(missing) > 1 else ""
    return f"{begin} with `**{moment.label}**:`{others}; or say below that it is not known"


def _is_at(entry: TimelineEntry, moment: Moment) -> bool:
    if entry.start is None or entry.start.day_only or moment.day_only:
        return False
    return to_the_minute(entry.start).utc == to_the_minute(moment).utc
