"""Find blame in prose: phrases of the vocabulary, and whom they are about."""

import re
from collections.abc import Iterator, Mapping

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.parse.prose import Passage

from .section_text import passages_of

_DENIAL = re.compile(
    r"\b(?:no|not|never|nobody|none|neither|nor|without|rather than|instead of|avoid\w{0,3}|blameless\w{0,4}|"
    r"blam(?:e|es|ed|ing)|\w{2,8}n['’]t)\b(?:\W{1,3}[\w'’-]{1,20}){0,4}\W{0,3}$",  # noqa: RUF001
    re.IGNORECASE,
)
_BEFORE = 60
_SENTENCE_END = re.compile(r"[.!?;|]\s")
_LOOSE_ENDS = frozenset(
    [
        *("the", "a", "an", "of", "in", "on", "to", "for", "with", "at", "from", "by", "its", "it"),
        *("our", "their", "this", "that", "his", "her", "is", "was", "were", "if", "not", "all"),
    ]
)
_WORD = re.compile(r"\w+")
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
        self._by_word: dict[str, list[str]] = {}
        self._instead = phrases
        for phrase in phrases:
            if word := _WORD.search(phrase.casefold()):
                self._by_word.setdefault(word[0], []).append(phrase)

    def found_in(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """Each place of a phrase, whatever its case, and what to write instead."""
        # only what can be there is looked for, so that a long list costs no more than a short one
        words = set(_WORD.findall(text.casefold())) if self._by_word else set()
        for word in sorted(words & self._by_word.keys()):
            for phrase in self._by_word[word]:
                spaced = r"\s{1,5}".join(map(re.escape, phrase.split()))
                pattern = re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)
                for found in pattern.finditer(text):
                    yield found, self._instead[phrase]
