"""Types of action items by the words that people have for them, in a column or in a heading."""

from __future__ import annotations

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import ActionType

TYPES: dict[str, ActionType] = {
    word: kind
    for kind, words in {
        ActionType.PREVENT: "prevent prevention preventive preventative preventing",
        ActionType.DETECT: "detect detection detective detecting monitoring",
        ActionType.MITIGATE: "mitigate mitigation mitigative mitigating",
        ActionType.PROCESS: "process procedural",
    }.items()
    for word in words.split()
}
"""The type that each word means, in lower case."""

_TYPE_HEADING = lazy_pattern(
    r"(?P<word>[a-z]{3,12})(?: (?:actions?|action items?|items?|measures?|tasks?|improvements?|work))?"
)
_REPAIRS = frozenset(["fix", "fixes", "repair", "repairs"])


def type_named(heading: str) -> str:
    """The type that a heading, in lower case, gives to the items below it; empty where it is none."""
    found = _TYPE_HEADING.fullmatch(heading)
    if found is None:
        return ""
    if found["word"] in _REPAIRS:  # what is repaired does not fail again
        return ActionType.PREVENT.value
    return found["word"] if found["word"] in TYPES else ""
