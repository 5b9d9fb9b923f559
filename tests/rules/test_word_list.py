"""A list of words finds what is in it, and nothing that only looks like it."""

import pytest

from postmortem_archive.rules.shared.word_list import WordList

WORDS = WordList(
    words="broke stuck", plural="error", beginnings="fail degrad", others=r"\btimed?\sout\b"
)


@pytest.mark.parametrize(
    "text",
    [
        "It broke.",
        "STUCK",
        "an error",
        "many Errors-and more",
        "It failed",
        "failover",
        "a degraded pool",
        "It timed out",
        "it Time out",
    ],
)
def test_is_in(text: str) -> None:
    assert WORDS.is_in(text)


@pytest.mark.parametrize(
    "text", ["", "It broken", "unstuck", "errored", "It fai led", "undegraded", "timed it out"]
)
def test_is_not_in(text: str) -> None:
    assert not WORDS.is_in(text)


def test_a_list_may_have_words_alone() -> None:
    only = WordList(words="down")
    assert only.is_in("It was down")
    assert not only.is_in("It was downstream")
