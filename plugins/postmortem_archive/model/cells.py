"""Cells of comma-separated values that a spreadsheet takes for nothing but text."""

from __future__ import annotations

from .visible import visible

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, at the beginning of a cell."""


def safe_cell(text: str) -> str:
    """A cell on one line, in front of which an apostrophe stands where it could be a formula."""
    line = visible(" ".join(text.split()))
    return f"'{line}" if line.startswith(_FORMULA) else line
