import random

import pytest

from postmortem_archive.model.signature import likeness, signature

WORDS = [f"word{number}" for number in range(2_000)]


def text(seed: int, count: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=count)


def alike(one: list[str], other: list[str]) -> float:
    return likeness(frozenset(signature(" ".join(one))), frozenset(signature(" ".join(other))))


def test_the_same_words_have_the_same_signature() -> None:
    words = text(1)
    assert signature(" ".join(words)) == signature("\n".join(words).upper() + " -- !")
    assert alike(words, words) == 1


def test_it_does_not_change_from_run_to_run() -> None:
    assert signature(" ".join(WORDS[:40]))[:3] == (54_416_375, 174_455_927, 378_506_803)


def test_other_texts_are_not_alike() -> None:
    assert alike(text(1), text(2)) == 0
    assert likeness(frozenset(), frozenset(signature(" ".join(text(1))))) == 0
    assert likeness(frozenset(), frozenset()) == 0


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_it_estimates_the_share_of_the_text_in_common(share: float) -> None:
    estimates = []
    for seed in range(50):
        common, own = text(seed, int(300 * share)), 300 - int(300 * share)
        estimates.append(alike(common + text(seed + 100, own), common + text(seed + 200, own)))
    jaccard = share / (2 - share)
    assert sum(estimates) / len(estimates) == pytest.approx(jaccard, abs=0.05)


def test_a_short_text_has_none() -> None:
    assert signature(" ".join(WORDS[:39])) == ()
    assert signature("") == ()


def test_comments_do_not_count() -> None:
    told = " ".join(text(1))
    assert signature(f"<!-- {' '.join(text(2))} -->{told}") == signature(told)
    assert signature(f"{told}<!-- never closed {' '.join(text(2))}") == signature(told)
    assert signature(f"<!-- {told} -->") == ()


@pytest.mark.parametrize("piece", ["<!--", "-->", "<!-- a -->", "a ", "\0", "漢"])
def test_a_hostile_text_takes_no_time(piece: str) -> None:
    assert len(signature(piece * (1024 * 1024 // len(piece)))) <= 32
