"""Names that are probably two spellings of one, found without comparing each with each."""

from __future__ import annotations

from postmortem_archive.model.lazy_pattern import lazy_pattern

_WORD = lazy_pattern(r"[^\s._/-]+")
_BREAK = lazy_pattern(r"(?<!\d)-|-(?!\d)")  # not between digits: node-1-1 is not node-11

_SHORTEST = 5
"""Letters of a word in which one may differ; shorter words that differ by one mean two things."""

_LONGEST = 60
"""Characters of a name that are looked at."""


def near_keys(name: str) -> tuple[str, ...]:
    """Keys of a name; two names that share one are probably two spellings of the same.

    They differ then only in capitals and in what parts their words, or in one letter of a word: one
    more or less, another one, or the same one elsewhere. First letters and digits do not differ.
    """
    words = _WORD.findall(name[:_LONGEST].casefold())
    whole = "-".join(words)
    changed = (
        "-".join((*words[:number], shorter, *words[number + 1 :]))
        for number, word in enumerate(words)
        for shorter in _shorter(word)
    )
    return tuple(dict.fromkeys((_BREAK.sub("", whole), whole, *changed)))


def _shorter(word: str) -> list[str]:
    """The word without one of its letters, for each letter but the first."""
    if len(word) < _SHORTEST:
        return []
    return [word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at].isalpha()]
