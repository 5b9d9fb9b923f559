"""Did you mean: the known word nearest to a mistyped one, for the checker, the command and search."""

from __future__ import annotations

from collections.abc import Iterable

CUTOFF = 72
"""Least likeness, of 100, at which a word is worth suggesting; ``query.js`` has the same."""

_MAX_WORD = 200


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, or ``None`` where none is near; of equals the first."""
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - most texts have no slip in them

    found = process.extractOne(
        word[:_MAX_WORD],
        list(known),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=CUTOFF,
    )
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` Did you mean 'x'?`` with a leading space, or an empty string where nothing is near.

    For what was typed at a prompt; findings put what stands in a file into backquotes.
    """
    found = nearest(word, known)
    return f" Did you mean {found!r}?" if found else ""
