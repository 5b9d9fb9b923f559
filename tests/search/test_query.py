"""The query language: what each query is understood as."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from made_archive import SETTINGS, made_archive
from postmortem_archive.search.fields import fact_of
from postmortem_archive.search.query import MAX_UNITS, Unit, parse_query
from postmortem_archive.search.vocabulary import vocabulary_of
from time_bounds import PER_FILE

CASES = yaml.safe_load((Path(__file__).parent / "cases/query.yml").read_text("utf-8"))
VOCABULARY = vocabulary_of(
    SETTINGS,
    [fact_of(item, SETTINGS, 1) for item in made_archive(60).postmortems],
    has=bool,
)


def said_of(unit: Unit) -> str:
    words = " ".join(term for term, _ in unit.terms)
    return (
        ("-" if unit.negated else "")
        + (f'"{words}"' if len(unit.terms) > 1 else words)
        + ("*" if unit.prefix else "")
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"][:40])
def test_a_query_is_understood(case: dict[str, Any]) -> None:
    query = parse_query(case["query"], VOCABULARY)
    assert [said_of(unit) for unit in query.units] == case.get("units", [])
    assert [
        f"{'-' if one.negated else ''}{one.field}={','.join(one.values)}"
        for one in query.conditions
    ] == case.get("conditions", [])
    assert [str(notice) for notice in query.notices] == case.get("said", [])
    if "meant" in case:
        assert query.notices[0].query == case["meant"]


@pytest.mark.parametrize(
    ("text", "prefix", "terms"),
    [
        ("pool exhau", "exhau", {"exhau"}),
        ("cachi", "cachi", {"cachi", "cach"}),
        ("us-ea", "us-ea", {"us-ea"}),
        ("connections", "connections", {"connection"}),
    ],
)
def test_the_last_word_is_completed_while_typing(text: str, prefix: str, terms: set[str]) -> None:
    unit = parse_query(text, VOCABULARY, typing=True).units[-1]
    assert unit.prefix == prefix
    assert {term for term, _ in unit.terms} == terms


@pytest.mark.parametrize(
    "text", ["po", "pool ", '"pool', "-pool", "service:poo", "/po,", "service:"]
)
def test_nothing_else_is_completed(text: str) -> None:
    assert not any(unit.prefix for unit in parse_query(text, VOCABULARY, typing=True).units)


@pytest.mark.parametrize(
    "text",
    [
        "pool " * 20_000,
        "x" * 1_000_000,
        "(" * 5_000,
        '"' * 5_001,
        "-" * 5_000,
        ":" * 5_000,
        "service:" * 5_000,
        "service:" + "a," * 5_000,
        "is:" + ",".join(map(str, range(2_000))),
        " ".join(f"word{number}" for number in range(2_000)),
        " ".join(f"-is:{number}" for number in range(2_000)),
        "longer:" + "1h" * 5_000,
        "<script>alert(1)</script>\x00\x1b[31m\ud800",
        "a-" * 50_000,
        "東京" * 5_000,
    ],
    ids=range(15),
)
def test_any_text_is_a_query(text: str) -> None:
    start = time.process_time()
    query = parse_query(text, VOCABULARY, typing=True)
    assert time.process_time() - start < PER_FILE
    assert len(query.units) <= MAX_UNITS
    assert all(str(notice).isprintable() for notice in query.notices)
