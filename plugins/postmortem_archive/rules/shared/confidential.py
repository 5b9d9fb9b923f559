"""Find what should not be in a file, wherever it stands in it, and hide it where it is reported.

The whole text is read: front matter, prose and code alike. Reports are read by more people than the
file, and are kept by others; therefore :func:`masked` hides what is found here in all that is shown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.wording import count

from .card_numbers import card_numbers
from .contact_data import email_addresses, phone_numbers
from .secret_patterns import KEY_MARK, KEY_NAME, SECRET_FORMS, is_stand_in

_MOST_SHOWN = 4


class Found(NamedTuple):
    """Something confidential in a text: what it is, and where it begins and ends (from 0)."""

    name: str
    start: int
    end: int


@lru_cache(maxsize=4)
def find_secrets(text: str) -> tuple[Found, ...]:
    """Secrets, in the order of the text; none overlaps another one."""
    found = sorted([*_private_keys(text), *_formed(text)], key=lambda one: (one.start, -one.end))
    kept: list[Found] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


@lru_cache(maxsize=4)
def find_cards(text: str) -> tuple[Found, ...]:
    """Numbers of payment cards, in the order of the text; the name is that of the brand."""
    return tuple(Found(*one) for one in card_numbers(text))


@lru_cache(maxsize=4)
def find_emails(text: str) -> tuple[Found, ...]:
    """E-mail addresses of people, in the order of the text."""
    # a password in an address, `app:secret@db.example.com`, reads like one
    spans = [(one.start, one.end) for one in find_secrets(text)]
    starts = [start for start, _ in spans]
    return tuple(
        Found("an e-mail address", start, end)
        for start, end in email_addresses(text)
        if not _meets(spans, starts, start)
    )


@lru_cache(maxsize=4)
def find_phones(text: str) -> tuple[Found, ...]:
    """Phone numbers, in the order of the text."""
    return tuple(Found("a phone number", start, end) for start, end in phone_numbers(text))


def outline(secret: str) -> str:
    """As much of a secret as is shown: its first characters, at most a quarter, and its length."""
    first = secret[: min(_MOST_SHOWN, len(secret) // 4)]
    return f"`{first}…` ({len(secret)} characters)"


def masked(text: str) -> str:
    """The text with everything confidential starred out, but for its first characters; as long as before."""
    pieces: list[str] = []
    at = 0
    finders = (find_secrets, find_cards, find_emails, find_phones)
    every = [one for finder in finders for one in finder(text)]
    for one in sorted(every, key=lambda one: one.start):
        start = max(one.start + min(_MOST_SHOWN, (one.end - one.start) // 4), at)
        if start < one.end:
            pieces += [text[at:start], _VISIBLE.sub("*", text[start : one.end])]
            at = one.end
    return "".join([*pieces, text[at:]]) if pieces else text


@lru_cache(maxsize=1_000)  # most hints, and many messages, are said again and again
def masked_message(text: str) -> str:
    """A message or a hint, masked; also what is left of a secret where a quotation was cut."""
    if "…" in text:
        text = _CUT.sub(lambda found: f"{found[1]}…", text)
    return masked(text)


class Places(NamedTuple):
    """Turns offsets into positions.

    Attributes:
        starts: the offset at which each line begins.
    """

    starts: tuple[int, ...]

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, text: str) -> Places:
        """The places of a text whose first line is the first one of its file."""
        return cls((0, *(found.end() for found in re.finditer("\n", text))))

    def position(self, offset: int) -> Position:
        """Where the character at ``offset`` stands."""
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)


def in_more_places(more: int) -> str:
    """The part of a message that says in how many more places something stands; empty for none."""
    return f", and in {count(more, 'more place')}" if more else ""


def first_of_each(text: str, found: Iterable[Found]) -> Iterator[tuple[str, Found, int]]:
    """Each different text that was found, its first place, and how many more places it has."""
    places: dict[str, list[Found]] = {}
    for one in found:
        places.setdefault(text[one.start : one.end], []).append(one)
    for value, every in places.items():
        yield value, every[0], len(every) - 1


_VISIBLE = lazy_pattern(r"\S")
_CUES = tuple((cue, form) for form in SECRET_FORMS for cue in form.cues)
_PREFIXES = sorted({cue for form in SECRET_FORMS for cue in form.cues if len(cue) > 2})
_CUT = lazy_pattern("(" + "|".join(map(re.escape, _PREFIXES)) + r")[^\s`…]{1,200}…")


def _formed(text: str) -> Iterator[Found]:
    for form in dict.fromkeys(form for cue, form in _CUES if cue in text):
        group = "secret" if "secret" in form.pattern.groupindex else 0
        for found in form.pattern.finditer(text):
            is_cut_out = group == 0 and _is_inside_word(text, found.start())
            if not is_cut_out and not is_stand_in(found[group]):
                yield Found(form.name, found.start(group), found.end(group))


def _is_inside_word(text: str, start: int) -> bool:
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_-")


def _private_keys(text: str) -> Iterator[Found]:
    """What stands between the two lines of a private key; without the second one, nothing is sure."""
    if "PRIVATE KEY" not in text:
        return
    begin = -1
    for mark in KEY_MARK.finditer(text):
        if mark[1] == "BEGIN":
            begin = mark.end()
        elif begin >= 0:
            body = text[begin : mark.start()]
            start = begin + len(body) - len(body.lstrip())
            if body.strip() and not is_stand_in(body.strip()[:200]):
                yield Found(KEY_NAME, start, begin + len(body.rstrip()))
            begin = -1


def _meets(spans: list[tuple[int, int]], starts: list[int], offset: int) -> bool:
    number = bisect_right(starts, offset) - 1
    return number >= 0 and offset < spans[number][1]
