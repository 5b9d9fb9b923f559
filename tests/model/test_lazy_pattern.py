"""A pattern that is compiled on first use does what a compiled one does."""

import re

import pytest

from postmortem_archive.model.lazy_pattern import lazy_pattern

TEXT = "A1 b2\nc3"


@pytest.mark.parametrize("method", ["search", "match", "fullmatch", "findall", "split"])
def test_does_what_a_compiled_one_does(method: str) -> None:
    for expression, flags in ((r"[a-z]\d", re.IGNORECASE), (r"^[a-z](\d)", re.MULTILINE)):
        lazy, compiled = lazy_pattern(expression, flags), re.compile(expression, flags)
        for _ in range(2):
            mine, theirs = getattr(lazy, method)(TEXT), getattr(compiled, method)(TEXT)
            assert repr(mine) == repr(theirs)


def test_finds_replaces_and_starts_elsewhere() -> None:
    lazy = lazy_pattern(r"\d")
    assert [found.start() for found in lazy.finditer(TEXT)] == [1, 4, 7]
    assert lazy.sub("0", TEXT) == "A0 b0\nc0"
    found = lazy.search(TEXT, 2)
    assert found is not None
    assert found[0] == "2"


def test_can_be_put_into_another_one() -> None:
    assert lazy_pattern(rf"x{lazy_pattern('[0-9]').pattern}").fullmatch("x1")


def test_a_mistake_is_told_on_first_use() -> None:
    lazy = lazy_pattern("(")
    with pytest.raises(re.error):
        lazy.search("a")


def test_has_nothing_else() -> None:
    with pytest.raises(AttributeError):
        _ = lazy_pattern("a").scanner  # type: ignore[attr-defined]
