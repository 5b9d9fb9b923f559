"""What a team looks at every month: what is new, what is to be done, what came back, what is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from postmortem_archive.archive.statistics.action_items import (
    ActionCounts,
    Owned,
    action_counts,
    items_by_team,
    owned_items,
)
from postmortem_archive.archive.statistics.returns import Return
from postmortem_archive.archive.statistics.review import FollowUp, follow_ups
from postmortem_archive.archive.statistics.window import start_day
from postmortem_archive.model.front_matter import Status
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import shown
from postmortem_archive.parse.markdown import plain
from postmortem_archive.rules.shared.action_items import owner_key
from postmortem_archive.rules.shared.card_times import days_later

from ..site import Site

NEW_DAYS = 90
"""How many days a postmortem counts as new."""

AHEAD_DAYS = 30
"""How many days ahead follow-up reviews are looked for."""

MOST_ITEMS = 40
"""Most action items that a team's page lists."""

MOST_LISTED = 10
"""Most postmortems, returns or reviews under one heading."""

_LONGEST = 200  # characters of an action item
_MOST_READ = 2_000


@dataclass(frozen=True, slots=True)
class Item:
    """An action item that is still to be done.

    Attributes:
        owned: the item, and the postmortem in which it stands.
        text: what is to be done, as plain text.
        is_late: its due date has passed.
    """

    owned: Owned
    text: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is to do some action items.

    Attributes:
        name: as archive.yml or the item has it; empty for items without an owner.
        is_known: archive.yml describes that person or team, or describes no people at all.
        items: the items, those due first before the others.
    """

    name: str
    is_known: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class TeamReview:
    """What a team looks at.

    Attributes:
        services: (ID, number of postmortems) of each service that it owns, most postmortems first.
        since: the first day on which a postmortem counts as new.
        new: postmortems about its services that started since then, newest first.
        counts: the action items that the team itself owns, wherever they stand.
        to_do: how many items are to be done: those that it owns, and those of its postmortems.
        owners: these by their first owner, the team itself first, then by name; the first
            :data:`MOST_ITEMS` of them.
        returned: causes that came back on its services despite an action, the latest first.
        ahead: the last day for which follow-up reviews are looked for.
        follow_ups: follow-up reviews that are due by then, or have passed while items are open.
        unpublished: postmortems that are drafts or in review.
    """

    services: tuple[tuple[str, int], ...]
    since: date
    new: tuple[Postmortem, ...]
    counts: ActionCounts
    to_do: int
    owners: tuple[Owner, ...]
    returned: tuple[Return, ...]
    ahead: date
    follow_ups: tuple[FollowUp, ...]
    unpublished: tuple[Postmortem, ...]


class TeamReviews:
    """The reviews of all teams; what they share is computed once, when the first one is asked for.

    Args:
        site: the site.
    """

    def __init__(self, site: Site) -> None:
        self._site = site

    def of(self, team: str) -> TeamReview:
        """What a team looks at."""
        site, today = self._site, self._site.today
        items = site.groups["team"][team]
        since, ahead = today - timedelta(days=NEW_DAYS), days_later(today, AHEAD_DAYS)
        own = self._owned.get(team, ())
        paths = {item.path for item in items}
        elsewhere = (one for one in own if one.postmortem.path not in paths)
        to_do = _still_to_do([*owned_items(items), *elsewhere])
        return TeamReview(
            services=self._services_of(team),
            since=since,
            new=tuple(item for item in items if _is_new(item, since)),
            counts=action_counts(own, today),
            to_do=len(to_do),
            owners=tuple(self._by_owner(team, to_do)),
            returned=self._returned.get(team, ()),
            ahead=ahead,
            follow_ups=follow_ups(items, today, ahead),
            unpublished=tuple(item for item in items if item.meta.status is not Status.PUBLISHED),
        )

    @cached_property
    def _owned(self) -> Mapping[str, tuple[Owned, ...]]:
        archive = self._site.archive
        return items_by_team(owned_items(archive.postmortems), archive.settings)

    @cached_property
    def _returned(self) -> Mapping[str, tuple[Return, ...]]:
        team_of = self._site.archive.settings.team_of
        found: dict[str, list[Return]] = {}
        for one in self._site.overview.returned:
            for team in dict.fromkeys(map(team_of, one.services)):
                found.setdefault(team or "", []).append(one)
        return {team: tuple(some) for team, some in found.items()}

    @cached_property
    def _services(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name, service in (self._site.archive.settings.services or {}).items():
            found.setdefault(service.team or "", []).append(name)
        return {team: tuple(names) for team, names in found.items()}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """Names of teams and people by each word for them, as owners are compared."""
        settings = self._site.archive.settings
        terms = {**(settings.people or {}), **(settings.teams or {})}
        return {
            owner_key(word): term.name or name
            for name, term in terms.items()
            for word in (name, *term.names)
        }

    def _services_of(self, team: str) -> tuple[tuple[str, int], ...]:
        groups = self._site.groups["service"]
        counted = [(name, len(groups.get(name, ()))) for name in self._services.get(team, ())]
        return tuple(sorted(counted, key=lambda pair: (-pair[1], self._label(pair[0]))))

    def _label(self, service: str) -> str:
        return self._site.label("service", service).casefold()

    def _by_owner(self, team: str, to_do: Sequence[Owned]) -> Iterable[Owner]:
        own_name = self._names.get(owner_key(team), team)
        groups: dict[str, list[Owned]] = {}
        for one in to_do:
            groups.setdefault(self._owner_name(one), []).append(one)
        names = sorted(groups, key=lambda name: (name != own_name, not name, name.casefold()))
        left = MOST_ITEMS
        for name in names:
            some = groups[name][:left]
            left -= len(some)
            if some:
                yield Owner(name, self._is_known(name), tuple(map(self._item, some)))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._names.values())

    def _is_known(self, name: str) -> bool:
        return not self._site.archive.settings.people or not name or name in self._known

    def _owner_name(self, one: Owned) -> str:
        """The name of an item's first owner."""
        if not one.item.owners:
            return ""
        first = one.item.owners[0]
        return self._names.get(owner_key(first), shown(first))

    def _item(self, one: Owned) -> Item:
        text = shown(plain(one.item.text[:_MOST_READ]), _LONGEST)
        return Item(one, text, one.item.is_overdue(self._site.today))


def _still_to_do(items: Iterable[Owned]) -> list[Owned]:
    """Those still to be done, those due first before the others."""
    still = [one for one in items if not one.item.status.is_closed]
    return sorted(still, key=lambda one: (one.item.due is None, one.item.due or date.max))


def _is_new(item: Postmortem, since: date) -> bool:
    day = start_day(item)
    return day is not None and day >= since
