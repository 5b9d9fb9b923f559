"""The lines of files to which findings point, as people are shown them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from postmortem_archive.rules.shared.confidential import masked

Line = Callable[[str, int], str]
"""A line of a file, masked, by the path relative to the archive's folder and the number."""


def source_lines(
    text_of: Callable[[str], str], known: Callable[[str, int], str | None] = lambda *_: None
) -> Line:
    """Lines of files, masked; empty where a file has no such line.

    Args:
        text_of: the text of a file, by its path relative to the archive's folder.
        known: a line, masked, where it is known without its file.
    """

    @lru_cache(maxsize=1)  # findings about a file come together
    def lines_of(path: str) -> list[str]:
        return text_of(path).split("\n")

    def line(path: str, number: int) -> str:
        found = known(path, number)
        if found is not None:
            return found
        lines = lines_of(path)
        return masked(lines[number - 1]) if 0 < number <= len(lines) else ""

    return line
