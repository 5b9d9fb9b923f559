"""Which known word an unknown one is a slip for, as far as nobody has to be asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import OSA

from postmortem_archive.model.suggest import CUTOFF

_MAX_WORD = 200
_LEAST_PART = 5
"""Fewest letters of a part in which one may be wrong: `cart` and `card` are two words."""

_PART = re.compile(r"\d+|[^\W\d_]+|[^\w\s./:-]")  # of signs, `C++` has two and `a-b` none


def same_word(word: str, known: str) -> bool:
    """Whether two words differ in nothing but case, spaces, hyphens and underscores."""
    mine, its = _parts(word), _parts(known)
    return bool(mine) and (mine == its or _joined(mine) == _joined(its))


def is_slip(word: str, known: str) -> bool:
    """Whether a word is certainly a slip of the keys for a known one.

    It is the same but for one letter too many, too few, wrong or at the place of its neighbour, in
    one part of five letters or more, whose first letter is right. Figures never differ: `sev2` is
    no slip for `sev1`.
    """
    mine, its = _parts(word), _parts(known)
    if len(mine) != len(its):
        return False
    different = [(one, other) for one, other in zip(mine, its, strict=True) if one != other]
    if len(different) != 1:
        return False
    one, other = different[0]
    return (
        min(len(one), len(other)) >= _LEAST_PART
        and one[0] == other[0]
        and not one.isdigit()
        and not other.isdigit()
        and OSA.distance(one, other, score_cutoff=1) <= 1
    )


def meant(word: str, known: Iterable[str]) -> str | None:
    """The one known word that is meant; ``None`` where none is, or where two might be."""
    return meant_by_spelling(word, {spelling: spelling for spelling in known})


def meant_by_spelling(word: str, spellings: Mapping[str, str]) -> str | None:
    """What is meant by a word.

    Args:
        word: what is written.
        spellings: what each known word, name and alias stands for.

    Returns:
        The one thing of which a spelling is the same word; else the one of which it is a slip, if no other
        spelling is near enough to be suggested. ``None`` where there is none, or more than one.
    """
    word = word[:_MAX_WORD]
    same = {thing for spelling, thing in spellings.items() if same_word(word, spelling)}
    if same:
        return _only(same)
    near = {spellings[spelling] for spelling in _near(word, spellings)}
    slips = {thing for spelling, thing in spellings.items() if is_slip(word, spelling)}
    return _only(near | slips) if slips else None


def _near(word: str, spellings: Iterable[str]) -> list[str]:
    """The spellings that are near enough to be suggested."""
    found = process.extract(
        word,
        list(spellings),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=CUTOFF,
        limit=None,
    )
    return [spelling for spelling, _, _ in found]


def _only(things: Collection[str]) -> str | None:
    return next(iter(things)) if len(things) == 1 else None


def _parts(word: str) -> list[str]:
    """Its runs of letters and of digits, lower case, and its signs that are no hyphens or dots."""
    return _PART.findall(word[:_MAX_WORD].casefold())


def _joined(parts: list[str]) -> str:
    """The parts as one word, in which `1.10` and `11.0` still differ."""
    return "".join(f" {part} " if part.isdigit() else part for part in parts)
