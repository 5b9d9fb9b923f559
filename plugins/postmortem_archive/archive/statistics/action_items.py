"""Action items: how many are open, late and done, and how long it took."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from postmortem_archive.model.postmortem import ActionItem, ActionStatus, Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.rules.shared.action_items import owner_key, written_actions

from .definitions import TIME_TO_COMPLETE
from .figures import Distribution, distribution

NO_TEAM = "a person, or a name that is no team"
"""Label of the items whose owners are no team that archive.yml knows."""

NO_OWNER = "no owner"
"""Label of the items without an owner."""

_DAY = re.compile(r"(?<![\d-])(\d{4}-\d{2}-\d{2})(?![\d-])", re.ASCII)
_MAX_SEARCHED = 2_000
_CLOSED_COLUMNS = frozenset({"done", "closed", "completed", "finished"})
_ON = (" on", " date", " at")


class Owned(NamedTuple):
    """An action item, and the postmortem in which it stands."""

    postmortem: Postmortem
    item: ActionItem

    @property
    def closed_on(self) -> date | None:
        """The day on which it was closed, where it is and the day is written there."""
        return closed_day(self.item)


@dataclass(frozen=True, slots=True)
class ItemCount:
    """How many action items are in some state.

    Attributes:
        n: how many items.
        ids: IDs of the postmortems in which they stand, each once, newest first.
    """

    n: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionCounts:
    """How many action items there are in each state.

    Attributes:
        total: all.
        open: still to be done, those in progress included.
        in_progress: being done.
        overdue: still to be done although the due date has passed.
        without_due_date: still to be done, without a due date.
        done: done.
        wont_do: decided against.
    """

    total: ItemCount
    open: ItemCount
    in_progress: ItemCount
    overdue: ItemCount
    without_due_date: ItemCount
    done: ItemCount
    wont_do: ItemCount

    @property
    def to_do(self) -> int:
        """Of how many :attr:`done` is a part: all but those decided against."""
        return self.total.n - self.wont_do.n

    @property
    def done_share(self) -> float | None:
        """The part that is done, from 0 to 1; ``None`` where there is nothing to do."""
        return self.done.n / self.to_do if self.to_do else None

    def by_name(self) -> Mapping[str, ItemCount]:
        """The counts with their names, as files for programs name them."""
        return {
            "total": self.total,
            "open": self.open,
            "in-progress": self.in_progress,
            "overdue": self.overdue,
            "without-due-date": self.without_due_date,
            "done": self.done,
            "wont-do": self.wont_do,
        }


@dataclass(frozen=True, slots=True)
class TeamActions:
    """The action items that a team owns.

    Attributes:
        team: the team's ID; empty for items that no team owns.
        label: how it is shown.
        counts: its items.
        time: days from resolution until its items were done.
    """

    team: str
    label: str
    counts: ActionCounts
    time: Distribution


def owned_items(items: Iterable[Postmortem]) -> tuple[Owned, ...]:
    """The action items of postmortems, in the order of these and of the files."""
    return tuple(Owned(item, action) for item in items for action in written_actions(item))


def closed_day(item: ActionItem) -> date | None:
    """The day on which an item was closed: that behind its status, else that of a column for it."""
    if not item.status.is_closed:
        return None
    columns = [text for heading, text in item.extra if _means_closed(heading)]
    for text in (item.status_text, *columns):
        for match in _DAY.finditer(text[:_MAX_SEARCHED]):
            try:
                return date.fromisoformat(match[1])
            except ValueError:  # there is no such day, so it is none
                continue
    return None


def _means_closed(heading: str) -> bool:
    word = heading.strip().casefold()
    for ending in _ON:
        word = word.removesuffix(ending)
    return word in _CLOSED_COLUMNS


def action_counts(items: Sequence[Owned], today: date) -> ActionCounts:
    """How many of the items are in each state on a day."""
    still = [one for one in items if not one.item.status.is_closed]
    return ActionCounts(
        total=_count(items),
        open=_count(still),
        in_progress=_count([one for one in still if one.item.status is ActionStatus.IN_PROGRESS]),
        overdue=_count([one for one in still if one.item.is_overdue(today)]),
        without_due_date=_count([one for one in still if one.item.due is None]),
        done=_count([one for one in items if one.item.status is ActionStatus.DONE]),
        wont_do=_count([one for one in items if one.item.status is ActionStatus.WONT_DO]),
    )


def time_to_complete(items: Iterable[Owned]) -> Distribution:
    """Days from resolution until items were done, of those that are."""
    done = [one for one in items if one.item.status is ActionStatus.DONE]
    return distribution(TIME_TO_COMPLETE, [(one.postmortem, _days_until_done(one)) for one in done])


def items_by_team(items: Iterable[Owned], settings: Settings) -> Mapping[str, tuple[Owned, ...]]:
    """The action items that each team owns, by its ID; one with two such owners is in both."""
    words = _teams_by_word(settings)
    found: dict[str, list[Owned]] = {}
    for one in items:
        for team in _owning(one, words):
            found.setdefault(team, []).append(one)
    return {team: tuple(some) for team, some in found.items()}


def team_actions(
    items: Sequence[Owned], settings: Settings, today: date
) -> tuple[TeamActions, ...]:
    """The action items by the team that owns them, by the names of the teams; the others last."""
    words = _teams_by_word(settings)
    found = items_by_team(items, settings)
    others: dict[str, list[Owned]] = {NO_TEAM: [], NO_OWNER: []}
    for one in items:
        if not _owning(one, words):
            others[NO_TEAM if one.item.owners else NO_OWNER].append(one)
    ordered = sorted(found, key=lambda team: (settings.label("teams", team).casefold(), team))
    rows = [(team, settings.label("teams", team), found[team]) for team in ordered]
    rows += [("", label, tuple(some)) for label, some in others.items() if some]
    return tuple(
        TeamActions(team, label, action_counts(some, today), time_to_complete(some))
        for team, label, some in rows
    )


def _owning(one: Owned, words: Mapping[str, str]) -> tuple[str, ...]:
    """The teams that own an item, each once."""
    keys = map(owner_key, one.item.owners)
    return tuple(dict.fromkeys(words[key] for key in keys if key in words))


def _teams_by_word(settings: Settings) -> Mapping[str, str]:
    """The team that each word for one means, as :func:`owner_key` compares words."""
    owning = {service.team for service in (settings.services or {}).values() if service.team}
    words = {owner_key(team): team for team in sorted(owning)}
    for team, term in (settings.teams or {}).items():
        words |= {owner_key(word): team for word in (*term.names, team)}
    return words


def _days_until_done(one: Owned) -> timedelta | None:
    resolved, closed = one.postmortem.meta.resolved, one.closed_on
    if resolved is None or closed is None:
        return None
    return max(closed - resolved.day, timedelta())


def _count(items: Sequence[Owned]) -> ItemCount:
    paths = {one.postmortem.path: one.postmortem.id for one in items}
    return ItemCount(len(items), tuple(paths.values()))
