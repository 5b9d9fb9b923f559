"""Look for many names in a text at once, as whole words, however they are set apart or wrapped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from postmortem_archive.model.lazy_pattern import lazy_pattern

_WORD = lazy_pattern(r"(?:[^\W_]|[\u0300-\u036f])+")
_SETS_APART = frozenset(" \t\n>*_`~-.\\'’")  # noqa: RUF001
"""Signs between two words of a name that make no difference: white space, line ends, markup, hyphens."""

_MOST_BETWEEN = 12
"""Signs between two words up to which they may be of one name."""

_MOST_WORDS = 8
"""Words of a name that are looked for."""

_UNSPACED = lazy_pattern(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
"""Of scripts that write words without spaces, or endings right behind them."""


class Place(NamedTuple):
    """Where a name stands in a text: its first character, and the one behind its last (from 0)."""

    start: int
    end: int


class KnownWords:
    """Names to be looked for; the time it takes hangs on the text, not on how many they are.

    Args:
        names: what is looked for; of a very long one, its first words.
        any_case: whether capital letters make no difference.
    """

    def __init__(self, names: Iterable[str], *, any_case: bool = False) -> None:
        self._any_case = any_case
        self._keys: set[tuple[str, ...]] = set()
        self._lengths: dict[str, set[int]] = {}
        self._unspaced: list[str] = []
        for name in names:
            folded = self._folded(name)
            if _UNSPACED.search(folded):
                self._unspaced.append(folded)
                continue
            words = list(islice(_WORD.finditer(folded), _MOST_WORDS))
            if words:
                self._keys.add(_key(folded, words))
                self._lengths.setdefault(words[0][0], set()).add(len(words))

    def found_in(self, text: str) -> Iterator[Place]:
        """Where the names stand, in no order; of two at one place, the longer one."""
        if not self._lengths and not self._unspaced:
            return
        folded = self._folded(text)
        places: Sequence[int] = range(len(text) + 1)
        if folded != text and not self._is_same_by_sign(folded, text):
            folded, places = self._folded_by_word(text)
        for start, end in (*self._spaced_in(folded), *self._unspaced_in(folded)):
            yield Place(places[start], places[end])

    def _spaced_in(self, text: str) -> Iterator[Place]:
        read_until = 0
        for found in _WORD.finditer(text):
            lengths = self._lengths.get(found[0])
            if not lengths or found.start() < read_until:
                continue
            words = list(islice(_WORD.finditer(text, found.start()), max(lengths)))
            for length in sorted(lengths, reverse=True):
                if length <= len(words) and _key(text, words[:length]) in self._keys:
                    read_until = words[length - 1].end()
                    yield Place(found.start(), read_until)
                    break

    def _unspaced_in(self, text: str) -> Iterator[Place]:
        for name in self._unspaced:
            at = text.find(name)
            while at >= 0:
                yield Place(at, at + len(name))
                at = text.find(name, at + len(name))

    def _folded(self, text: str) -> str:
        composed = unicodedata.normalize("NFC", text)
        return composed.casefold() if self._any_case else composed

    def _is_same_by_sign(self, folded: str, text: str) -> bool:
        """Whether each sign of the folded text is that of the text at the same place."""
        return unicodedata.is_normalized("NFC", text) and len(folded) == len(text)

    def _folded_by_word(self, text: str) -> tuple[str, Sequence[int]]:
        """The folded text, and where in the text each of its signs comes from."""
        pieces: list[str] = []
        places: list[int] = []
        at = 0
        for found in _WORD.finditer(text):
            word = self._folded(found[0])
            pieces += [text[at : found.start()], word]
            places += range(at, found.start())
            is_as_long = len(word) == len(found[0])
            places += range(*found.span()) if is_as_long else [found.start()] * len(word)
            at = found.end()
        return "".join([*pieces, text[at:]]), [*places, *range(at, len(text) + 1)]


def _key(text: str, words: Sequence[re.Match[str]]) -> tuple[str, ...]:
    """The words of a name with the signs between them that count: those of ``C&A`` do."""
    key = [words[0][0]]
    for before, word in pairwise(words):
        between = text[before.end() : word.start()]
        is_far = len(between) > _MOST_BETWEEN
        signs = (sign for sign in between if sign not in _SETS_APART)
        key += ["far" if is_far else "".join(signs), word[0]]
    return tuple(key)
