"""Numbers and tables as short text; ``assets/search/reader.js`` decodes them."""

import base64
import hashlib
import json
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Any

_CALL = b"postmortemSearch(%b,%b);\n"
_FIRST = 35  # the first character after the quotation mark
_BACKSLASH = 92
_SURROGATES = range(0xD800, 0xE000)
_READY = 65_536


@lru_cache(maxsize=65_536)
def small(number: int) -> str:
    """A number from 0 to about a million as one character that JSON need not escape."""
    code = number + _FIRST
    if code >= _BACKSLASH:
        code += 1
    if code >= _SURROGATES.start:
        code += len(_SURROGATES)
    return chr(code)


def varying(number: int) -> bytes:
    """A number of any size as ASCII: one character up to 63, two up to 1,727, three up to 46,655.

    The last character stands for a digit of base 64, those before it, which come after these in the
    alphabet, for digits of base 27.
    """
    high, low = divmod(number, 64)
    text = small(low)
    while high:
        high, digit = divmod(high, 27)
        text = small(64 + digit) + text
    return text.encode("ascii")


class _Varying(dict[int, bytes]):
    """Numbers below ``_READY`` are remembered."""

    def __missing__(self, number: int) -> bytes:
        return self.setdefault(number, varying(number)) if number < _READY else varying(number)


VARYING: Mapping[int, bytes] = _Varying()
"""What :func:`varying` makes of each number; small ones are read from there in half the time."""


def column(values: Iterable[Hashable]) -> dict[str, Any]:
    """A column of a table: its different values in order of appearance, and one character a row.

    The character is 0 where the value appears for the first time, else one more than its number:
    what is new in every row then costs next to nothing.
    """
    numbers: dict[Hashable, int] = {}
    rows: list[str] = []
    for value in values:
        rows.append(small(numbers.get(value, -1) + 1))
        numbers.setdefault(value, len(numbers))
    return {"values": list(numbers), "rows": "".join(rows)}


def list_column(rows: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    """A column whose cells are lists of texts: texts, different lists of their numbers, rows.

    The lists stand in one text, a character a number, with spaces between them.
    """
    numbers: dict[str, int] = {}
    encoded: dict[tuple[str, ...], str] = {}

    def said(texts: tuple[str, ...]) -> str:
        if texts not in encoded:
            encoded[texts] = "".join(
                small(numbers.setdefault(text, len(numbers))) for text in texts
            )
        return encoded[texts]

    sets = column(map(said, rows))
    return {"texts": list(numbers), "values": " ".join(sets["values"]), "rows": sets["rows"]}


def descending(numbers: Iterable[int]) -> str:
    """Numbers that never rise, as the first one and then the steps down from one to the next."""
    steps = bytearray()
    before: int | None = None
    for number in numbers:
        steps += VARYING[number if before is None else before - number]
        before = number
    return steps.decode("ascii")


def front_coded(words: Iterable[str]) -> str:
    """Sorted words, a line each: how many characters the word before shares, then the rest."""
    lines: list[str] = []
    before = ""
    for word in words:
        shared = _shared(before, word)
        if word.isascii():
            lines.append(small(shared) + word[shared:])
        else:
            units = word.encode("utf-16-le")[shared * 2 :]
            lines.append(small(shared) + units.decode("utf-16-le"))
        before = word
    return "\n".join(lines)


def _shared(one: str, other: str) -> int:
    """How many UTF-16 units two words share at their start."""
    shared = 0
    for letter, opposite in zip(one, other, strict=False):
        if letter != opposite:
            break
        shared += 1
    return shared if other.isascii() else len(other[:shared].encode("utf-16-be")) // 2


def digest_of(*payloads: bytes) -> str:
    """Forty bits of a digest of scripts with these payloads, as eight characters."""
    return (
        base64.b32encode(hashlib.sha256(_CALL + b"".join(payloads)).digest()[:5]).decode().lower()
    )


def script(name: str, payload: bytes) -> bytes:
    """A classic script that hands what :func:`literal` made to the page's reader under ``name``."""
    return _CALL % (json.dumps(name).encode(), payload)


def literal(payload: object) -> bytes:
    """Anything that JSON can say, as a script says it."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return text.encode("utf-8", "replace")


def in_utf16_order(words: Iterable[str]) -> list[str]:
    """Words in the order in which a browser compares texts."""
    found = sorted(words)
    if all(word.isascii() for word in found):
        return found
    found.sort(key=_utf16)  # nearly in order already
    return found


def _utf16(word: str) -> bytes:
    return word.encode("utf-16-be")
