"""What is searched of a postmortem: which text counts how much, and facts for filters."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from postmortem_archive.archive.facets import FACET_BY_NAME, FACETS, Facet

from .analyzer import pieces

if TYPE_CHECKING:  # a search that finds its index up to date starts without them
    from postmortem_archive.model.postmortem import Postmortem
    from postmortem_archive.model.settings import Settings

TITLE_BOOST = 6
KEY_BOOST = 4  # services, causes, tags, trigger, team: their IDs, names and aliases
SUMMARY_BOOST = 2
BODY_BOOST = 1

ZONE_GAP = 10
"""Positions left free between two zones, so that no phrase runs from one into the next."""

_KEY_FACETS = ("severity", "service", "cause", "trigger", "team", "tag")

FACET_NAMES = tuple(facet.name for facet in FACETS)


class Zone(NamedTuple):
    """A stretch of text, how much a word in it counts, and whether it is shown with the title."""

    text: str
    boost: int
    is_shown: bool = False


class Fact(NamedTuple):
    """What filters, facets and result lines need of a postmortem.

    Attributes:
        id: the postmortem's ID.
        path: POSIX path relative to the archive's folder.
        title: its title.
        started: as :class:`~postmortem_archive.model.moment.Moment` prints it; empty where not
            recorded.
        order: sort key by start, to the second; empty where not recorded.
        duration: whole minutes from start to resolution; ``None`` where not recorded to the minute.
        near_miss: nobody was harmed.
        facets: the values of each facet, in the order of ``FACET_NAMES``.
        owners: folded handles that own an action item.
        open_actions: how many action items are still to be done.
        next_due: earliest due date (ISO) among them; empty where none has one.
        length: how many terms its text has.
    """

    id: str
    path: str
    title: str
    started: str
    order: str
    duration: int | None
    near_miss: bool
    facets: tuple[tuple[str, ...], ...]
    owners: tuple[str, ...]
    open_actions: int
    next_due: str
    length: int

    def values(self, facet: str) -> tuple[str, ...]:
        """The values of the named facet."""
        return self.facets[FACET_NAMES.index(facet)]

    @property
    def day(self) -> str:
        """The day of its start (ISO, UTC); empty where not recorded."""
        return self.started[:10]

    def is_overdue(self, today: date) -> bool:
        """Whether an action item's due date has passed before it was done."""
        return self.next_due != "" and self.next_due < today.isoformat()


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a postmortem.

    Attributes:
        positions: where each term stands, ascending.
        weights: how much it counts: the sum of the boosts of its places.
        forms: how it is first written in the title and the body, folded; others have none.
        length: how many terms there are, repeated ones included.
    """

    positions: dict[str, list[int]]
    weights: dict[str, int]
    forms: dict[str, str]
    length: int


Body = Sequence[tuple[int, str]]
"""Boost and plain text of the parts of a postmortem's body, the summary first; then of its front matter
what results do not show anyway: impact, incident and the titles of references."""


def zones(item: "Postmortem", settings: "Settings", body: Body) -> Iterator[Zone]:
    """The searched text of a postmortem; the headings that every postmortem has are left out."""
    yield Zone(item.title, TITLE_BOOST, is_shown=True)
    for name in _KEY_FACETS:
        facet = FACET_BY_NAME[name]
        for value in facet.values(item, settings):
            for text in (value, *names_of(facet, value, settings)):
                yield Zone(text, KEY_BOOST)
    yield Zone(item.id, BODY_BOOST)
    for boost, text in body:
        yield Zone(text, boost, is_shown=True)


def body_of(item: "Postmortem") -> Body:
    """The body of a postmortem: what is searched beside its facts, and excerpts are taken from."""
    return tuple(_body_texts(item))


def _body_texts(item: "Postmortem") -> Iterator[tuple[int, str]]:
    from .plain import ended, plain_text  # noqa: PLC0415 - a search that finds its index starts without it

    summary = item.section("summary")
    if summary:
        yield SUMMARY_BOOST, plain_text(summary.body)
    if item.preamble:
        yield BODY_BOOST if summary else SUMMARY_BOOST, plain_text(item.preamble)
    for section in item.sections:
        if section is summary or section.is_empty:
            continue
        own_heading = "" if section.key else f"{section.heading}\n"
        yield BODY_BOOST, own_heading + plain_text(section.body)
    for key, value in item.meta.impact.items():
        yield BODY_BOOST, ended(f"{key}: {value}")
    if item.meta.incident:
        yield BODY_BOOST, ended(item.meta.incident)
    for reference in item.meta.references:
        yield BODY_BOOST, ended(reference.title)


def shown_text(body: Body) -> str:
    """The text that excerpts are taken from, parts separated by line breaks."""
    return "\n".join(text for _, text in body if text)


def terms_of(item: "Postmortem", settings: "Settings", body: Body) -> Terms:
    """The terms of a postmortem with their places and weights."""
    positions: dict[str, list[int]] = defaultdict(list)
    more: dict[str, int] = defaultdict(int)  # what places count beyond one each
    forms: dict[str, str] = {}
    base = 0
    for text, boost, is_shown in zones(item, settings, body):
        start = base
        for entries, width in pieces(text):
            for term, offset, form in entries:
                positions[term].append(start + offset)
                if boost > 1:
                    more[term] += boost - 1
                if is_shown and term not in forms:
                    forms[term] = form
            start += width
        base = max(base, start - 1) + ZONE_GAP
    weights = dict(zip(positions, map(len, positions.values()), strict=True))
    length = sum(weights.values())
    for term, count in more.items():
        weights[term] += count
    return Terms(dict(positions), weights, forms, length)


def fact_of(item: "Postmortem", settings: "Settings", length: int) -> Fact:
    """The facts of a postmortem; ``length`` is that of its :class:`Terms`."""
    started = item.meta.started
    duration = item.time_to_resolve
    pending = [action for action in item.actions if not action.status.is_closed]
    dues = sorted(action.due.isoformat() for action in pending if action.due)
    owners = {owner.casefold() for action in item.actions for owner in action.owners}
    return Fact(
        id=item.id,
        path=item.path,
        title=item.title,
        started=str(started) if started else "",
        order=started.utc.isoformat() if started else "",
        duration=_minutes(duration),
        near_miss=item.is_near_miss,
        facets=tuple(tuple(dict.fromkeys(facet.values(item, settings))) for facet in FACETS),
        owners=tuple(sorted(owners)),
        open_actions=len(pending),
        next_due=dues[0] if dues else "",
        length=length,
    )


def in_order(facts: list[Fact]) -> list[Fact]:
    """Newest first, undated ones last, ties by ID: the order of the archive and of equal scores."""
    facts = sorted(facts, key=lambda fact: (fact.id, fact.path))
    facts.sort(key=lambda fact: fact.order, reverse=True)
    return facts


def _minutes(duration: timedelta | None) -> int | None:
    if duration is None or duration < timedelta():
        return None  # an end before the start is reported by a rule; here it says nothing
    return int(duration.total_seconds() // 60)


def names_of(facet: Facet, value: str, settings: "Settings") -> tuple[str, ...]:
    """The name and the aliases that the archive's vocabulary gives a facet's value."""
    term = facet.terms(settings).get(value)
    return term.names if term else ()
