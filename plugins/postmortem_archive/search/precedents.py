"""What happened before: the past postmortems most like a new one, and what of them is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from postmortem_archive.model.postmortem import ActionItem, Postmortem

from .features import features_of
from .related import LEAST_ALIKE, Relations
from .relation import Relation

MAX_PRECEDENTS = 3
"""Most precedents of a postmortem; each must be worth the time of somebody in a review."""


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action item that is still to be done, and whether its due date has passed."""

    action: ActionItem
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Precedent:
    """A past postmortem, and why it is worth reading beside the new one.

    Attributes:
        postmortem: the past one.
        relation: what it shares with the new one.
        open_actions: action items of the past one that are still to be done, overdue ones first.
    """

    postmortem: Postmortem
    relation: Relation
    open_actions: tuple[OpenAction, ...]


@dataclass(frozen=True, slots=True)
class Precedents:
    """A new postmortem with what happened before it, most alike first; there may be nothing."""

    postmortem: Postmortem
    found: tuple[Precedent, ...]


def precedents(
    changed: Sequence[Postmortem], archive: Sequence[Postmortem], today: date
) -> tuple[Precedents, ...]:
    """What happened before each of the ``changed`` postmortems.

    Args:
        changed: the new or changed ones; they are no precedents of one another.
        archive: all postmortems, which may include the changed ones.
        today: the day against which due dates are held.

    Returns:
        One record for each changed postmortem, in their order.
    """
    new_paths = {item.path for item in changed}
    past = {item.path: item for item in archive if item.path not in new_paths}
    relations = Relations([features_of(item) for item in past.values()])
    return tuple(
        Precedents(
            item,
            tuple(
                Precedent(past[found.path], found, _open_actions(past[found.path], today))
                for found in _most_alike(relations.of(features_of(item)))
            ),
        )
        for item in changed
    )


def _most_alike(relations: Sequence[Relation]) -> list[Relation]:
    close = [relation for relation in relations if relation.likeness >= LEAST_ALIKE]
    return sorted(close, key=lambda relation: -relation.likeness)[:MAX_PRECEDENTS]


def _open_actions(item: Postmortem, today: date) -> tuple[OpenAction, ...]:
    found = [
        OpenAction(action, action.is_overdue(today))
        for action in item.actions
        if not action.status.is_closed
    ]
    return tuple(sorted(found, key=lambda entry: not entry.is_overdue))
