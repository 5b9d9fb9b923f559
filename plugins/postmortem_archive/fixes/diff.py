"""What a fix changes, as a unified diff that ``git apply`` takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_LINE_END = "\n\\ No newline at end of file\n"

_CONTEXT = 3
_MAX_COMPARED = 2_000
"""Most lines between the first and the last change that are compared; more are replaced as one."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines ``old_first`` up to ``old_end`` become lines ``new_first`` up to ``new_end``, from 0."""

    old_first: int
    old_end: int
    new_first: int
    new_end: int


def diff(path: str, before: bytes, after: bytes) -> str:
    """The changes of a file as a unified diff.

    Lines keep what they have before their LF, so write the text as it is, in UTF-8 and without changing
    its line ends. On a terminal, show its control characters instead of sending them.

    Args:
        path: POSIX path of the file relative to the folder in which the diff is to be applied.
        before: the bytes of a file in UTF-8.
        after: its bytes after the change.

    Returns:
        The diff, with the prefixes ``a/`` and ``b/``; empty where nothing changes.
    """
    old, new = _LINE.findall(before.decode("utf-8")), _LINE.findall(after.decode("utf-8"))
    if old == new:
        return ""
    end = "\t" if " " in path else ""  # else a name ends at its first space
    parts = [f"--- a/{path}{end}\n", f"+++ b/{path}{end}\n"]
    for group in _grouped(_changes(old, new)):
        parts.extend(_hunk(group, old, new))
    return "".join(parts)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    """What changes, in order. Lines that both begin and end with are not compared with others."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    most -= head
    tail = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    old_end, new_end = len(old) - tail, len(new) - tail
    if max(old_end, new_end) - head > _MAX_COMPARED:
        yield _Change(head, old_end, head, new_end)
        return
    matcher = SequenceMatcher(None, old[head:old_end], new[head:new_end])
    for tag, first, end, new_first, last in matcher.get_opcodes():
        if tag != "equal":
            yield _Change(head + first, head + end, head + new_first, head + last)


def _grouped(changes: Iterator[_Change]) -> list[list[_Change]]:
    """Changes that are so near to each other that their context meets belong to one hunk."""
    groups: list[list[_Change]] = []
    for change in changes:
        if groups and change.old_first - groups[-1][-1].old_end <= 2 * _CONTEXT:
            groups[-1].append(change)
        else:
            groups.append([change])
    return groups


def _hunk(group: Sequence[_Change], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    first, last = group[0], group[-1]
    start = max(first.old_first - _CONTEXT, 0)
    end = min(last.old_end + _CONTEXT, len(old))
    new_start = first.new_first - (first.old_first - start)
    new_end = last.new_end + (end - last.old_end)
    yield f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@\n"
    at = start
    for change in group:
        yield from _signed(" ", old[at : change.old_first])
        yield from _signed("-", old[change.old_first : change.old_end])
        yield from _signed("+", new[change.new_first : change.new_end])
        at = change.old_end
    yield from _signed(" ", old[at:end])


def _range(start: int, end: int) -> str:
    """First line, from 1, and number of lines; an empty range names the line before it."""
    return f"{start + 1 if end > start else start},{end - start}"


def _signed(sign: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}{_NO_LINE_END}"
