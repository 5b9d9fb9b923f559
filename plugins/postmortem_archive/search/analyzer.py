"""The analyzer: text to terms, the same for documents and queries, in Python and in the browser.

A *token* is what stands between spaces and punctuation, technical tokens whole: ``us-east-1``,
``max_connections``, ``v1.24.3``, ``/healthz``, ``C++``, ``--max-conns=500``. A token of one word
gives one term, its stem. A token of several words gives one term for each of them at neighbouring
positions and, at the position of its first word, one for every run of neighbouring words and one
for the whole. So ``us-east-1`` is found as ``us-east-1`` (and then means just that), as
``us-east``, as ``east`` and as the phrase "us east 1".

Scripts that write no spaces (Chinese, Japanese, Thai, …) give pairs of neighbouring letters, and
the last letter alone.

``assets/search/analyzer.js`` does exactly the same; a test compares the two.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from postmortem_archive.model.lazy_pattern import lazy_pattern

from .stemmer import stem

MAX_TERM = 64
"""Longest term, in characters; longer words are cut, longer runs of words give no term."""

MAX_RUN = 4
"""Most words of a technical token that form a run; the whole token is a term all the same."""

# ASCII letters and digits, and all that is not ASCII: by then only letters are left of that. It is said
# by what it is not, because such a class compiles in a tenth of the time.
_LETTER = r"[^\x00-/:-@\[-`{-\x7f]"
_WORD = _LETTER + "+"
_TOKEN = re.compile(
    rf"(?:--?|~?/|[.@#$])?{_WORD}(?:[-_.:/@=&+~#%\\?]{{1,3}}{_WORD})*(?:\+\+|[#%])?"
)
_WORDS = re.compile(_WORD)
_POSSESSIVE = re.compile(rf"'s(?!{_LETTER})")
# Accents; Hebrew points; Arabic vowel signs, hamzas of their own and the stroke that stretches a word.
_MARKS = re.compile(
    r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u0640\u064b-\u065f\u0670]"
)
_VERSION = re.compile(r"v\d+(?:\.\d+)+")
_UNSPACED_CLASS = (
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af]"
)
_UNSPACED = lazy_pattern(_UNSPACED_CLASS)
_SCRIPT_RUNS = lazy_pattern(rf"{_UNSPACED_CLASS}+|(?:(?!{_UNSPACED_CLASS}).)+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A term at a place of a text.

    Attributes:
        term: what is looked up.
        position: number of the word, counted from the start of the text; runs stand at their first
            word.
        start: where it begins in the text, in characters.
        end: where it ends.
    """

    term: str
    position: int
    start: int
    end: int


Entry = tuple[str, int, int, int, str]
"""Term, position, start, end, and how it is written, folded."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """What one token stands for; offsets and positions count from the token's start.

    Attributes:
        raw: the token as it is written.
        entries: of every term.
        exact: (term, position) pairs that together mean just this token.
        width: how many positions it takes.
    """

    raw: str
    entries: tuple[Entry, ...]
    exact: tuple[tuple[str, int], ...]
    width: int


Piece = tuple[tuple[tuple[str, int, str], ...], int]
"""What stands between two spaces: (term, position, how it is written, folded) of every term, counted
from its start, and how many positions it takes."""

_MOST_PIECES = 65_536
"""How many pieces are remembered."""


class _Separators(dict[int, int | str]):
    """Translation of characters that are neither ASCII nor letter, mark or number into a space."""

    def __missing__(self, code: int) -> int | str:
        kept = code < 0x80 or unicodedata.category(chr(code))[0] in "LMN"
        self[code] = code if kept else " "
        return self[code]


_separators = _Separators({0x2019: "'"})


def fold(text: str) -> str:
    """Lower case, compatibility forms made plain, accents dropped."""
    if text.isascii():
        return text.lower()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text).lower())
    return unicodedata.normalize("NFKC", text).replace("ß", "ss").replace("ς", "\u03c3")


def tokens(text: str) -> Iterator[Token]:
    """Every term of a text, in order of position; several may share one position."""
    for start, position, expansion in expansions(text):
        for term, offset, begin, end, _ in expansion.entries:
            yield Token(term, position + offset, start + begin, start + end)


def expansions(text: str) -> Iterator[tuple[int, int, Expansion]]:
    """Start, position of the first word and terms of every token: :func:`tokens` for many texts."""
    position = 0
    for match in _TOKEN.finditer(_separated(text)):
        expansion = _expand(match[0])
        yield match.start(), position, expansion
        position += expansion.width


def expanded(text: str) -> list[Expansion]:
    """The terms of every token, as :func:`expansions` has them; faster, as it does not say where."""
    return list(map(_expand, _TOKEN.findall(_separated(text))))


def pieces(text: str) -> Iterator[Piece]:
    """The terms of all that stands between spaces; faster than :func:`expanded` for a whole archive."""
    return map(_pieces.__getitem__, text.split())


class _Pieces(dict[str, Piece]):
    """The pieces that were read last. No token holds a space: so each can be read by itself."""

    # a dictionary, as it answers in half the time of lru_cache

    def __missing__(self, raw: str) -> Piece:
        entries: list[tuple[str, int, str]] = []
        width = 0
        for expansion in expanded(raw):
            for term, offset, _, _, form in expansion.entries:
                entries.append((term, width + offset, form))
            width += expansion.width
        piece = tuple(entries), width
        if len(raw) > MAX_TERM:
            return piece  # where no spaces are written, hardly any comes again
        if len(self) >= _MOST_PIECES:
            self.clear()
        self[raw] = piece
        return piece


_pieces = _Pieces()


def _separated(text: str) -> str:
    """The text with spaces for what no token holds; every other character stays at its place."""
    if not text.isascii():
        text = text.translate(_separators)
    return _POSSESSIVE.sub("  ", text) if "'s" in text else text


def exact_terms(text: str) -> list[tuple[tuple[str, int], ...]]:
    """What a query for ``text`` means: for each of its tokens, terms with relative positions.

    A token of several terms (of a script without spaces) asks for all of them at those positions.
    """
    return [expansion.exact for expansion in expanded(text) if expansion.exact]


def exact_phrase(text: str) -> tuple[tuple[str, int], ...]:
    """What a quoted phrase means: its terms with their relative positions."""
    return tuple(
        (term, position + offset)
        for _, position, expansion in expansions(text)
        for term, offset in expansion.exact
    )


def is_unspaced(text: str) -> bool:
    """Whether the text holds a letter of a script that writes no spaces between words."""
    return not text.isascii() and _UNSPACED.search(text) is not None


@lru_cache(maxsize=65_536)
def _expand(raw: str) -> Expansion:
    words = [match.span() for match in _WORDS.finditer(raw)]
    if is_unspaced(raw):
        return _expand_unspaced(raw, words)
    if len(words) == 1 and words[0] == (0, len(raw)):
        form = fold(raw)
        term = _stemmed(form)
        return Expansion(raw, ((term, 0, 0, len(raw), form),), ((term, 0),), 1)
    entries: list[Entry] = []
    for number, (start, end) in enumerate(words):
        form = fold(raw[start:end])
        entries.append((_stemmed(form), number, start, end, form))
    exact = tuple((term, number) for term, number, *_ in entries)
    seen = set(exact)
    for term, number, start, end, form in _runs(raw, words):
        if (term, number) not in seen:
            seen.add((term, number))
            entries.append((term, number, start, end, form))
    entries.sort(key=lambda entry: entry[1])
    whole = (fold(raw), 0)
    exact = (whole,) if whole in seen else exact
    return Expansion(raw, tuple(entries), exact, len(words))


def _runs(raw: str, words: list[tuple[int, int]]) -> Iterator[Entry]:
    """Runs of two to MAX_RUN words, those at an end also with what stands outside; the whole."""
    last = len(words) - 1
    for first, (start, _) in enumerate(words):
        for until in range(first, min(first + MAX_RUN, len(words))):
            end = words[until][1]
            begins = (0, start) if first == 0 and start else (start,)
            ends = (end, len(raw)) if until == last and end < len(raw) else (end,)
            for begin in begins:
                for stop in ends:
                    if until == first and begin == start and stop == end:
                        continue  # the bare word is there already
                    term = fold(raw[begin:stop])
                    if len(term) <= MAX_TERM:
                        yield term, first, begin, stop, term
                    if begin == start and stop == end and _VERSION.fullmatch(term):
                        yield term[1:], first, begin + 1, stop, fold(raw[begin + 1 : stop])
    whole = fold(raw)
    if len(whole) <= MAX_TERM:
        yield whole, 0, 0, len(raw), whole


def _expand_unspaced(raw: str, words: list[tuple[int, int]]) -> Expansion:
    entries: list[Entry] = []
    exact: list[tuple[str, int]] = []
    for start, end in words:
        for match in _SCRIPT_RUNS.finditer(raw, start, end):
            run, number = match[0], len({entry[1] for entry in entries})
            if not _UNSPACED.match(run):
                form = fold(run)
                term = _stemmed(form)
                entries.append((term, number, match.start(), match.end(), form))
                exact.append((term, number))
                continue
            letters = fold(run)
            # Pairs of neighbours; the last one is a single letter.
            terms = [letters[i : i + 2] for i in range(len(letters))]
            # Folding may join or split letters; then the whole run is marked.
            even = len(letters) == len(run)
            for offset, term in enumerate(terms):
                begin = match.start() + offset if even else match.start()
                stop = min(begin + 2, match.end()) if even else match.end()
                entries.append((term, number + offset, begin, stop, fold(raw[begin:stop])))
            pairs = terms[:-1] or terms
            exact += [(term, number + offset) for offset, term in enumerate(pairs)]
    width = len({entry[1] for entry in entries})
    return Expansion(raw, tuple(entries), tuple(exact), width)


def _stemmed(word: str) -> str:
    return stem(word[:MAX_TERM])
