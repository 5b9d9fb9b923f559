"""What else a word of a query may stand for."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from postmortem_archive.model.settings import Settings
from postmortem_archive.model.word_settings import MAX_SYNONYMS, Words
from postmortem_archive.search.query import Unit, parse_query
from postmortem_archive.search.synonyms import DEFAULT
from postmortem_archive.search.vocabulary import vocabulary_of
from time_bounds import PER_QUERY

CASES = yaml.safe_load((Path(__file__).parent / "cases/synonyms.yml").read_text("utf-8"))


def units_of(query: str, settings: Settings, *missing: str) -> tuple[Unit, ...]:
    vocabulary = vocabulary_of(settings, (), lambda term: term not in missing)
    return parse_query(query, vocabulary).units


def also(unit: Unit) -> list[str]:
    return [" ".join(term for term, _ in phrase) for phrase in unit.synonyms]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"][:40])
def test_a_word_may_stand_for_others(case: dict[str, Any]) -> None:
    settings = Settings(words=Words(synonyms=case.get("archive", {})))
    found = [also(unit) for unit in units_of(case["query"], settings)]
    assert [sorted(words) for words in found] == [sorted(words) for words in case["also"]]


def test_what_no_postmortem_has_is_not_looked_for() -> None:
    assert also(units_of("oom", Settings(), "memori")[0]) == ["oomkil"]


def test_every_line_of_the_list_means_something() -> None:
    lines = DEFAULT.strip().splitlines()
    assert len(lines) >= 40
    for line in lines:
        word, _, others = line.partition(":")
        (unit,) = units_of(word, Settings())
        assert len(unit.synonyms) >= len(others.split(","))


def test_their_number_is_bounded() -> None:
    most = {f"word{number}": ("one",) * 19 for number in range(MAX_SYNONYMS // 20)}
    assert Words(synonyms=most)
    with pytest.raises(ValidationError, match="10,001 words; search knows 10,000 at most"):
        Words(synonyms=most | {"more": ()})
    with pytest.raises(ValidationError, match="at most 20 items"):
        Words(synonyms={"word": ("one",) * 21})


def test_many_are_known_in_time() -> None:
    many = {f"word{number}": tuple(f"w{number}x{n}" for n in range(19)) for number in range(500)}
    settings = Settings(words=Words(synonyms=many))
    start = time.process_time()
    (unit,) = units_of("word7", settings)
    assert time.process_time() - start < PER_QUERY
    assert len(unit.synonyms) == 19
