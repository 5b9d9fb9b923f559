"""Search an archive: a query's text to results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .best_fit import best_fit
from .excerpt import Excerpt, excerpt, marked
from .fields import FACET_NAMES, Fact
from .filters import facet_counts, holds
from .index import Index
from .query import Notice, Query, Unit, parse_query
from .ranking import FALLBACK_WORDS, Ranking, Scores

Sort = Literal["relevance", "newest", "longest", "actions"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "longest", "actions")


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
        sort: best first, newest first, longest first (those of unknown duration last), or most
            open actions first.
        typing: the last word may be unfinished and is completed.
    """
    query = parse_query(text, index.vocabulary, typing=typing)
    ranking = Ranking(index.store, [fact.length for fact in index.facts])
    scores, units, notices = _scores(query, ranking, index, typing=typing)
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
    query: Query, ranking: Ranking, index: Index, *, typing: bool
) -> tuple[Scores, Sequence[Unit], list[Notice]]:
    """What the words of a query find, the words to mark, and what to say about it."""
    if query.pasted:
        return best_fit(ranking, query)
    scores = ranking.matching(query.units)
    if scores or not query.units:
        return scores, query.units, []
    wanted = [unit for unit in query.units if not unit.negated]
    if len(wanted) > FALLBACK_WORDS:
        found = best_fit(ranking, query, wanted)
        if found[0]:
            return found
    from .corrections import explained  # noqa: PLC0415 - only where nothing was found

    return explained(query, ranking, index, typing=typing)


def _sort_key(row: int, fact: Fact, scores: Scores, sort: Sort) -> tuple[float, int]:
    """Ties are broken by row: newest first."""
    if sort == "newest":
        return (0, row)
    if sort == "longest":
        return (-1 if fact.duration is None else -fact.duration - 2, row)
    if sort == "actions":
        return (-fact.open_actions, row)
    return (-scores[row], row)


def hit_of(fact: Fact, score: float, today: date, title: Excerpt, shown: Excerpt) -> Hit:
    """A postmortem as a hit.

    Args:
        fact: what is known of it.
        score: how well it fits.
        today: the day against which action items are late.
        title: its title and the words to mark in it.
        shown: the stretch of its text to show.
    """
    return Hit(
        id=fact.id,
        path=fact.path,
        title=title,
        severity=next(iter(fact.values("severity")), None),
        started=fact.started,
        duration=fact.duration,
        services=fact.values("service"),
        causes=fact.values("cause"),
        open_actions=fact.open_actions,
        overdue=fact.is_overdue(today),
        score=score,
        excerpt=shown,
    )


def _hit(index: Index, row: int, score: float, units: Sequence[Unit], today: date) -> Hit:
    fact = index.facts[row]
    title, shown = marked(fact.title, units), excerpt(index.store.text(row), units)
    return hit_of(fact, score, today, title, shown)
