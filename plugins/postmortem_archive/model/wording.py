"""How an author's words, numbers and durations are put into messages, wherever they are said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

MAX_SHOWN = 60
"""Longest piece of an author's text, in characters, that a message repeats."""

_MAX_LISTED = 8


def shown(value: object, limit: int = MAX_SHOWN) -> str:
    """The value on one line, cut where it is longer than ``limit`` characters."""
    line = " ".join(str(value).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def quoted(value: object, limit: int = MAX_SHOWN) -> str:
    """The value in backquotes, on one line, cut where it is longer than ``limit`` characters."""
    return f"`{shown(value, limit)}`"


def listed(words: Iterable[str]) -> str:
    """The first few words in backquotes, joined by commas, and how many more there are."""
    every = list(words)
    first = ", ".join(quoted(word) for word in every[:_MAX_LISTED])
    more = len(every) - _MAX_LISTED
    return f"{first} and {more} more" if more > 0 else first


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: ``1 postmortem``, ``2,000 postmortems``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def short_duration(value: timedelta) -> str:
    """A duration for narrow places: ``27 min``, ``3 h 13 min``, ``3 d 12 h`` (from two days on)."""
    minutes = round(value.total_seconds() / 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return _two_units(minutes // 60, "h", minutes % 60, "min")
    hours = round(minutes / 60)
    return _two_units(hours // 24, "d", hours % 24, "h")


def _two_units(large: int, large_unit: str, small: int, small_unit: str) -> str:
    text = f"{large:,} {large_unit}"
    return f"{text} {small} {small_unit}" if small else text
