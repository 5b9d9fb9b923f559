"""When two titles are the same to a reader."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_IGNORED = ("P", "Z", "C")
"""First letters of the Unicode categories that part words but say nothing: punctuation, space."""


@lru_cache(maxsize=16_384)
def folded_title(title: str) -> str:
    """The words of a title, without capitals, punctuation and runs of white space; may be empty."""
    text = unicodedata.normalize("NFKC", title).casefold()
    words = "".join(" " if unicodedata.category(char)[0] in _IGNORED else char for char in text)
    return " ".join(words.split())
