"""Pairs of everyday words: where two of them stand in a row, and nowhere else."""

import itertools
import random

from made_archive import SETTINGS, made_archive
from postmortem_archive.search.fields import body_of, terms_of
from postmortem_archive.search.pairs import EVERYDAY, pairs_of
from postmortem_archive.search.term_lists import written


def test_pairs_are_those_in_a_row() -> None:
    chance = random.Random(5)
    words = [*sorted(EVERYDAY)[:4], "pool", "quorum"]
    for _ in range(200):
        text = chance.choices(words, k=chance.randrange(30))
        positions: dict[str, list[int]] = {}
        for place, word in enumerate(text):
            positions.setdefault(word, []).append(place)
        in_a_row: dict[str, list[int]] = {}
        for place, pair in enumerate(itertools.pairwise(text)):
            if EVERYDAY.issuperset(pair):
                in_a_row.setdefault(" ".join(pair), []).append(place)
        assert pairs_of(positions) == in_a_row


def test_pairs_count_nothing() -> None:
    """They are for phrases alone: what a postmortem scores and how long it is stays as it is."""
    item = made_archive(1).postmortems[0]
    terms = terms_of(item, SETTINGS, ((1, "One of the pools was out of it."), *body_of(item)))
    lists = written(terms)
    pairs = [place for place, term in enumerate(lists.terms) if " " in term]
    assert {"one of", "of the", "was out", "out of", "of it"} <= {lists.terms[n] for n in pairs}
    assert {(lists.weights[place], lists.forms[place]) for place in pairs} == {(b"", None)}
    assert terms.length == sum(map(len, terms.positions.values()))
