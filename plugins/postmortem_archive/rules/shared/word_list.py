"""A long list of words of which a text may hold any.

As one regular expression it would take longer to compile than a file takes to check.
"""

from __future__ import annotations

import re

from postmortem_archive.model.lazy_pattern import lazy_pattern

_WORD = lazy_pattern(r"\w+")


class WordList:
    """Words, however they are capitalised, and what else means the same.

    Args:
        words: whole words, in lower case, with spaces between them.
        plural: words that count with an *s* at their end too.
        beginnings: what words begin with; they may go on in any way.
        others: a regular expression for what is more than one word, or depends on what is around it.
    """

    def __init__(
        self, *, words: str, plural: str = "", beginnings: str = "", others: str = ""
    ) -> None:
        singular = plural.split()
        self._words = frozenset((*words.split(), *singular, *(f"{word}s" for word in singular)))
        self._beginnings = tuple(beginnings.split())
        self._others = lazy_pattern(others, re.IGNORECASE) if others else None

    def is_in(self, text: str) -> bool:
        """Whether a text holds anything of the list."""
        words, beginnings = self._words, self._beginnings
        return any(
            word in words or word.startswith(beginnings) for word in _WORD.findall(text.lower())
        ) or bool(self._others and self._others.search(text))
