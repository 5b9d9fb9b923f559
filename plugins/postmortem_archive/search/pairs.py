"""Everyday words beside each other, as terms of their own, for phrases in the browser.

Words such as "of" and "the" stand in nearly every postmortem, and many times: where, is more than all else
that a page has to load for a phrase. Two of them in a row are rarer, and are looked up together.
"""

from collections import defaultdict
from collections.abc import Mapping

from .stemmer import stem

_WORDS = """
    a all an and are as at be been but by could did for from had has have if in into is it its more no not of on
    one only or other our out so some than that the their them then there these they this to until up was we
    were what when which while who will with would
"""

EVERYDAY = frozenset(map(stem, _WORDS.split()))
"""Terms of which two in a row make a pair."""


def pairs_of(positions: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """Where two everyday terms stand in a row: the place of the first one, by both with a space between.

    Args:
        positions: where each term of a postmortem stands, ascending.
    """
    at = {place: term for term in EVERYDAY if term in positions for place in positions[term]}
    pairs: dict[str, list[int]] = defaultdict(list)
    for place in sorted(at):
        if place + 1 in at:
            pairs[f"{at[place]} {at[place + 1]}"].append(place)
    return dict(pairs)
