"""The query language: text to a :class:`Query`, never an error.

    words               all of them, in any form: `pool exhausted` finds "exhausting the pools"; or
                        what means the same: `k8s` finds "Kubernetes"
    "a phrase"          just these words in this order
    -word -"a phrase"   not this
    service:a,b         either value, by ID, name or alias; also cause, severity, team, year, tag,
                        trigger, status, detection, owner; quotes hold spaces: team:"Site reliability"
    before:2025-03      started before that day, month or year; after: from its first day on
    longer:2h           lasted at least as long; shorter: less than that
    is:open             open, overdue, draft, in-review, published, near-miss, incident
    -is:draft           every field can be turned round

A text that was evidently pasted (a log line, a stack trace, an alert) is not read as any of these.

What cannot be understood is said in a notice; a value that no postmortem has, or that is none, matches
nothing. ``assets/search/query.js`` does exactly the same; a test compares the two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from postmortem_archive.model.suggest import did_you_mean, nearest

from .analyzer import exact_phrase, exact_terms, fold, is_unspaced
from .stemmer import stem
from .symptom import Telling, pasted_words
from .synonyms import MAX_WORDS, Phrase
from .vocabulary import Vocabulary
from .when import first_day, minutes_of

MAX_QUERY = 10_000
"""Longest query that is read, in characters."""

MAX_UNITS = 64
"""Most words and phrases that are looked up."""

MAX_CONDITIONS = 64
"""Most field conditions that are applied."""

MIN_PREFIX = 3
"""Least letters of a word that is completed while typing."""

VALUE_FIELDS = (
    "service",
    "cause",
    "severity",
    "team",
    "year",
    "tag",
    "trigger",
    "status",
    "detection",
    "owner",
)
FIELDS = (*VALUE_FIELDS, "before", "after", "longer", "shorter", "is")
FLAGS = ("open", "overdue", "draft", "in-review", "published", "near-miss", "incident")

_SPACE = re.compile(r"[\s\ufeff]+")  # what Python and JavaScript together take for a space
_FIELD = re.compile(r'(-)?([A-Za-z][A-Za-z_-]{0,30}):((?:"[^"]*"?|[^\s\ufeff",]+|,)*)')
_PHRASE = re.compile(r'(-)?"([^"]*)"?')
_WORD = re.compile(r'(-(?=[^\s\ufeff"-]))?([^\s\ufeff"]+)')
_VALUE = re.compile(r'"([^"]*)"?|([^",]+)')
_FIELD_LIKE = re.compile(r"([A-Za-z][A-Za-z_-]{0,30}):[^:/]")  # no address, no `std::string`
_SUFFIXES = ("ing", "ed", "es")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know about the answer.

    Attributes:
        message: one line, complete in itself.
        query: the query that was probably meant; empty where there is none.
    """

    message: str
    query: str = ""

    def __str__(self) -> str:
        """The message."""
        return self.message


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a phrase to be found.

    Attributes:
        terms: (term, position) pairs that must stand in these relative positions; one for a word.
        source: as typed.
        negated: it must not be there.
        prefix: folded start of a word that is still being typed; empty otherwise. ``terms`` then
            holds the terms that the finished word may have.
        literal: it stood in quotes and means just itself.
        synonyms: words and phrases that may stand there instead; only a word has them.
    """

    terms: tuple[tuple[str, int], ...]
    source: str = field(compare=False)
    negated: bool = False
    prefix: str = ""
    literal: bool = False
    synonyms: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A demand on the facts.

    Attributes:
        field: one of ``FIELDS``.
        values: any of these; a day (ISO) for ``before`` and ``after``, minutes for ``longer`` and
            ``shorter``. Empty where none was understood: then nothing meets it.
        negated: it must not hold.
    """

    field: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood.

    Attributes:
        text: as typed or pasted, as far as it was read.
        units: words and phrases to be found.
        conditions: demands on the facts.
        notices: what the reader should know of how it was understood.
        pasted: telling words of a text that was evidently pasted, best first; it has nothing else.
    """

    text: str
    units: tuple[Unit, ...] = ()
    conditions: tuple[Condition, ...] = ()
    notices: tuple[Notice, ...] = ()
    pasted: tuple[Telling, ...] = ()


def parse_query(text: str, vocabulary: Vocabulary, *, typing: bool = False) -> Query:
    """Understand a query.

    Args:
        text: as typed or pasted; anything at all.
        vocabulary: what the fields can be asked for.
        typing: the last word may be unfinished and is completed.
    """
    notices: list[Notice] = []
    if len(text) > MAX_QUERY:
        text = text[:MAX_QUERY]
        notices.append(Notice(f"Only the first {MAX_QUERY:,} characters were searched for."))
    if pasted := pasted_words(text):
        return Query(text, notices=tuple(notices), pasted=pasted)
    typed: list[Unit] = []
    conditions: dict[Condition, None] = {}  # an ordered set
    for found in _clauses(text, vocabulary, notices, typing=typing):
        if isinstance(found, Condition):
            conditions[found] = None
        else:
            typed.append(found)
    units = tuple(dict.fromkeys(_with_synonyms(typed, vocabulary)))
    if len(units) > MAX_UNITS:
        notices.append(Notice(f"Only the first {MAX_UNITS} words were searched for."))
    if len(conditions) > MAX_CONDITIONS:
        notices.append(Notice(f"Only the first {MAX_CONDITIONS} conditions were applied."))
    return Query(
        text,
        units[:MAX_UNITS],
        tuple(conditions)[:MAX_CONDITIONS],
        tuple(dict.fromkeys(notices)),
    )


def _clauses(
    text: str, vocabulary: Vocabulary, notices: list[Notice], *, typing: bool
) -> Iterator[Unit | Condition]:
    place = 0
    while place < len(text):
        if space := _SPACE.match(text, place):
            place = space.end()
        elif (clause := _FIELD.match(text, place)) and clause[2].lower() in FIELDS:
            place = clause.end()
            yield from _condition(clause, vocabulary, notices)
        elif phrase := _PHRASE.match(text, place):
            place = phrase.end()
            if terms := exact_phrase(phrase[2]):
                yield Unit(terms, phrase[2], negated=bool(phrase[1]), literal=True)
        elif word := _WORD.match(text, place):
            place = word.end()
            if clause:
                _say_unknown_field(clause[2], notices)
            unfinished = typing and place == len(text)
            yield from _word(word[2], negated=bool(word[1]), unfinished=unfinished)
        else:
            place += 1


def _word(source: str, *, negated: bool, unfinished: bool) -> Iterator[Unit]:
    found = exact_terms(source)
    for number, terms in enumerate(found, start=1):
        last = unfinished and not negated and number == len(found)
        if len(terms) > 1:
            yield Unit(terms, source, negated)
        elif is_unspaced(terms[0][0]):  # pairs of letters are indexed: a single letter starts them
            yield Unit(terms, source, negated, prefix=terms[0][0] if len(terms[0][0]) == 1 else "")
        elif last and (prefix := _typed_prefix(source, terms[0][0])):
            endings = {stem(ending) for ending in _finished(prefix)} | {terms[0][0]}
            yield Unit(tuple((term, 0) for term in sorted(endings)), source, prefix=prefix)
        else:
            yield Unit(terms, source, negated)


def _with_synonyms(units: Sequence[Unit], vocabulary: Vocabulary) -> list[Unit]:
    """The same, each word with what it may stand for, alone or together with words beside it.

    Where `out of memory` was typed, each of the three words may be an "oom" instead: whoever has
    that has all of them.
    """
    terms = [_own_term(unit) for unit in units]
    found: list[dict[Phrase, None]] = [{} for _ in units]
    for start in range(len(units)):
        for end in range(start + 1, min(start + MAX_WORDS, len(units)) + 1):
            if not terms[end - 1]:
                break
            others = dict.fromkeys(vocabulary.synonyms.of(terms[start:end]))
            for synonyms in found[start:end]:
                synonyms.update(others)
    return [
        replace(unit, synonyms=tuple(synonyms)) if synonyms else unit
        for unit, synonyms in zip(units, found, strict=True)
    ]


def _own_term(unit: Unit) -> str:
    """The term of a word that may have synonyms; empty where it may not."""
    if unit.negated or unit.literal:
        return ""
    if unit.prefix:
        return stem(unit.prefix)
    return unit.terms[0][0] if len(unit.terms) == 1 else ""


def _typed_prefix(source: str, term: str) -> str:
    """The folded start of a word, where it is long enough and nothing else was typed with it."""
    folded = fold(source)
    same = folded == term or stem(folded) == term
    return folded if same and len(folded) >= MIN_PREFIX else ""


def _finished(start: str) -> Iterator[str]:
    """Words that ``start`` may become by finishing an ending that stems lose: `cachi` → `caching`."""
    for suffix in _SUFFIXES:
        for length in range(1, len(suffix)):
            if start.endswith(suffix[:length]):
                yield start[:-length] + suffix


def _condition(
    match: re.Match[str], vocabulary: Vocabulary, notices: list[Notice]
) -> Iterator[Condition]:
    field, negated = match[2].lower(), bool(match[1])
    values = [(found[1] or found[2] or "").strip() for found in _VALUE.finditer(match[3])]
    values = [value for value in values if value]
    if field in VALUE_FIELDS:
        known: dict[str, None] = {}
        for value in values:
            name = value.removeprefix("@") if field == "owner" else value
            meant = vocabulary.find(field, name)
            known.update(dict.fromkeys(meant))
            if not meant:
                notices.append(_unknown_value(field, value, vocabulary.near(field, name), match))
        if values:
            yield Condition(field, tuple(known), negated)
    elif field == "is":
        for value in values:
            flag = fold(value)
            if flag in FLAGS:
                yield Condition(field, (flag,), negated)
            else:
                hint = did_you_mean(flag, FLAGS) or f" Use one of: {', '.join(FLAGS)}."
                notices.append(Notice(f"is:{printable(value)} is not known.{hint}"))
                yield Condition(field, ())
    elif field in ("before", "after"):
        yield from _day_condition(field, values, negated, notices)
    else:
        yield from _duration_condition(field, values, negated, notices)


def _day_condition(
    field: str, values: list[str], negated: bool, notices: list[Notice]
) -> Iterator[Condition]:
    for value in values:
        if day := first_day(value):
            yield Condition(field, (day,), negated)
        else:
            notices.append(
                Notice(f"{field}: takes a year, month or day: 2025, 2025-03 or 2025-03-12.")
            )
            yield Condition(field, ())


def _duration_condition(
    field: str, values: list[str], negated: bool, notices: list[Notice]
) -> Iterator[Condition]:
    for value in values:
        if (minutes := minutes_of(value)) is not None:
            yield Condition(field, (str(minutes),), negated)
        else:
            notices.append(Notice(f"{field}: takes a duration: 45m, 2h, 1h30m or 3d."))
            yield Condition(field, ())


def _unknown_value(field: str, value: str, near: str | None, match: re.Match[str]) -> Notice:
    message = f"No {field} is called '{printable(value)}'."
    if near is None:
        return Notice(message)
    meant = match[0].replace(value, f'"{near}"' if " " in near else near)
    return Notice(f"{message} Did you mean '{near}'?", match.string.replace(match[0], meant))


def _say_unknown_field(name: str, notices: list[Notice]) -> None:
    hint = did_you_mean(name.lower(), FIELDS)
    if hint:
        notices.append(Notice(f"{name}: is not a field, so it was searched as a word.{hint}"))


def unknown_field(source: str) -> str:
    """The name of a field that a word seems to ask for, where there is none like it; else empty."""
    match = _FIELD_LIKE.match(source)
    return "" if match is None or nearest(match[1].lower(), FIELDS) else match[1]


def printable(text: str) -> str:
    """The beginning of something typed, safe to be said again."""
    return "".join(letter if letter.isprintable() else "?" for letter in text[:60])
