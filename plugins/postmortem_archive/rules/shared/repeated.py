"""Findings that repeat themselves: what is said once, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from postmortem_archive.model.lazy_pattern import lazy_pattern

from ..base import Finding

FEWEST = 3
"""From how many on the same thing is said once."""

_MOST_OF_A_KIND = 10
_DIGIT = lazy_pattern(r"\d")


def at_most_ten(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The first ten findings; the tenth says how many more there are."""
    more = len(findings) - _MOST_OF_A_KIND
    for number, finding in enumerate(findings[:_MOST_OF_A_KIND], start=1):
        is_cut = more > 0 and number == _MOST_OF_A_KIND
        yield _with_more(finding, more) if is_cut else finding


def once_for_each_form(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Of findings whose messages differ in no more than figures, the first, with their number."""
    forms: dict[str, list[Finding]] = {}
    for finding in findings:
        forms.setdefault(_DIGIT.sub("0", finding.message), []).append(finding)
    for same in forms.values():
        if len(same) < FEWEST:
            yield from same
        else:
            yield _with_more(same[0], len(same) - 1)


def _with_more(finding: Finding, more: int) -> Finding:
    return finding._replace(message=f"{finding.message}, and {more:,} more like it")
