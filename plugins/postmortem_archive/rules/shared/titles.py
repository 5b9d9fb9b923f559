"""When two titles are the same to a reader."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_IGNORED = ("P", "Z", "C")
"""First letters of the Unicode categories that part words but say nothing: punctuation, space."""


class _Parting(dict[int, int | str]):
    """Translation of characters that part words into a space; each is looked up but once."""

    def __missing__(self, code: int) -> int | str:
        self[code] = " " if unicodedata.category(chr(code))[0] in _IGNORED else code
        return self[code]


_parting = _Parting()


@lru_cache(maxsize=16_384)
def folded_title(title: str) -> str:
    """The words of a title, without capitals, punctuation and runs of white space; may be empty."""
    text = unicodedata.normalize("NFKC", title).casefold()
    return " ".join(text.translate(_parting).split())
