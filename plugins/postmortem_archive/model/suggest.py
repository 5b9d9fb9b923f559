"""Did you mean: the nearest of some known words."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

CUTOFF = 72
"""Least similarity, of 100, at which a word is worth suggesting."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, or ``None`` where none is near; of equals the first."""
    found = process.extractOne(
        word[:200],
        list(known),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=CUTOFF,
    )
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` Did you mean 'x'?`` with a leading space, or an empty string where nothing is near."""
    found = nearest(word, known)
    return f" Did you mean {found!r}?" if found else ""
