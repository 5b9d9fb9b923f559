"""What is kept of each file for the rules that look at all files together.

A card holds only plain values, so that it can be kept as JSON: a check of an archive that has hardly
changed then reads cards instead of parsing every file again.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from .card_public import CardPublic
from .diagnostic import Position, ProblemKind
from .front_matter import Status
from .link import Link, linked_path
from .moment import Moment
from .postmortem import ActionItem, ActionStatus, Document, Postmortem, stem_of
from .signature import signature
from .suppression import Suppression

_FIELDS = (
    *("title", "status", "services", "causes", "trigger", "started", "resolved", "review_on"),
    *("related", "aliases", "audience"),
)
"""Fields whose places rules about the whole archive point at."""

_UNREAD = (ProblemKind.WRONG_TYPE, ProblemKind.TIME_WITHOUT_OFFSET)


class CardAction(NamedTuple):
    """An action item, as :class:`~.postmortem.ActionItem` has it, and where it is."""

    text: str
    owners: tuple[str, ...]
    due: str  # ISO date, or empty
    status: str
    type: str  # or empty
    line: int
    column: int

    @property
    def position(self) -> Position:
        """Where it is."""
        return Position(self.line, self.column)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return not ActionStatus(self.status).is_closed


class CardLink(NamedTuple):
    """A link, an image or a definition of the body that names a file: its target, and where it is."""

    target: str
    line: int
    column: int

    @property
    def position(self) -> Position:
        """Where it is."""
        return Position(self.line, self.column)


class CardSuppression(NamedTuple):
    """A suppression, as :class:`~.suppression.Suppression` has it."""

    names: tuple[str, ...]
    reason: str
    line: int
    column: int
    first_line: int
    end_line: int

    def restored(self) -> Suppression:
        """The suppression itself."""
        place = Position(self.line, self.column)
        return Suppression(self.names, self.reason, place, self.first_line, self.end_line)


class Card(NamedTuple):
    """What the archive-wide rules know of a file.

    Times are ISO 8601 texts in UTC, a bare day where no more is known, empty where not given;
    ``places`` are (field, number of the list entry or -1, line, column); ``unread`` are the
    fields whose values could not be read; ``signature`` is that of what is told in the sections;
    ``people`` are those whom the file names as such, by handle or name; ``public`` is what would be read
    outside, ``None`` where the file is not offered. Whoever has the settings puts in the last two.
    """

    path: str
    understood: bool = False
    title: str = ""
    status: str = ""
    kind: str = ""
    severity: str = ""
    services: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    trigger: str = ""
    started: str = ""
    resolved: str = ""
    review_on: str = ""
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    places: tuple[tuple[str, int, int, int], ...] = ()
    actions: tuple[CardAction, ...] = ()
    links: tuple[CardLink, ...] = ()
    signature: tuple[int, ...] = ()
    suppressions: tuple[CardSuppression, ...] = ()
    people: tuple[str, ...] = ()
    public: CardPublic | None = None

    @property
    def id(self) -> str:
        """The stem of the file's name."""
        return stem_of(self.path)

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written; a file without a status is."""
        return self.status in ("", "draft")

    @property
    def is_due(self) -> bool:
        """Whether its public text belongs into a public edition that is built now."""
        return self.public is not None and self.status == Status.PUBLISHED

    @property
    def open_actions(self) -> tuple[CardAction, ...]:
        """The action items that are still to be done."""
        return tuple(item for item in self.actions if item.is_open)

    @property
    def resolved_day(self) -> date | None:
        """The day (UTC) of full restoration."""
        return date.fromisoformat(self.resolved[:10]) if self.resolved else None

    def position_of(self, field: str, number: int = -1) -> Position:
        """Where a field, or an entry of its list, stands; the file's beginning where unknown."""
        found = {index: (line, at) for name, index, line, at in self.places if name == field}
        place = found.get(number) or found.get(-1)
        return Position(*place) if place else Position()

    def to_json(self) -> list[Any]:
        """The card as JSON values."""
        return list(self)

    @classmethod
    def from_json(cls, row: Sequence[Any]) -> Card:
        """The card that :meth:`to_json` wrote.

        Raises:
            TypeError: it has other fields than this version's cards.
        """
        card = cls(*row)
        return card._replace(
            # names that many files have are held once
            services=tuple(map(sys.intern, card.services)),
            causes=tuple(map(sys.intern, card.causes)),
            related=tuple(card.related),
            aliases=tuple(card.aliases),
            unread=tuple(card.unread),
            places=tuple(
                (sys.intern(name), index, line, at) for name, index, line, at in card.places
            ),
            actions=tuple(CardAction(item[0], tuple(item[1]), *item[2:]) for item in card.actions),
            links=tuple(CardLink(*item) for item in card.links),
            signature=tuple(card.signature),
            suppressions=tuple(CardSuppression(tuple(i[0]), *i[1:]) for i in card.suppressions),
            people=tuple(map(sys.intern, card.people)),
            public=CardPublic.from_json(card.public) if card.public else None,
        )


def card_of(document: Document) -> Card:
    """The card of a document, understood or refused."""
    suppressions = tuple(_suppression(item) for item in document.suppressions)
    if document.postmortem is None:
        return Card(document.path, suppressions=suppressions)
    postmortem = document.postmortem
    meta = postmortem.meta
    return Card(
        path=document.path,
        understood=True,
        title=meta.title or "",
        status=meta.status or "",
        kind=meta.kind,
        severity=meta.severity or "",
        services=meta.services,
        causes=meta.causes,
        trigger=meta.trigger or "",
        started=_iso(meta.started),
        resolved=_iso(meta.resolved),
        review_on=_iso(meta.review_on),
        related=meta.related,
        aliases=meta.aliases,
        unread=tuple(item.field for item in document.problems if item.kind in _UNREAD),
        places=_places(postmortem),
        actions=tuple(_action(item) for item in postmortem.actions),
        links=tuple(_link(item) for item in postmortem.links if linked_path(item.target)),
        signature=signature(_told(postmortem)),
        suppressions=suppressions,
    )


def _told(postmortem: Postmortem) -> str:
    return "\n".join(section.body for section in postmortem.sections if not section.is_empty)


def _iso(moment: Moment | None) -> str:
    if moment is None:
        return ""
    return moment.day.isoformat() if moment.day_only else moment.utc.isoformat()


def _places(postmortem: Postmortem) -> tuple[tuple[str, int, int, int], ...]:
    return tuple(
        (
            str(path[0]),
            path[1] if len(path) > 1 and isinstance(path[1], int) else -1,
            at.line,
            at.column,
        )
        for path, at in postmortem.field_positions.items()
        if path and path[0] in _FIELDS
    )


def _action(item: ActionItem) -> CardAction:
    due = item.due.isoformat() if item.due else ""
    kind = item.type.value if item.type else ""
    place = item.position
    return CardAction(
        item.text, item.owners, due, item.status.value, kind, place.line, place.column
    )


def _link(item: Link) -> CardLink:
    return CardLink(item.target, item.position.line, item.position.column)


def _suppression(item: Suppression) -> CardSuppression:
    place = item.position
    return CardSuppression(
        item.names, item.reason, place.line, place.column, item.first_line, item.end_line
    )
