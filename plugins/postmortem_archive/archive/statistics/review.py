"""What a lead looks at every month or quarter: new, closed, late, soon due, returned, a year ago."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.rules.shared.card_times import days_later

from ..archive import Archive
from .action_items import Owned, owned_items
from .returns import Return, returns
from .window import Window, a_year_later, start_day


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up review.

    Attributes:
        postmortem: which is to be looked at again.
        day: when.
        open_items: how many of its action items are still to be done.
    """

    postmortem: Postmortem
    day: date
    open_items: int


@dataclass(frozen=True, slots=True)
class Review:
    """What happened in a window, and what is to be done after it.

    Attributes:
        name: what the archive is called; may be empty.
        today: the day of the snapshot: what files say is what they said then.
        since: the first day of the window.
        until: the last day of the window.
        ahead: the last day that is looked ahead to: the window's length after its end.
        new: postmortems that started in the window, newest first.
        closed: action items that were closed in the window, the earliest first.
        closed_undated: how many closed items of the archive do not say when they were.
        late: items that were overdue at the end of the window and are still open, the earliest first.
        due_soon: items that are open and due by ``ahead``, the earliest first.
        returned: causes that came back in the window, the latest first.
        follow_ups: follow-up reviews that are due by ``ahead``, and those that have passed while items
            are open; the earliest first.
        anniversaries: postmortems that started a year before a day of the window, the earliest first.
        refused: how many files could not be understood; nothing of them is here.
    """

    name: str
    today: date
    since: date
    until: date
    ahead: date
    new: tuple[Postmortem, ...]
    closed: tuple[Owned, ...]
    closed_undated: int
    late: tuple[Owned, ...]
    due_soon: tuple[Owned, ...]
    returned: tuple[Return, ...]
    follow_ups: tuple[FollowUp, ...]
    anniversaries: tuple[Postmortem, ...]
    refused: int


def review(archive: Archive, today: date, since: date, until: date) -> Review:
    """What is to be looked at for a window.

    Args:
        archive: the whole archive.
        today: the day of the snapshot.
        since: the first day of the window.
        until: its last day; not before ``since``.
    """
    window = Window(since, until)
    ahead = days_later(until, (until - since).days + 1)
    items = archive.postmortems
    owned = owned_items(items)
    still = [one for one in owned if not one.item.status.is_closed]
    soon = Window(until, ahead)
    return Review(
        name=archive.settings.name or "",
        today=today,
        since=since,
        until=until,
        ahead=ahead,
        new=tuple(item for item in items if window.holds(start_day(item))),
        closed=_closed_in(owned, window),
        closed_undated=sum(one.item.status.is_closed and not one.closed_on for one in owned),
        late=_by_due(one for one in still if one.item.is_overdue(until)),
        due_soon=_by_due(one for one in still if one.item.due and soon.holds(one.item.due)),
        returned=tuple(one for one in returns(items) if window.holds(start_day(one.postmortem))),
        follow_ups=follow_ups(items, until, ahead),
        anniversaries=_anniversaries(items, window),
        refused=len(archive.refused),
    )


def follow_ups(items: Iterable[Postmortem], until: date, ahead: date) -> tuple[FollowUp, ...]:
    """The follow-up reviews of postmortems that are to be thought of, the earliest first.

    Args:
        items: the postmortems.
        until: reviews before that day count only where action items are still to be done.
        ahead: the last day that is looked ahead to.
    """
    found = []
    for item in items:
        if item.meta.review_on is None:
            continue
        day = item.meta.review_on.day
        still = sum(not one.item.status.is_closed for one in owned_items([item]))
        if (day < until and still) or until <= day <= ahead:
            found.append(FollowUp(item, day, still))
    return tuple(sorted(found, key=lambda one: one.day))


def _closed_in(owned: Iterable[Owned], window: Window) -> tuple[Owned, ...]:
    dated = [(day, one) for one in owned if (day := one.closed_on) and window.holds(day)]
    return tuple(one for _, one in sorted(dated, key=lambda pair: pair[0]))


def _by_due(owned: Iterable[Owned]) -> tuple[Owned, ...]:
    return tuple(sorted(owned, key=lambda one: one.item.due or date.max))


def _anniversaries(items: Iterable[Postmortem], window: Window) -> tuple[Postmortem, ...]:
    dated = [
        (day, item)
        for item in items
        if (started := start_day(item)) and (day := a_year_later(started)) and window.holds(day)
    ]
    return tuple(item for _, item in sorted(dated, key=lambda pair: pair[0]))
