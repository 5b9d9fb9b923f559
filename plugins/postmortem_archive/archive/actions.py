"""The action items of a whole archive: what was promised, by whom, until when.

The command and the site's page list the same items, and choose among them by the same names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import (
    ActionItem,
    ActionStatus,
    ActionType,
    Postmortem,
)
from postmortem_archive.model.settings import Settings, Term
from postmortem_archive.model.suggest import did_you_mean
from postmortem_archive.rules.shared.action_items import owner_key, written_actions

from .archive import Archive
from .project import Project
from .read import Progress
from .unchecked import read_archive


@dataclass(frozen=True, slots=True)
class ListedAction:
    """An action item, and what is to be known of the postmortem that it stands in.

    Attributes:
        item: the action item itself.
        path: of the postmortem, relative to the archive's folder.
        id: of the postmortem.
        title: of the postmortem.
        severity: of the postmortem; empty where not given.
        services: of the postmortem.
        started: of the postmortem; ``None`` where not given.
        overdue_days: whole days since the due date of an item that is still to be done; 0 where it
            is not overdue.
    """

    item: ActionItem
    path: str
    id: str
    title: str
    severity: str
    services: tuple[str, ...]
    started: Moment | None
    overdue_days: int

    @property
    def is_overdue(self) -> bool:
        """Whether it is still to be done and its due date has passed."""
        return self.overdue_days > 0


@dataclass(frozen=True, slots=True)
class ArchiveActions:
    """The action items of an archive.

    Attributes:
        settings: what ``archive.yml`` says.
        actions: every item of every file that was understood, by path and place.
        refused: how many files were not understood; their items are not known.
        postmortems: IDs of the files that were understood, with items or without.
    """

    settings: Settings
    actions: tuple[ListedAction, ...]
    refused: int
    postmortems: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which action items are asked for; an empty tuple asks for all.

    Attributes:
        statuses: of the items.
        types: of the items.
        owners: names of people or teams; an item of any of them is meant.
        teams: names of teams; they count beside ``owners``.
        services: IDs, names or aliases of services that the postmortem must have, any of them.
        postmortems: IDs of postmortems.
        overdue: only items that are overdue.
    """

    statuses: tuple[ActionStatus, ...] = ()
    types: tuple[ActionType, ...] = ()
    owners: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    postmortems: tuple[str, ...] = ()
    overdue: bool = False


def archive_actions(
    project: Project, today: date, progress: Progress | None = None, *, keep: bool = False
) -> ArchiveActions:
    """Read the action items of every file; findings are not asked for.

    Args:
        project: where the archive is.
        today: the day to hold due dates against.
        progress: told of each file that is read anew.
        keep: use and write what is kept of earlier times.

    Raises:
        ArchiveError: the archive's folder cannot be read, or the cache folder leads out of the project.
    """
    return actions_of(read_archive(project, progress, keep=keep), today)


def actions_of(archive: Archive, today: date) -> ArchiveActions:
    """The action items of an archive that was read already.

    Args:
        archive: the archive.
        today: the day to hold due dates against.
    """
    understood = [document.postmortem for document in archive.documents if document.postmortem]
    return ArchiveActions(
        archive.settings,
        tuple(action for item in understood for action in _listed(item, today)),
        len(archive.refused),
        frozenset(item.id for item in understood),
    )


def _listed(postmortem: Postmortem, today: date) -> Iterable[ListedAction]:
    meta = postmortem.meta
    for item in written_actions(postmortem):
        late = (today - item.due).days if item.due and item.is_overdue(today) else 0
        yield ListedAction(
            item,
            postmortem.path,
            postmortem.id,
            postmortem.title,
            meta.severity or "",
            meta.services,
            meta.started,
            late,
        )


def choose(every: ArchiveActions, wanted: Wanted) -> tuple[ListedAction, ...]:
    """The action items that are asked for, in the order in which they were.

    Raises:
        ArchiveError: a name is no owner, no service or no postmortem that the archive knows.
    """
    owners = _owner_keys(every, wanted)
    services = _service_ids(every, wanted.services)
    postmortems = _postmortem_ids(every, wanted.postmortems)
    return tuple(
        action
        for action in every.actions
        if (not wanted.statuses or action.item.status in wanted.statuses)
        and (not wanted.types or action.item.type in wanted.types)
        and (not owners or not owners.isdisjoint(map(owner_key, action.item.owners)))
        and (not services or not services.isdisjoint(action.services))
        and (not postmortems or action.id in postmortems)
        and (action.is_overdue or not wanted.overdue)
    )


def _owner_keys(every: ArchiveActions, wanted: Wanted) -> frozenset[str]:
    """How the owners that are asked for are written, as :func:`owner_key` compares them."""
    people, teams = every.settings.people or {}, every.settings.teams or {}
    written = {owner for action in every.actions for owner in action.item.owners}
    keys: set[str] = set()
    for name in wanted.owners:
        keys |= _keys_of(name, "owner", {**teams, **people}, written)
    for name in wanted.teams:
        keys |= _keys_of(name, "team", teams, written)
    return frozenset(keys)


def _keys_of(name: str, noun: str, terms: Mapping[str, Term], written: set[str]) -> set[str]:
    """Every way to write the owner called ``name``: the words of the vocabulary for it, or itself."""
    key = owner_key(name)
    for term_id, term in terms.items():
        words = {owner_key(word) for word in (term_id, *term.names)}
        if key in words:
            return words
    if any(owner_key(owner) == key for owner in written):
        return {key}
    known = _names({*terms, *written})
    raise ArchiveError(
        f"no action item belongs to {name!r}, and archive.yml does not know that {noun}."
        f"{did_you_mean(name.removeprefix('@'), known)}",
        _known(known),
    )


def _service_ids(every: ArchiveActions, names: Sequence[str]) -> frozenset[str]:
    services = every.settings.services or {}
    words = {service.casefold(): service for action in every.actions for service in action.services}
    for term_id, term in services.items():
        words |= {word.casefold(): term_id for word in (*term.names, term_id)}
    for name in names:
        if name.casefold() not in words:
            known = _names(words.values())
            near = did_you_mean(name, _names(words))
            raise ArchiveError(f"{name!r} is no service of this archive.{near}", _known(known))
    return frozenset(words[name.casefold()] for name in names)


def _postmortem_ids(every: ArchiveActions, ids: Sequence[str]) -> frozenset[str]:
    for name in ids:
        if name not in every.postmortems:
            hint = did_you_mean(name, _names(every.postmortems)).strip()
            message = f"no postmortem has the ID {name!r}"
            raise ArchiveError(message, hint or "postmortem search finds it")
    return frozenset(ids)


_MOST_NAMED = 20
_NAME = re.compile(r"\w[\w .'-]{0,60}")


def _names(words: Iterable[str]) -> list[str]:
    """Those of the words that may be repeated to a person: files can hold anything as a name."""
    return sorted({word for word in words if _NAME.fullmatch(word)}, key=str.casefold)


def _known(names: Sequence[str]) -> str:
    if not names:
        return ""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"known: {', '.join(names[:_MOST_NAMED])}{more}"


def _by_due(action: ListedAction) -> tuple[bool, date]:
    return action.item.due is None, action.item.due or date.max


def _by_owner(action: ListedAction) -> tuple[bool, list[str], bool, date]:
    owners = [owner_key(owner) for owner in action.item.owners]
    return not owners, owners, *_by_due(action)


def _by_start(action: ListedAction) -> tuple[float, str, bool, date]:
    """The newest postmortem first; those whose start is not known last."""
    started: datetime | None = action.started.utc if action.started else None
    age = -started.timestamp() if started else float("inf")
    return age, action.path, *_by_due(action)


SORTS: Mapping[str, Callable[[Iterable[ListedAction]], list[ListedAction]]] = {
    "due": lambda actions: sorted(actions, key=_by_due),
    "owner": lambda actions: sorted(actions, key=_by_owner),
    "started": lambda actions: sorted(actions, key=_by_start),
}
"""Orders by name, the usual one first; what is equal stays in the order of paths and places.

Due dates: the earliest first, items without one last. Owners: by the alphabet, then by due date.
Starts: the newest incident first, its items by due date.
"""
