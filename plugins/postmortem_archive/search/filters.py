"""Conditions on facts, and how many postmortems each value of a facet would leave."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain

from .fields import FACET_NAMES, Fact
from .query import Condition


def holds(condition: Condition, fact: Fact, today: date) -> bool:
    """Whether a postmortem meets a condition; what is not recorded meets none."""
    return _holds(condition, fact, today) != condition.negated


def facet_counts(
    rows: Iterable[int], facts: Sequence[Fact], conditions: Sequence[Condition], today: date
) -> Mapping[str, Mapping[str, int]]:
    """For every facet, how many of ``rows`` each value would leave.

    A facet does not constrain itself: of a choice among services, the other services keep their
    counts.

    Args:
        rows: numbers of the facts that the words of a query leave.
        facts: all facts.
        conditions: those of the query.
        today: for what is overdue.
    """
    left: list[Fact] = []
    left_but_for: dict[str, list[Fact]] = {}
    for row in rows:
        fact = facts[row]
        failed = {
            "" if condition.negated else condition.field
            for condition in conditions
            if not holds(condition, fact, today)
        }
        if not failed:
            left.append(fact)
        elif len(failed) == 1:
            left_but_for.setdefault(failed.pop(), []).append(fact)
    return {
        name: Counter(
            chain.from_iterable(
                fact.facets[place] for fact in chain(left, left_but_for.get(name, ()))
            )
        )
        for place, name in enumerate(FACET_NAMES)
    }


def _holds(condition: Condition, fact: Fact, today: date) -> bool:
    field, values = condition.field, condition.values
    if not values:
        return False
    if field in FACET_NAMES:
        return any(value in values for value in fact.values(field))
    if field == "owner":
        return any(value in values for value in fact.owners)
    if field in ("before", "after"):
        return fact.day != "" and (fact.day < values[0]) == (field == "before")
    if field in ("longer", "shorter"):
        return fact.duration is not None and (fact.duration < int(values[0])) == (
            field == "shorter"
        )
    return _has_flag(values[0], fact, today)


def _has_flag(flag: str, fact: Fact, today: date) -> bool:
    if flag == "open":
        return fact.open_actions > 0
    if flag == "overdue":
        return fact.is_overdue(today)
    if flag in ("near-miss", "incident"):
        return fact.near_miss == (flag == "near-miss")
    status = fact.values("status") or ("draft",)  # a file without a status is a draft
    return flag in status
