"""A name for a file, or for a part of an address, made of words."""

from __future__ import annotations

import unicodedata

MAX_SLUG = 60
"""Longest slug, in characters."""


def slugify(title: str) -> str:
    """A file name of lower-case words joined by hyphens, cut at a word; ``postmortem`` if none is left."""
    slug = ""
    for word in _plain_words(title):
        longer = f"{slug}-{word}" if slug else word[:MAX_SLUG]
        if len(longer) > MAX_SLUG:
            break
        slug = longer
    return slug or "postmortem"


def _plain_words(title: str) -> list[str]:
    """The words in lower case, Latin letters without their marks; other scripts need theirs."""
    kept = ""
    is_latin = False
    for char in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", title).casefold()):
        if unicodedata.category(char).startswith("M"):
            kept += "" if is_latin else char
        else:
            is_latin = unicodedata.name(char, "").startswith("LATIN")
            kept += char if char.isalnum() else " "
    words = unicodedata.normalize("NFC", kept).split()
    return [word for word in words if any(map(str.isalnum, word))]
