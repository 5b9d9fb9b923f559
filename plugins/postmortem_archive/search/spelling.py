"""How near a mistyped word is to a word: a weighted edit distance of whole numbers.

A doubled letter and a swap of two letters cost little, as does a letter whose key is beside the
right one or that sounds like it. The first letter costs more: few mistake it. So does the last:
words that differ there (packer, packet) are mostly two words.

``assets/search/corrections.js`` does exactly the same; a test compares the two.
"""

import re
from functools import lru_cache

from .analyzer import is_unspaced

SHORTEST = 3
"""Least letters of a word that is corrected."""

FORMS_READ = 5
"""In how many postmortems, the newest that have a term, it is read how it is written."""

COMMON_SHARE = 100
"""Common is what at least one in so many postmortems has."""

FIRST_CHANGED = 12
"""Least cost of a slip after which the first letter is another one."""

_SWAPPED = 6
_DOUBLED = 4
_NEAR = 8  # another letter whose key is beside the right one, or that sounds like it
_ANOTHER = 24  # any other letter: hardly a slip
_SLIPPED = 8  # a letter too many whose key is beside that of a letter next to it
_ADDED = 12
_VOWEL_LEFT_OUT = 6
_LEFT_OUT = 8
_FIRST_LEFT_OUT = FIRST_CHANGED
_FIRST = 6  # more where it is the first letter
_LAST = 8  # more where it is the last letter
_SLIP_AT_EDGE = 4  # more where a key beside the right one was hit first or last

_RARE = 6  # more where few documents have the word: fewer than so many, and than one in so many
_FEW = 4
_FEW_SHARE = 20
_SLIGHT = 8

_LIMITS = (0, 0, 0, 4, 6, 8, 12, 12, 14, 16, 20, 20, 26)

_MOST_APART = 3  # letters by which the lengths of word and mistake may differ
_MOST_STRANGE = 3  # letters that only one of them has
_VOWELS = "aeiou"
_ALIKE = ("aeiouy", "ckq", "csz", "gj", "dt", "fv")
_KEYS = {
    letter: (row, 4 * place + shift)
    for row, (shift, letters) in enumerate(((0, "qwertyuiop"), (1, "asdfghjkl"), (3, "zxcvbnm")))
    for place, letter in enumerate(letters)
}
_OTHER_SPELLINGS = (
    (re.compile("our"), "or"),  # behaviour, behavior
    (re.compile("(?<=[iy])z"), "s"),  # organize, organise; analyze, analyse
    (re.compile("(?<=en)ce"), "se"),  # licence, license; defence, defense
    (re.compile("(?<=[bt])re"), "er"),  # centre, center
    (re.compile("gu?e?$"), "g"),  # catalogue, catalog
)


def is_word(term: str) -> bool:
    """Whether a term is a plain word: technical tokens are meant as typed, pairs of letters all near."""
    return term.isalnum() and not is_unspaced(term)


def is_common(holders: int, documents: int) -> bool:
    """Whether a word that so many of the documents have is looked at whatever its first letter."""
    return holders * COMMON_SHARE >= documents


def surcharge(far: int, holders: int, documents: int) -> int:
    """What a correction to a word that few have costs more, unless it is slight.

    Most words are rare: so a right word that nobody has yet is mostly near to a rare one.
    """
    is_rare = holders < _FEW and holders * _FEW_SHARE < documents
    return _RARE if is_rare and far > _SLIGHT else 0


def limit(length: int) -> int:
    """Most that a correction of a word of so many letters may cost without being asked about."""
    return _LIMITS[min(length, len(_LIMITS) - 1)]


def may_be(typed: str, word: str) -> bool:
    """Whether a word is worth measuring: about as long, and of about the same letters."""
    return (
        abs(len(typed) - len(word)) <= _MOST_APART
        and len(set(typed).difference(word)) <= _MOST_STRANGE
        and len(set(word).difference(typed)) <= _MOST_STRANGE
    )


def is_other_spelling(typed: str, word: str) -> bool:
    """Whether the two differ as British and American spellings do: then both are right."""
    for pattern, plain in _OTHER_SPELLINGS:
        typed, word = pattern.sub(plain, typed), pattern.sub(plain, word)
    return typed == word


def cost(typed: str, word: str) -> int:
    """What the slips cost that make ``word`` what was typed; 0 where both are the same."""
    added = [_added(typed, place) for place in range(len(typed))]
    left_out = [_left_out(word, place) for place in range(len(word))]
    before: list[int] = []
    row = [sum(left_out[:end]) for end in range(len(word) + 1)]
    for i, letter in enumerate(typed):
        before, last, row = row, before, [row[0] + added[i]]
        for j, right in enumerate(word):
            at_start = i == j == 0
            at_end = i == len(typed) - 1 and j == len(word) - 1
            best = min(
                before[j] + _replaced(letter, right, at_start=at_start, at_end=at_end),
                before[j + 1] + added[i] + (_at_end(added[i]) if at_end else 0),
                row[j] + left_out[j] + (_LAST if at_end and left_out[j] > _DOUBLED else 0),
            )
            if i and j and letter != right and letter == word[j - 1] and right == typed[i - 1]:
                best = min(best, last[j - 1] + _SWAPPED + (_FIRST if i == j == 1 else 0))
            row.append(best)
    return row[-1]


@lru_cache(maxsize=4096)
def _replaced(letter: str, right: str, *, at_start: bool, at_end: bool) -> int:
    if letter == right:
        return 0
    if _are_neighbours(letter, right):
        return _NEAR + (_SLIP_AT_EDGE if at_start or at_end else 0)
    alike = any(letter in letters and right in letters for letters in _ALIKE)
    return (_NEAR if alike else _ANOTHER) + (_FIRST if at_start else _LAST if at_end else 0)


def _at_end(added: int) -> int:
    """What a letter too many costs more where it is the last one."""
    return {_DOUBLED: 0, _SLIPPED: _SLIP_AT_EDGE}.get(added, _LAST)


@lru_cache(maxsize=4096)
def _are_neighbours(letter: str, other: str) -> bool:
    if letter not in _KEYS or other not in _KEYS:
        return False
    (row, place), (other_row, other_place) = _KEYS[letter], _KEYS[other]
    return abs(row - other_row) <= 1 and abs(place - other_place) <= 4


def _beside(text: str, place: int) -> str:
    return text[max(0, place - 1) : place] + text[place + 1 : place + 2]


def _added(typed: str, place: int) -> int:
    beside = _beside(typed, place)
    if typed[place] in beside:
        return _DOUBLED
    slipped = any(_are_neighbours(typed[place], other) for other in beside)
    if slipped:
        return _SLIPPED + (0 if place else _SLIP_AT_EDGE)
    return _ADDED + (0 if place else _FIRST)


def _left_out(word: str, place: int) -> int:
    if word[place] in _beside(word, place):
        return _DOUBLED
    if place == 0:
        return _FIRST_LEFT_OUT
    return _VOWEL_LEFT_OUT if word[place] in _VOWELS else _LEFT_OUT
