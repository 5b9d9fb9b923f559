"""What was captured before: codes in one comment below the timeline, which readers never see.

A row can then be reworded, moved or deleted by a person, and capturing again leaves it so. A comment
that was lost costs little: rows that still stand there are known by their times and words.
"""

from __future__ import annotations

from collections.abc import Iterable

from postmortem_archive.model.lazy_pattern import lazy_pattern

from .event import CODE_LENGTH

_LEDGER = lazy_pattern(r"<!-- captured:(?P<codes>[0-9a-z\s]{0,200000})-->")
_PER_LINE = 12


def known_codes(text: str) -> frozenset[str]:
    """The codes in all such comments of a text."""
    return frozenset(
        code
        for found in _LEDGER.finditer(text)
        for code in found["codes"].split()
        if len(code) == CODE_LENGTH
    )


def end_of_codes(text: str) -> int | None:
    """The index in a text at which further codes go in; ``None`` where there is no such comment."""
    found = _LEDGER.search(text)
    return found.end("codes") if found else None


def written(codes: Iterable[str]) -> str:
    """Codes as lines of the comment, each line with its end."""
    every = list(codes)
    lines = [every[at : at + _PER_LINE] for at in range(0, len(every), _PER_LINE)]
    return "".join(f"{' '.join(line)}\n" for line in lines)


def comment(codes: Iterable[str]) -> str:
    """The comment, with its last line end."""
    return f"<!-- captured:\n{written(codes)}-->\n"
