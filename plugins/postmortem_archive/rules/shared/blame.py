"""Find blame in prose: phrases of the vocabulary, and whom they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.parse.prose import Passage

from .section_text import passages_of

_DENIAL = lazy_pattern(
    r"\b(?:no|not|never|nobody|none|neither|nor|without|rather than|instead of|avoid\w{0,3}|blameless\w{0,4}|"
    r"blam(?:e|es|ed|ing)|\w{2,8}n['’]t)\b(?:\W{1,3}[\w'’-]{1,20}){0,4}\W{0,3}$",  # noqa: RUF001
    re.IGNORECASE,
)
_BEFORE = 60
_SENTENCE_END = lazy_pattern(r"[.!?;|]\s")
_LOOSE_ENDS = frozenset(
    [
        *("the", "a", "an", "of", "in", "on", "to", "for", "with", "at", "from", "by", "its", "it"),
        *("our", "their", "this", "that", "his", "her", "is", "was", "were", "if", "not", "all"),
    ]
)
_WORD = lazy_pattern(r"\w+")
_MOST_WORDS = 500  # of a phrase, which is one line
_NEVER_READ = frozenset(["references"])


def passages_in(
    postmortem: Postmortem, left_out: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Passage]]:
    """The prose of a postmortem with the key of its section (empty where it has none)."""
    for section in postmortem.sections:
        key = section.key or ""
        if key not in _NEVER_READ | left_out and not section.is_empty:
            for passage in passages_of(section):
                yield key, passage


def is_denied(text: str, offset: int) -> bool:
    """Whether the words before ``offset`` say that what follows is not so, or not to be said."""
    before = _SENTENCE_END.split(text[max(offset - _BEFORE, 0) : offset])[-1]
    return bool(_DENIAL.search(before))


def tidied(what: str) -> str:
    """Words cut from a sentence, on one line, without an article or a preposition left at the end."""
    words = what.split()
    while len(words) > 1 and words[-1].casefold() in _LOOSE_ENDS:
        words.pop()
    return " ".join(words).rstrip(".,'")


class OwnPhrases:
    """The phrases that ``archive.yml`` calls blaming.

    Args:
        phrases: what to write instead, by phrase.
    """

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._instead = phrases
        self._first = _Step()
        for phrase in phrases:
            step = self._first
            for word in _WORD.findall(phrase.casefold()):
                step = step.next.setdefault(word, _Step())
            if step is not self._first:
                step.phrases.append(phrase)

    def found_in(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """Each place of a phrase, whatever its case, and what to write instead; of two, the longer one.

        Takes time by the text alone: the phrases are walked word by word, however many there are.
        """
        if not self._first.next:
            return
        words = [(found[0].casefold(), found.start()) for found in _WORD.finditer(text)]
        read_until = 0
        for number, (_, start) in enumerate(words):
            found = self._at(text, words, number) if start >= read_until else None
            if found:
                yield found
                read_until = found[0].end()

    def _at(
        self, text: str, words: Sequence[tuple[str, int]], number: int
    ) -> tuple[re.Match[str], str] | None:
        """The longest phrase whose first word is that one."""
        longest = None
        step: _Step | None = self._first
        for word, _ in words[number : number + _MOST_WORDS]:
            step = step.next.get(word) if step else None
            if step is None:
                break
            for phrase in step.phrases:
                if found := _match(phrase, text, words[number][1]):
                    longest = found, self._instead[phrase]
        return longest


@dataclass(slots=True)
class _Step:
    """A word of phrases: the words that can follow, and the phrases that end with it."""

    next: dict[str, _Step] = field(default_factory=dict)
    phrases: list[str] = field(default_factory=list)


def _match(phrase: str, text: str, start: int) -> re.Match[str] | None:
    """A phrase in a text, its signs too, where its first word begins at ``start``."""
    first = _WORD.search(phrase)
    begin = start - first.start() if first else -1
    if begin < 0:
        return None
    spaced = r"\s{1,5}".join(map(re.escape, phrase.split()))
    return re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE).match(text, begin)
