"""Facets to tell: those that would narrow an answer most, and what to ask for where there is none."""

import re
from collections.abc import Sequence

from .search import Results

MOST_FACETS = 3
"""Most facets that are told."""

MOST_VALUES = 4
"""Most values of each."""

Facets = Sequence[tuple[str, Sequence[tuple[str, int]]]]
"""Names, and values with how many have them."""

_LOOKED_FOR = ("service", "cause", "year")

_NEEDS_QUOTES = re.compile(r'[\s",]')  # which a shell would take off

_LEAST_COVERED = 0.5
"""Part of what was found that must have a value: of others, a choice would hide most."""


def narrowing(results: Results) -> Facets:
    """The facets that leave least when one of their values is chosen, the most telling first.

    Returns:
        (facet, (value, count) pairs, the most frequent first); no facet that was asked for already,
        and none of which all that was found has the same value.
    """
    asked = {condition.field for condition in results.query.conditions}
    found = []
    for facet, counts in results.facets.items():
        values = [(value, number) for value, number in _typed(counts) if 0 < number < results.total]
        covered = sum(number for _, number in values)
        if facet in asked or len(values) < 2 or covered < _LEAST_COVERED * results.total:
            continue
        left = sum(number * number for _, number in values) / covered
        found.append((left, facet, values[:MOST_VALUES]))
    found.sort(key=lambda entry: entry[0])
    return [(facet, values) for _, facet, values in found[:MOST_FACETS]]


def frequent(everything: Results) -> Facets:
    """The most frequent services, causes and years of all postmortems."""
    found = [(facet, _typed(everything.facets[facet])[:MOST_VALUES]) for facet in _LOOKED_FOR]
    return [(facet, values) for facet, values in found if values]


def _typed(counts: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The values that can be typed as they are."""
    return [(value, number) for value, number in counts if not _NEEDS_QUOTES.search(value)]
