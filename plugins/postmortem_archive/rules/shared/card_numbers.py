"""Numbers of payment cards: digits that begin as a brand's do and whose check digit is right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.lazy_pattern import lazy_pattern

_CARD = lazy_pattern(
    r"(?<![\w.,/+-])"
    r"(?:[2-6][0-9]{12,18}+"
    r"|[2-6][0-9]{3}(?P<s>[ -])[0-9]{4}(?P=s)[0-9]{4}(?P=s)[0-9]{4}(?:(?P=s)[0-9]{3})?"
    r"|3[0-9]{3}(?P<t>[ -])[0-9]{6}(?P=t)[0-9]{4,5})"
    r"(?![\w-]|[ .,]?[0-9])"
)

_BRANDS: tuple[tuple[str, int, int, tuple[int, ...]], ...] = (
    # name, first and last prefix of a range, lengths
    ("a Visa card number", 4, 4, (16,)),
    ("a Mastercard number", 51, 55, (16,)),
    ("a Mastercard number", 2221, 2720, (16,)),
    ("an American Express card number", 34, 34, (15,)),
    ("an American Express card number", 37, 37, (15,)),
    ("a Diners Club card number", 300, 305, (14,)),
    ("a Diners Club card number", 36, 36, (14,)),
    ("a Diners Club card number", 38, 39, (14,)),
    ("a Discover card number", 6011, 6011, (16, 19)),
    ("a Discover card number", 644, 659, (16, 19)),
    ("a JCB card number", 3528, 3589, (16, 19)),
    ("a UnionPay card number", 62, 62, (16, 17, 18, 19)),
    ("a Maestro card number", 6759, 6763, (13, 14, 15, 16, 17, 18, 19)),
)

_PUBLISHED_FOR_TESTS = frozenset(
    [
        *("4242424242424242", "4111111111111111", "4012888888881881", "4000056655665556"),
        *("4000000000000002", "4000000000009995", "5555555555554444", "5105105105105100"),
        *("2223003122003222", "5200828282828210", "378282246310005", "371449635398431"),
        *("6011111111111117", "6011000990139424", "3530111333300000", "3566002020360505"),
        *("30569309025904", "38520000023237", "36227206271667", "6200000000000005"),
    ]
)
"""Numbers that payment providers publish for trying things out; they belong to nobody."""

_LEAST_DIFFERENT = 4


def card_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Brand, start and end of each card number in ``text``."""
    for found in _CARD.finditer(text):
        digits = re.sub(r"[ -]", "", found[0])
        brand = _brand(digits)
        if brand and _is_valid(digits) and not _is_made_up(digits):
            yield brand, found.start(), found.end()


def _brand(digits: str) -> str:
    for name, first, last, lengths in _BRANDS:
        prefix = int(digits[: len(str(first))])
        if first <= prefix <= last and len(digits) in lengths:
            return name
    return ""


def _is_valid(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, "Luhn")."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def _is_made_up(digits: str) -> bool:
    return digits in _PUBLISHED_FOR_TESTS or len(set(digits)) < _LEAST_DIFFERENT
