"""Search an archive: a query's text to results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from postmortem_archive.model.suggest import nearest

from .analyzer import tokens
from .excerpt import Excerpt, excerpt, marked
from .fields import FACET_NAMES, Fact
from .filters import facet_counts, holds
from .index import Index
from .query import FIELDS, Notice, Query, Unit, parse_query, printable, unknown_field
from .ranking import FALLBACK_WORDS, Ranking, Scores

Sort = Literal["relevance", "newest", "longest"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "longest")


@dataclass(frozen=True, slots=True)
class Hit:
    """A postmortem that was found.

    Attributes:
        id: its ID.
        path: POSIX path relative to the archive's folder.
        title: its title and the words to mark in it.
        severity: its severity; ``None`` where not recorded.
        started: when it started, as in the front matter but in UTC; empty where not recorded.
        duration: minutes from start to resolution; ``None`` where not recorded to the minute.
        services: what was affected.
        causes: its causes, the primary one first.
        open_actions: how many action items are still to be done.
        overdue: whether one of them is late.
        score: how well it fits; higher is better, 0 where no words were asked for.
        excerpt: the stretch of its text that shows why, and the words to mark.
    """

    id: str
    path: str
    title: Excerpt
    severity: str | None
    started: str
    duration: int | None
    services: tuple[str, ...]
    causes: tuple[str, ...]
    open_actions: int
    overdue: bool
    score: float
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query.

    Attributes:
        query: the query as understood.
        hits: the first of what was found, best first.
        total: how many were found.
        facets: for every facet, (value, count) pairs, the most frequent first: how many would be
            found with that value instead of those asked for in that facet.
        notices: what the reader should know about the answer.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    notices: tuple[Notice, ...]


def search(  # noqa: PLR0913 - all but two are named choices of the asker
    index: Index,
    text: str,
    *,
    today: date,
    limit: int | None = 10,
    sort: Sort = "relevance",
    typing: bool = False,
) -> Results:
    """Search an archive.

    Args:
        index: an open index.
        text: the query; anything at all.
        today: the day against which action items are late.
        limit: most hits to return; ``None`` for all. The total and the facets count everything
            found.
        sort: best first, newest first, or longest first (those of unknown duration last).
        typing: the last word may be unfinished and is completed.
    """
    query = parse_query(text, index.vocabulary, typing=typing)
    ranking = Ranking(index.store, [fact.length for fact in index.facts])
    scores, units, notices = _scores(query, ranking, index)
    rows = [
        row
        for row in scores
        if all(holds(condition, index.facts[row], today) for condition in query.conditions)
    ]
    rows.sort(key=lambda row: _sort_key(row, index.facts[row], scores, sort))
    counts = facet_counts(scores, index.facts, query.conditions, today)
    return Results(
        query,
        tuple(_hit(index, row, scores[row], units, today) for row in rows[:limit]),
        len(rows),
        {
            name: tuple(sorted(counts[name].items(), key=lambda item: (-item[1], item[0])))
            for name in FACET_NAMES
        },
        (*query.notices, *notices),
    )


def _scores(
    query: Query, ranking: Ranking, index: Index
) -> tuple[Scores, Sequence[Unit], list[Notice]]:
    """What the words of a query find, the words to mark, and what to say about it."""
    scores = ranking.matching(query.units)
    if scores or not query.units:
        return scores, query.units, []
    wanted = [unit for unit in query.units if not unit.negated]
    if len(wanted) > FALLBACK_WORDS:
        found, terms = ranking.best(query.units)
        if found:
            message = (
                f"No postmortem has all of these {len(wanted)} words. "
                f"These fit best on: {', '.join(terms)}."
            )
            units = [unit for unit in wanted if {term for term, _ in unit.terms} & set(terms)]
            return found, units, [Notice(message)]
    unknown = [unit for unit in wanted if not ranking.occurs(unit)]
    return scores, query.units, _unknown(unknown, query, index)


def _unknown(units: Sequence[Unit], query: Query, index: Index) -> list[Notice]:
    """Says which words no postmortem has, and which were perhaps meant, all in one new query."""
    messages: list[str] = []
    meant = query.text
    for unit in units:
        source = printable(unit.source)
        if name := unknown_field(unit.source):
            messages.append(
                f"No postmortem has the word '{source}', and there is no field '{name}'. "
                f"Fields: {', '.join(FIELDS)}."
            )
            continue
        if len(unit.terms) > 1 and not unit.prefix:
            messages.append(f"No postmortem has '{source}' in this order.")
            continue
        near = _near(unit.prefix or unit.terms[0][0], index)
        if near:
            meant = meant.replace(unit.source, near)
        hint = f" Did you mean '{near}'?" if near else ""
        messages.append(f"No postmortem has the word '{source}'.{hint}")
    return [Notice(message, meant if meant != query.text else "") for message in messages]


def _near(term: str, index: Index) -> str | None:
    """A word of the archive like an unknown one that starts alike, as a postmortem writes it."""
    words = {word for word in index.store.vocabulary() if word[0] == term[0] and word.isalnum()}
    near = nearest(term, sorted(words))
    while near and not index.store.postings(near):
        words.remove(near)  # a word that only deleted documents had
        near = nearest(term, sorted(words))
    return _as_written(near, index) if near else None


def _as_written(term: str, index: Index) -> str:
    """A word as a postmortem writes it whose stem is ``term``."""
    row = min(index.store.postings(term))
    text = f"{index.facts[row].title}\n{index.store.text(row)}"
    written = (text[token.start : token.end] for token in tokens(text) if token.term == term)
    return min(written, key=lambda word: (len(word), word), default=term).lower()


def _sort_key(row: int, fact: Fact, scores: Scores, sort: Sort) -> tuple[float, int]:
    """Ties are broken by row: newest first."""
    if sort == "newest":
        return (0, row)
    if sort == "longest":
        return (-1 if fact.duration is None else -fact.duration - 2, row)
    return (-scores[row], row)


def _hit(index: Index, row: int, score: float, units: Sequence[Unit], today: date) -> Hit:
    fact = index.facts[row]
    return Hit(
        id=fact.id,
        path=fact.path,
        title=marked(fact.title, units),
        severity=next(iter(fact.values("severity")), None),
        started=fact.started,
        duration=fact.duration,
        services=fact.values("service"),
        causes=fact.values("cause"),
        open_actions=fact.open_actions,
        overdue=fact.is_overdue(today),
        score=score,
        excerpt=excerpt(index.store.text(row), units),
    )
