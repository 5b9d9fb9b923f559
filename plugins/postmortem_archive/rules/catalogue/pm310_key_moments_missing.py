"""PM310: the file does not record when a key moment was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.front_matter import MOMENT_FIELDS
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import KeyMoment, Postmortem, TimelineEntry
from postmortem_archive.model.wording import listed, quoted

from ..base import Context, Finding, PostmortemRule, section_subject
from ..shared.nobody_hit import nobody_was_hit
from ..shared.told_moments import moments_not_known

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
"""How an entry without a label may tell of a moment; only the hint makes use of it."""

_AT_ANOTHER_TIME = lazy_pattern(
    r"\b(?:later|earlier|not|no|nothing|never|without|before|until|yet|still|tries|trying|tried|attempt\w*|will|"
    r"would|should|could|healthy|restored|\w{2,12}n['’]t)\b",  # noqa: RUF001
    re.IGNORECASE,
)
"""Words of an entry that tells of a moment at which it is not: "the cause was found later"."""

_FEWEST_ENTRIES = 9
"""A shorter timeline is taken in at a glance, labels or not."""

_MAX_READ = 500
_CLOCK = lazy_pattern(r"\d:\d\d|\d\s?[ap]\.?m", re.IGNORECASE)


class KeyMomentsMissing(PostmortemRule):
    """The file does not record when a key moment was.

    ## What it does

    Asks of an incident, if its timeline has at least nine entries, when it was detected, acknowledged and
    mitigated, and when its cause was found.
    Each may stand in the front matter (all but the last have a field) or be an entry of the timeline
    that begins with its name in bold: **Detected**, **Acknowledged**, **Cause found**, **Mitigated**.
    One finding lists those that stand in neither. It does not ask for one of which a sentence says that
    it is not known, nor anything of a draft, a near miss, or a text that says that nobody was affected.

    ## Why it matters

    The times between these moments say where it could be faster: noticing, answering, understanding,
    or repairing. The drawn timeline, the figures of `postmortem stats` and whoever reads the page at
    night find them by these names alone.

    ## Bad example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened | Source |
    |---|---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. | [graph](https://graphs.example/1) |
    | 14:12 | The on-call engineer takes the page. | |
    | 14:15 | Support is told. | |
    | 14:16 | A dashboard is opened. | |
    | 14:20 | A larger pool is tried. | |
    | 14:22 | Customers are told. | |
    | 14:31 | Hosts are restarted. | |
    | 14:33 | The vendor is called. | |
    | 14:40 | A slow query holds all connections. | |
    | 15:10 | **Resolved**: payments work again. | |
    ```

    ## Good example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened | Source |
    |---|---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. | [graph](https://graphs.example/1) |
    | 14:12 | **Acknowledged**: the on-call engineer takes the page. | |
    | 14:15 | Support is told. | |
    | 14:16 | A dashboard is opened. | |
    | 14:20 | A larger pool is tried. | |
    | 14:22 | Customers are told. | |
    | 14:31 | Hosts are restarted. | |
    | 14:33 | The vendor is called. | |
    | 14:40 | **Cause found**: a slow query holds all connections. | |
    | 15:10 | **Resolved**: payments work again. | |

    When most payments worked again (mitigated) is not recorded.
    ```

    ## How to fix

    Begin the entry of each moment with its name in bold, or give its time in the front matter; two
    moments may have the same time. Where a moment is not known, say so in a sentence below.
    """

    code = "PM310"
    alias = "key-moments-missing"
    level = Level.HINT
    requires = ("PM301", "PM306")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at the heading of the timeline."""
        section = postmortem.section("timeline")
        if (
            section is None
            or len(postmortem.timeline) < _FEWEST_ENTRIES
            or postmortem.is_draft
            or postmortem.is_near_miss
            or nobody_was_hit(postmortem)
        ):
            return
        recorded = {entry.moment for entry in postmortem.timeline}
        recorded |= {KeyMoment(field) for field, _ in postmortem.meta.moments()}
        recorded |= moments_not_known(postmortem, context.settings)
        missing = [moment for moment in _EXPECTED if moment not in recorded]
        if missing:
            yield Finding(
                f"no time is recorded for: {listed(moment.label for moment in missing)}",
                section.position,
                _hint(postmortem, missing),
                section_subject("timeline"),
            )


def _hint(postmortem: Postmortem, missing: Sequence[KeyMoment]) -> str:
    """What to do, by the example of a moment that an entry seems to tell of, if one does."""
    for moment in missing:
        words = _IN_OTHER_WORDS[moment]
        for entry in postmortem.timeline:
            text = entry.text[:_MAX_READ]
            if entry.moment is None and words.search(text) and not _AT_ANOTHER_TIME.search(text):
                which = f"if the entry {_named(entry)} tells of it, begin it"
                return _advice(moment, which, missing)
    return _advice(missing[0], "begin its entry", missing)


def _named(entry: TimelineEntry) -> str:
    """An entry by its time, or by its words where the time as written is only a day."""
    if _CLOCK.search(entry.time_text):
        return f"of {quoted(entry.time_text)}"
    return quoted(entry.text, limit=40)


def _advice(moment: KeyMoment, begin: str, missing: Sequence[KeyMoment]) -> str:
    field = moment.value
    or_field = f", or add `{field}:` to the front matter" if field in MOMENT_FIELDS else ""
    others = ", and so for the others" if len(missing) > 1 else ""
    return (
        f"{begin} with `**{moment.label}**:`{or_field}{others}; or say below that it is not known"
    )
