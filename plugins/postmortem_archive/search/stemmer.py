"""A light stemmer for English words: plurals, ``-ed``, ``-ing``, ``-y`` and a final ``-e``.

These are steps 1 and 5 of Porter's algorithm (M. F. Porter, "An algorithm for suffix stripping",
1980), which bring together the forms of one word and leave different words apart.
``assets/search/stemmer.js`` does exactly the same; a test compares the two over thousands of words.
"""

import re

_ENGLISH = re.compile(r"[a-z]{4,}")
_VOWELS = frozenset("aeiou")


def stem(word: str) -> str:
    """The stem of a folded word; anything but four or more letters a to z is returned as it is."""
    if not _ENGLISH.fullmatch(word):
        return word
    return _without_final_e(_y_to_i(_without_ed_or_ing(_without_plural(word))))


def _shape(word: str) -> str:
    """``v`` for each vowel, ``c`` for each consonant; ``y`` after a consonant is a vowel."""
    shape = ""
    for letter in word:
        vowel = letter in _VOWELS or (letter == "y" and shape.endswith("c"))
        shape += "v" if vowel else "c"
    return shape


def _measure(word: str) -> int:
    """How many times a vowel is followed by a consonant."""
    return _shape(word).count("vc")


def _ends_short(word: str) -> bool:
    """Whether it ends consonant, vowel, consonant, as ``tim`` does before its ``e``."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"


def _without_plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ed_or_ing(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        rest = word.removesuffix(ending)
        if rest != word and "v" in _shape(rest):
            return _repaired(rest, word)
    return word


def _repaired(rest: str, word: str) -> str:
    """What is left of a word without its ending, as it stood before the ending came."""
    if len(rest) < 3:
        return rest + "e" if _shape(rest) == "vc" else word
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if rest[-1] == rest[-2] and rest[-1] not in "aeioulsz":
        return rest[:-1]
    if _measure(rest) == 1 and _ends_short(rest):
        return rest + "e"
    return rest


def _y_to_i(word: str) -> str:
    return word[:-1] + "i" if word.endswith("y") and "v" in _shape(word[:-1]) else word


def _without_final_e(word: str) -> str:
    rest = word.removesuffix("e")
    if rest != word:
        measure = _measure(rest)
        if measure > 1 or (measure == 1 and len(rest) > 2 and not _ends_short(rest)):
            word = rest
    if word.endswith("ll") and _measure(word[:-1]) > 1:
        word = word[:-1]
    return word
