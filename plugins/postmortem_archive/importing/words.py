"""The words of a text, as often as they stand there: what an import must keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from postmortem_archive.model.lazy_pattern import lazy_pattern

from .errors import RefusedError

Words = Counter[str]
"""How often each word stands in a text."""

_WORD = lazy_pattern(r"[^\W_]+")
_SHOWN = 5


def words_of(text: str) -> Words:
    """The words of a text: letters and digits in a row, in their case; signs are none."""
    return Counter(_WORD.findall(text))


def words_in(value: object) -> Words:
    """The words of a value of front matter: of its texts, lists and maps, keys included."""
    found = Words()
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting.extend([*one.keys(), *one.values()])
        elif isinstance(one, list | tuple):
            waiting.extend(one)
        elif one is not None:
            found.update(_WORD.findall(str(one)))
    return found


def refuse_lost(before: Words, after: Words, where: str) -> None:
    """See to it that no word got lost.

    Args:
        before: the words that must be there.
        after: the words that are there; there may be more.
        where: the part of the document, for the message.

    Raises:
        RefusedError: one is missing, or is there less often.
    """
    lost = before - after
    if lost:
        raise RefusedError(
            f"{lost.total():,} of the words of {where} would be lost: {_some(lost)}",
            "nothing was written; please report it with a sample, and import the file by hand meanwhile",
        )


def refuse_changed(before: Words, after: Words, where: str) -> None:
    """See to it that the words are the same, each as often.

    Raises:
        RefusedError: one got lost, or was added.
    """
    refuse_lost(before, after, where)
    if extra := after - before:
        raise RefusedError(
            f"{extra.total():,} words would be added to {where}: {_some(extra)}",
            "nothing was written; please report it with a sample, and import the file by hand meanwhile",
        )


def _some(words: Iterable[str]) -> str:
    listed = sorted(words)
    return ", ".join(listed[:_SHOWN]) + (", …" if len(listed) > _SHOWN else "")
