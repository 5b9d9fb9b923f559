"""Did you mean: the known word nearest to a mistyped one."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

MIN_LIKENESS = 65
"""Likeness in percent from which a known word is worth suggesting."""

_MAX_WORD = 100


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, or ``None`` where none is near enough."""
    found = process.extractOne(
        word[:_MAX_WORD],
        list(known),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=MIN_LIKENESS,
    )
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``did you mean `severity`?``, or an empty text where nothing known is near."""
    found = nearest(word, known)
    return f"did you mean `{found}`?" if found else ""
