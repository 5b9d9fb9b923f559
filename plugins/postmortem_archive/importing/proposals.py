"""Severity, services and causes: proposed from the archive's own words, never invented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.settings import Settings, Term
from postmortem_archive.rules.shared.fields import VOCABULARY_OF

from .fields import texts_of
from .guess import Guess, Sure

_NAMED_IN: Mapping[str, tuple[str, ...]] = {
    "severity": ("severity", "sev", "priority", "impact", "level"),
    "services": (
        *("services", "service", "affected", "affectedsystems", "systems", "components"),
        *("component", "product", "products", "tags", "categories", "keywords"),
    ),
    "causes": ("causes", "cause", "root_cause", "categories", "category", "keywords", "tags"),
    "trigger": ("trigger", "triggers"),
}
"""Fields of any tool's front matter in which such words are looked for."""

_SEVERITY_SAID = lazy_pattern(
    r"\b(?:severity|sev|priority|incident level)\b[\s*_|:=\u2013-]{1,12}(?P<word>[^\n|]{1,40})",
    re.IGNORECASE,
)
_TOKEN = lazy_pattern(r"[^\W_]+")
_FEWEST_MENTIONS = 2
_MOST = 3


def propose(settings: Settings, fields: Mapping[str, object], title: str, body: str) -> list[Guess]:
    """Proposals for a person to confirm; none where the archive defines no such words."""
    found: list[Guess] = []
    for field, vocabulary in VOCABULARY_OF.items():
        terms = settings.vocabulary(vocabulary)
        if terms:
            found += _for_field(field, _Names(terms), fields, title, body)
    return found


def _for_field(
    field: str, names: _Names, fields: Mapping[str, object], title: str, body: str
) -> Iterator[Guess]:
    for name, value in fields.items():
        if name.casefold() in _NAMED_IN[field]:
            said = [one for text in texts_of(value) if (one := names.exactly(text))]
            if said:
                yield _guess(field, said, Sure.LIKELY, f"front matter, {name}")
                return
    if field == "severity":
        for found in _SEVERITY_SAID.finditer(body):
            first = names.first_in(found["word"])
            if first:
                yield _guess(field, [first], Sure.LIKELY, "the text says so")
                return
        return
    in_title = list(dict.fromkeys(names.mentions(title)))
    if in_title:
        yield _guess(field, in_title, Sure.LIKELY, "named in the title")
        return
    often = Counter(names.mentions(body)).most_common(_MOST)
    if many := [term for term, number in often if number >= _FEWEST_MENTIONS]:
        yield _guess(field, many, Sure.GUESS, "named in the text")


def _guess(field: str, terms: list[str], sure: Sure, why: str) -> Guess:
    several = list(dict.fromkeys(terms))
    is_one = field in ("severity", "trigger")
    value = several[0] if is_one else f"[{', '.join(several)}]"
    return Guess(field, value, sure, why, is_proposed=True)


class _Names:
    """The words for the terms of a vocabulary, found in a text in one pass."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._ids: dict[tuple[str, ...], str] = {}
        for term_id, term in terms.items():
            for word in (term_id, *term.names):
                self._ids.setdefault(_tokens(word), term_id)
        self._ids.pop((), None)
        self._longest = max(map(len, self._ids), default=0)

    def exactly(self, text: str) -> str:
        """The term that a text names and nothing else; empty where it names none."""
        return self._ids.get(_tokens(text), "")

    def first_in(self, text: str) -> str:
        """The first term that a text names; empty where it names none."""
        return next(self.mentions(text), "")

    def mentions(self, text: str) -> Iterator[str]:
        """The terms that a text names, the longest words first, as often as it does."""
        tokens = _tokens(text)
        at = 0
        while at < len(tokens):
            for size in range(min(self._longest, len(tokens) - at), 0, -1):
                if found := self._ids.get(tokens[at : at + size]):
                    yield found
                    at += size
                    break
            else:
                at += 1


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text.casefold()))
