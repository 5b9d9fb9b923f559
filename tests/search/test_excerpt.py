"""What is shown of a text, and what is marked in it."""

import random
import time
from itertools import pairwise

import pytest

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.model.settings import Settings
from postmortem_archive.search.excerpt import LEAD, MAX_STARTS, WIDTH, Excerpt, excerpt, marked
from postmortem_archive.search.fields import body_of, shown_text
from postmortem_archive.search.query import parse_query
from postmortem_archive.search.vocabulary import vocabulary_of
from time_bounds import PER_QUERY

VOCABULARY = vocabulary_of(Settings(), (), lambda _: True)
FAR = " ".join(["The host with the higher number was one that had to wait."] * 20)
PHRASE = f"{FAR} It was one of the hosts that failed. {FAR}"


def shown(query: str, text: str, *, typing: bool = False) -> Excerpt:
    return excerpt(text, parse_query(query, VOCABULARY, typing=typing).units)


def words(found: Excerpt) -> list[str]:
    return [found.text[start:end] for start, end in found.marks]


def test_a_phrase_is_shown_and_marked_where_it_stands() -> None:
    found = shown('"one of the"', PHRASE)
    assert "one of the hosts that failed" in found.text
    assert words(found) == ["one", "of", "the"]


def test_words_of_a_phrase_elsewhere_are_not_what_was_asked_for() -> None:
    assert words(shown('"one of the"', FAR)) == []
    assert words(shown('"one of the" number', "the number one")) == ["number"]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ('"pool was"', "The pool was full; it was a pool.", ["pool", "was"]),
        ('"pool was" pool', "The pool was full; it was a pool.", ["pool", "was", "pool"]),
        ('"the the the"', "the the, the the the", ["the"] * 5),
        ('-"the pool" full', "the pool was full", ["full"]),
        ('"us-east-1 fell"', "us-east-1 held, then us-east-1 fell", ["us-east-1", "fell"]),
        ("数据库", "数据 库存 数据库", ["数据库"]),
        ("load balancer", "a load, a balancer, a load balancer", ["load", "balancer"] * 2),
        ("lb", "a load, a balancer, a load balancer", ["load", "balancer"]),
    ],
)
def test_what_is_marked(query: str, text: str, expected: list[str]) -> None:
    found = shown(query, text)
    assert words(found) == expected


def test_a_word_still_typed_is_marked_as_all_it_may_be() -> None:
    assert words(shown("cachi", "cache, caching, cached, catch", typing=True)) == [
        "cache",
        "caching",
        "cached",
    ]


def test_a_title_is_marked_as_a_text_is() -> None:
    units = parse_query('"one of the"', VOCABULARY).units
    assert marked("The one host", units).marks == ()
    assert words(marked("All of the hosts but one of the best", units)) == ["one", "of", "the"]


def test_a_phrase_cut_from_a_text_is_always_shown() -> None:
    chance = random.Random(7)
    vocabulary = ["the", "pool", "of", "one", "was", "full", "and", "hosts", "waited"]
    for _ in range(300):
        text = chance.choices(vocabulary, k=chance.randrange(4, 300))
        start = chance.randrange(len(text) - 2)
        phrase = text[start : start + chance.randrange(2, 5)]
        found = shown(f'"{" ".join(phrase)}"', " ".join(text))
        assert len(found.text) <= WIDTH + 2 * len("… ")
        assert found.marks[0][0] <= LEAD + len("… ")
        first = [found.text[a:b] for a, b in found.marks[: len(phrase)]]
        assert first == phrase
        assert all(a[1] < b[0] for a, b in pairwise(found.marks))


@pytest.mark.parametrize("query", ["lisbon", "users", "github", '"a second report"'])
def test_what_stands_in_the_front_matter_alone_is_shown(query: str) -> None:
    """Or nobody would see why it was found."""
    meta = FrontMatter.model_validate(
        {
            "title": "Case",
            "impact": {"users": "All of Lisbon"},
            "incident": "https://github.com/example/pool/issues/7",
            "references": [{"title": "A second report", "url": "https://example.com"}],
        }
    )
    section = Section("summary", "Summary", Position(), FAR, 1, is_empty=False, is_template=False)
    body = body_of(Postmortem("2026/case.md", meta, sections=(section,)))
    assert shown(query, shown_text(body)).marks


def test_a_phrase_is_looked_for_at_so_many_places() -> None:
    assert words(shown('"pool party"', "pool " * (MAX_STARTS - 1) + "pool party")) == [
        "pool",
        "party",
    ]
    assert words(shown('"pool party"', "pool " * MAX_STARTS + "pool party")) == []


@pytest.mark.parametrize("last", ["the", "of"])
def test_a_long_phrase_is_looked_for_in_time(last: str) -> None:
    """Where it might begin at every word of a text, and where it stands only at the end of it."""
    phrase = "the " * 2_000 + last
    start = time.process_time()
    shown(f'"{phrase}"', f"{'the ' * 20_000}{phrase}")
    assert time.process_time() - start < PER_QUERY
