"""How alike two texts are, told from a short signature of each.

The signature is a bottom-k sketch (Broder 1997): of the hashes of all runs of three words the smallest
few. The share of hashes that two signatures have in common estimates the share of runs that the two
texts have in common (their Jaccard index), within about 0.1.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Set
from zlib import crc32

_SIZE = 32
"""Hashes of a signature: enough to tell one text written twice from two on one subject."""

_RUN = 3  # words
_LEAST_WORDS = 40
"""A shorter text says too little to be taken for a copy of another one."""

_READ = 4_000
"""Characters that are read, about a page; a copy is one from its beginning."""

_WORD = re.compile(r"\w+")


def signature(text: str) -> tuple[int, ...]:
    """The signature of a Markdown text without its comments, which may be a template's guidance.

    Returns:
        Hashes of 32 bits, smallest first; none where the text is too short to be told from others.
    """
    words = _WORD.findall(_without_comments(text)[:_READ].casefold())
    if len(words) < _LEAST_WORDS:
        return ()
    runs = map(" ".join, zip(*(words[start:] for start in range(_RUN)), strict=False))
    return tuple(heapq.nsmallest(_SIZE, {crc32(run.encode()) for run in runs}))


def likeness(one: Set[int], other: Set[int]) -> float:
    """How alike the texts of two signatures are: 0 for nothing in common, 1 for the same text."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def _without_comments(text: str) -> str:
    first, *parts = text.split("<!--")
    return first + " ".join(part.partition("-->")[2] for part in parts)
