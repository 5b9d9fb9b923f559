"""What a text finds that no postmortem has whole: a pasted one, or a long query."""

from collections.abc import Sequence

from .query import Notice, Query, Unit, printable
from .ranking import Ranking, Scores
from .symptom import telling_words


def best_fit(
    ranking: Ranking, query: Query, wanted: Sequence[Unit] = ()
) -> tuple[Scores, Sequence[Unit], list[Notice]]:
    """What the most telling words of a text find, the words to mark, and what to say about it.

    Args:
        ranking: where they are looked up.
        query: as understood.
        wanted: the words and phrases of a query that was typed; none of one that was pasted.
    """
    typed = telling_words(" ".join(unit.source for unit in wanted))
    found, words = ranking.best(typed if wanted else query.pasted)
    excluded = ranking.having_any(unit for unit in query.units if unit.negated)
    scores = {row: score for row, score in found.items() if row not in excluded}
    why = (
        f"No postmortem has all of these {len(wanted)} words."
        if wanted
        else "A pasted text is searched for by its most telling words."
    )
    said = ", ".join(printable(word.source) for word in words)
    fit = f"These fit best on: {said}." if scores else "No postmortem has enough of them."
    units = [Unit(((word.term, 0),), word.source) for word in words]
    return scores, units, [Notice(f"{why} {fit}")]
