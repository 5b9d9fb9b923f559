"""Text to terms: what each text gives; tests/browser compares the browser's answers."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from postmortem_archive.search import analyzer
from postmortem_archive.search.analyzer import exact_phrase, exact_terms, pieces, tokens
from postmortem_archive.search.stemmer import stem

CASES = yaml.safe_load((Path(__file__).parent / "cases/analyzer.yml").read_text("utf-8"))

SAME_STEM = [
    "exhaust exhausts exhausted exhausting",
    "connection connections",
    "cache caches cached caching",
    "time times timed timing",
    "use used",
    "retry retries retried",
    "fail fails failed failing",
    "stop stops stopped stopping",
    "release releases released releasing",
    "control controls controlled controlling",
    "outage outages",
    "create creates created creating",
    "miss misses missed missing",
]
OWN_STEM = [
    "string",
    "need",
    "status",
    "analysis",
    "red",
    "dns",
    "bus",
    "class",
    "us-east-1s",
    "été",
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:30])
def test_terms_of_a_text(case: dict[str, Any]) -> None:
    found: dict[int, list[str]] = {}
    for token in tokens(case["text"]):
        found.setdefault(token.position, []).append(token.term)
    assert list(found) == list(range(len(found)))
    assert list(found.values()) == case["terms"]
    if "exact" in case:
        assert exact_terms(case["text"]) == [((case["exact"], 0),)]


def terms_of_pieces(text: str) -> list[tuple[str, int]]:
    found = []
    start = 0
    for entries, width in pieces(text):
        found += [(term, start + offset) for term, offset, _ in entries]
        start += width
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:30])
def test_pieces_hold_the_same_terms(case: dict[str, Any]) -> None:
    text = f"{case['text']}\n{case['text']}, the pool’s"
    assert terms_of_pieces(text) == [(token.term, token.position) for token in tokens(text)]


def test_few_pieces_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyzer, "_MOST_PIECES", 2)
    text = f"one, two; three/four {'x' * 100}"
    assert terms_of_pieces(text) == [(token.term, token.position) for token in tokens(text)]
    assert len(analyzer._pieces) <= 2


def test_places_are_those_of_the_words() -> None:
    text = "“Été”: the 東京 pools’ us-east-1 host"
    places = {token.term: text[token.start : token.end] for token in tokens(text)}
    assert places["ete"] == "Été"
    assert places["東京"] == "東京"
    assert places["pool"] == "pools"
    assert places["east-1"] == "east-1"


def test_a_phrase_keeps_distances() -> None:
    assert exact_phrase("in us-east-1 region") == (("in", 0), ("us-east-1", 1), ("region", 4))


@pytest.mark.parametrize("words", SAME_STEM)
def test_forms_of_a_word_have_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1, [stem(word) for word in words.split()]


@pytest.mark.parametrize("word", OWN_STEM)
def test_words_without_an_ending_stay(word: str) -> None:
    assert stem(word) == word


def test_long_words_are_bounded() -> None:
    assert {len(token.term) for token in tokens("x" * 10_000)} == {64}
    assert all(len(token.term) <= 64 for token in tokens("-".join(["part"] * 5_000)))
