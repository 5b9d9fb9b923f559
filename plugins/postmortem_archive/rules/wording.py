"""How rules put an author's own words into their messages."""

from collections.abc import Iterable

_MAX_LISTED = 8


def quoted(text: str, limit: int = 60) -> str:
    """The text in backquotes, on one line, cut where it is longer than ``limit`` characters."""
    line = " ".join(text.split())
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return f"`{line}`"


def listed(words: Iterable[str]) -> str:
    """The first few words in backquotes, joined by commas, and how many more there are."""
    every = list(words)
    shown = ", ".join(quoted(word) for word in every[:_MAX_LISTED])
    more = len(every) - _MAX_LISTED
    return f"{shown} and {more} more" if more > 0 else shown
